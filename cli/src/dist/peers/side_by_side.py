"""Puts what `tidecast bench --json` and torch_peer.py measured in one table of Markdown, and keeps it as JSON.

usage: side_by_side.py FOLDER        reads bench-PRECISION.json and torch-PRECISION.json, writes side-by-side.json
"""

import json
import os
import sys

PRECISIONS = ("f32", "tf32")
# How many times as long as Tidecast PyTorch is to take, eager and compiled.
GOALS = {
    ("conv-gru", "f32"): {"eager": 10},
    ("conv-gru-batch-4096", "f32"): {"eager": 4},
    ("gated-wavenet-30", "tf32"): {"eager": 3, "compiled": 1},
}


def load(folder, kind, precision):
    path = os.path.join(folder, f"{kind}-{precision}.json")
    if not os.path.exists(path) or not os.path.getsize(path):
        return None
    with open(path) as file:
        return json.load(file)


def floor(row, ceilings):
    """Returns the milliseconds that a row takes at the ceilings, and which of the two it is."""
    return max(
        (row["operations"] / (ceilings["product_gflops"] * 1e6), "products"),
        (row["traffic_bytes"] / (ceilings["copy_gbytes_per_s"] * 1e6), "bytes"),
    )


def reached(goals, ratios):
    """Returns whether all goals were reached; None where there are none, or one of them was not measured."""
    if not goals or any(ratios[way] is None for way in goals):
        return None
    return all(ratios[way] > goal for way, goal in goals.items())


def side_by_side(precision, row, torch):
    """Returns what stands beside each other of a row, or None where one of the two was not measured."""
    ours = next((c for c in row["contestants"] if c["name"] == "cuda" and "milliseconds" in c), None)
    theirs = torch["rows"].get(row["task"])
    if not ours or not theirs:
        return None
    own = ours["milliseconds"]
    ratios = {way: theirs[way] / own if theirs.get(way) else None for way in ("eager", "compiled")}
    least, bound = floor(row, torch["ceilings"])
    goals = GOALS.get((row["task"], precision), {})
    return {
        "task": row["task"],
        "title": row["title"],
        "precision": precision,
        "milliseconds": own,
        "eager_milliseconds": theirs["eager"],
        "compiled_milliseconds": theirs.get("compiled"),
        "ratios": ratios,
        "goals": goals,
        "reached": reached(goals, ratios),
        "roofline_milliseconds": least,
        "bound": bound,
        "of_roofline": least / own,
    }


def written(value, form, suffix=""):
    return "–" if value is None else format(value, form) + suffix


def line(entry):
    goals = ", ".join(f"{way} {goal} ×" for way, goal in entry["goals"].items())
    verdict = {None: "not measured", True: "reached", False: "MISSED"}[entry["reached"]]
    cells = [
        entry["title"],
        entry["precision"],
        written(entry["milliseconds"], ".4g"),
        written(entry["eager_milliseconds"], ".4g"),
        written(entry["compiled_milliseconds"], ".4g"),
        written(entry["ratios"]["eager"], ".1f", " ×"),
        written(entry["ratios"]["compiled"], ".1f", " ×"),
        f"{goals}: {verdict}" if goals else "",
        f"{entry['of_roofline']:.0%} of {entry['bound']}",
    ]
    return "| " + " | ".join(cells) + " |"


def about(precision, torch):
    ceilings = torch["ceilings"]
    reasons = "".join(f" {row} was not compiled: {reason}." for row, reason in torch["not_compiled"].items())
    place = f"on {torch['device']}"
    if torch["cuda"]:
        place = f"CUDA {torch['cuda']}, cuDNN {torch['cudnn']} {place}; GRUs and convolutions are cuDNN's"
    return (
        f"* {precision}: PyTorch {torch['torch']}, {place}. Its copies reach {ceilings['copy_gbytes_per_s']:.0f} GB/s read and"
        f" written, its products of {ceilings['product_size']} {ceilings['product_gflops']:.0f} GFLOP/s.{reasons}"
    )


def main(folder):
    entries, notes = [], []
    for precision in PRECISIONS:
        bench, torch = load(folder, "bench", precision), load(folder, "torch", precision)
        if bench and torch:
            found = (side_by_side(precision, row, torch) for row in bench["rows"])
            entries += [entry for entry in found if entry]
            notes.append(about(precision, torch))
    print("| task | precision | Tidecast ms | eager ms | compiled ms | eager / Tidecast | compiled / Tidecast | goal | of roofline |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | --- | ---: |")
    for entry in entries:
        print(line(entry))
    print("", *notes, sep="\n")
    print(
        "* The roofline is the longer of two times: that of the step's matrix products at the rate of large products, and"
        " that of the bytes that its operations read and write, each operand once, at the rate of large copies."
    )
    with open(os.path.join(folder, "side-by-side.json"), "w") as file:
        json.dump(entries, file)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(print(__doc__, file=sys.stderr) or 2)
    main(sys.argv[1])
