"""Computes rows of `tidecast bench` in PyTorch on a GPU: held against what Tidecast computed, then timed.

usage: torch_peer.py FOLDER f32|tf32 ROW...        prints one JSON document
FOLDER has ROW.safetensors of `tidecast bench --given FOLDER`. Exits with 3 where there is no PyTorch or no GPU for it,
with 1 where a loss or a gradient disagrees; nothing is timed then.
"""

import json
import statistics
import struct
import sys

try:
    import torch
    from torch.nn import functional
except ImportError as missing:
    sys.exit(print(f"torch_peer: {missing}", file=sys.stderr) or 3)

ROUNDS = 9
SLICE_MILLISECONDS = 100
GATES = (1, 0, 2)  # Keras has z, r, h; PyTorch r, z, h
# The largest difference of a loss or a gradient, as part of its norm: Tidecast's own bounds.
TOLERANCE = {"f32": 1e-3, "tf32": 2e-2}


def read(path):
    """Returns a safetensors file's tensors by name."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = bytearray(file.read())
    kinds = {"F32": torch.float32, "F64": torch.float64, "I32": torch.int32}
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            flat = torch.frombuffer(data[begin:end], dtype=kinds[entry["dtype"]])
            tensors[name] = flat.reshape(entry["shape"]).cuda()
    return tensors


def starting_with(prefix, tensors):
    return {name[len(prefix) :]: value for name, value in tensors.items() if name.startswith(prefix)}


def conv(x, kernel, bias, stride=1, dilation=1, causal=True):
    """x is [batch, channels, time], kernel Keras' [taps, in, out]."""
    if causal:
        x = functional.pad(x, (dilation * (kernel.shape[0] - 1), 0))
    return functional.conv1d(x, kernel.permute(2, 1, 0), bias, stride, 0, dilation)


def gru_weights(w, name):
    """cuDNN's order and shapes of a Keras GRU whose candidate is reset after its product."""

    def turned(matrix):
        parts = matrix.chunk(3, -1)
        return torch.cat([parts[i] for i in GATES], -1)

    bias = turned(w[f"{name}/bias"])
    kernel, recurrent = turned(w[f"{name}/kernel"]), turned(w[f"{name}/recurrent_kernel"])
    return [kernel.t().contiguous(), recurrent.t().contiguous(), bias[0].contiguous(), bias[1].contiguous()]


def conv_gru(w, x, target):
    """x is [channels, time, batch], target [outputs, steps, batch]; the GRUs are cuDNN's."""
    led = conv(x.permute(2, 0, 1), w["conv/kernel"], w["conv/bias"], stride=2, causal=False).permute(2, 0, 1)
    flat = gru_weights(w, "gru1") + gru_weights(w, "gru2")
    first = torch.zeros(2, led.shape[1], w["output/kernel"].shape[0], device=led.device)
    states = torch.gru(led.contiguous(), first, flat, True, 2, 0.0, True, False, False)[0]
    return functional.mse_loss(states @ w["output/kernel"] + w["output/bias"], target.permute(1, 2, 0))


def wavenet(w, x, target):
    led = x.permute(2, 0, 1)
    for stack in (1, 2):
        for dilation in (1, 2, 4, 8):
            name = f"stack{stack}/dilation{dilation}"
            led = functional.relu(conv(led, w[f"{name}/kernel"], w[f"{name}/bias"], dilation=dilation))
    return functional.mse_loss(conv(led, w["output/kernel"], w["output/bias"]), target.permute(2, 0, 1))


def gated_wavenet(w, x, target):
    """x and target are codes [time, batch]."""
    led = functional.embedding(x.t().long(), w["embedding/table"]).transpose(1, 2)
    layers = sum(1 for name in w if name.startswith("gated/layer") and name.endswith("/kernel"))
    joined = []
    for layer in range(layers):
        name = f"gated/layer{layer + 1}"
        sums = conv(led, w[f"{name}/kernel"], w[f"{name}/bias"], dilation=2 ** (layer % 10))
        filters, gates = sums.chunk(2, 1)
        z = torch.tanh(filters) * torch.sigmoid(gates)
        joined.append(z)
        if layer < layers - 1:
            led = led + conv(z, w[f"{name}/residual_kernel"][None], w[f"{name}/residual_bias"])
    skips = functional.relu(conv(torch.cat(joined, 1), w["gated/skip_kernel"][None], w["gated/skip_bias"]))
    hidden = functional.relu(conv(skips, w["hidden/kernel"], w["hidden/bias"]))
    return functional.cross_entropy(conv(hidden, w["output/kernel"], w["output/bias"]), target.t().long())


NETWORKS = {"conv-gru": conv_gru, "wavenet": wavenet, "gated": gated_wavenet}


def check(row, given, weights, loss, tolerance):
    found = {"loss": loss.detach().double()} | {f"gradient of {name}": w.grad.double() for name, w in weights.items()}
    for name, value in found.items():
        expected = given[name].double()
        apart = (value.reshape(expected.shape) - expected).norm() / expected.norm().clamp_min(1e-12)
        if not apart <= tolerance:
            sys.exit(f"torch_peer: {row}: {name} differs by {apart:.2g} of its norm, more than {tolerance}")


def milliseconds(step):
    """Returns the median over rounds of a step's time by the GPU's events, warm."""

    def timed(count):
        begin, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
        begin.record()
        for _ in range(count):
            step()
        end.record()
        end.synchronize()
        return begin.elapsed_time(end) / count

    for _ in range(20):
        step()
    count = max(1, int(SLICE_MILLISECONDS / timed(5)))
    return statistics.median(timed(count) for _ in range(ROUNDS))


def timed_way(loss_of, given, weights, row, precision):
    """Returns the milliseconds of a training step from the given weights, after its loss and gradients were held against
    the given ones."""
    with torch.no_grad():
        for name, value in starting_with("weight of ", given).items():
            weights[name].copy_(value)
            weights[name].grad = None
    loss = loss_of(weights, given["input"], given["target"])
    loss.backward()
    check(row, given, weights, loss, TOLERANCE[precision])
    optimizer = torch.optim.Adam(weights.values(), lr=1e-4, eps=1e-7, fused=True)

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss_of(weights, given["input"], given["target"]).backward()
        optimizer.step()

    return milliseconds(step)


def measured(row, folder, precision, not_compiled):
    """Returns the milliseconds of a row's step; where PyTorch cannot compile it here, says why and goes on without."""
    given = read(f"{folder}/{row}.safetensors")
    network = next(net for name, net in NETWORKS.items() if row.startswith(name))
    weights = {name: w.clone().requires_grad_() for name, w in starting_with("weight of ", given).items()}
    found = {"eager": timed_way(network, given, weights, row, precision)}
    try:
        torch.compiler.reset()  # else what it saw in an earlier row would make it compile for any size
        found["compiled"] = timed_way(torch.compile(network, dynamic=False), given, weights, row, precision)
    except Exception as error:  # of many kinds: there may be no Triton, no compiler, or no room
        not_compiled[row] = f"{type(error).__name__}: {(str(error).splitlines() or [''])[0][:200]}"
    return found


def ceilings():
    """Returns what plain copies and square products reach: bytes read and written, and operations, a second."""
    source = torch.empty(1 << 28, device="cuda")
    target = torch.empty_like(source)
    copy = milliseconds(lambda: target.copy_(source))
    size = 8192
    left, right, out = (torch.randn(size, size, device="cuda") for _ in range(3))
    product = milliseconds(lambda: torch.mm(left, right, out=out))
    return {"copy_gbytes_per_s": 2 * source.nbytes / copy * 1e-6, "product_gflops": 2 * size**3 / product * 1e-6}


def main(folder, precision, rows):
    if not torch.cuda.is_available():
        sys.exit(print("torch_peer: PyTorch finds no GPU", file=sys.stderr) or 3)
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = precision == "tf32"
    not_compiled = {}
    json.dump(
        {
            "torch": torch.__version__,
            "cuda": torch.version.cuda,
            "cudnn": torch.backends.cudnn.version(),
            "device": torch.cuda.get_device_name(),
            "precision": precision,
            "ceilings": ceilings(),
            "rows": {row: measured(row, folder, precision, not_compiled) for row in rows},
            "not_compiled": not_compiled,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    if len(sys.argv) < 4 or sys.argv[2] not in TOLERANCE:
        sys.exit(print(__doc__, file=sys.stderr) or 2)
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
