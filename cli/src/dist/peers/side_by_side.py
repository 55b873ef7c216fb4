"""Puts what `tidecast bench --json` and torch_peer.py measured in one table of Markdown.

usage: side_by_side.py BENCH.json TORCH.json
"""

import json
import sys


def main(bench_file, torch_file):
    with open(bench_file) as file:
        bench = json.load(file)
    with open(torch_file) as file:
        torch = json.load(file)
    print("| task | Tidecast ms | PyTorch eager ms | compiled ms | eager / Tidecast | compiled / Tidecast | of products |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    peak = torch["ceilings"]["product_gflops"]
    for row in bench["rows"]:
        ours = next((c for c in row["contestants"] if c["name"] == "cuda" and "milliseconds" in c), None)
        theirs = torch["rows"].get(row["task"])
        if ours and theirs:
            own = ours["milliseconds"]
            eager, compiled = theirs["eager"], theirs["compiled"]
            share = row["operations"] / (own * 1e6) / peak
            print(
                f"| {row['title']} | {own:.4g} | {eager:.4g} | {compiled:.4g} | {eager / own:.1f} × |"
                f" {compiled / own:.1f} × | {share:.0%} |"
            )
    print()
    print(
        f"PyTorch {torch['torch']}, CUDA {torch['cuda']}, cuDNN {torch['cudnn']} on {torch['device']}; GRUs are cuDNN's."
        f" Its copies reach {torch['ceilings']['copy_gbytes_per_s']:.0f} GB/s read and written, its products of 8192"
        f" {peak:.0f} GFLOP/s; the last column is the rate of Tidecast's matrix products against that."
    )


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(print(__doc__, file=sys.stderr) or 2)
    main(*sys.argv[1:])
