"""Computes rows of `tidecast bench` in PyTorch: held against what Tidecast computed, then timed.

usage: torch_peer.py [--device cuda|cpu] FOLDER f32|tf32 ROW...        prints one JSON document
FOLDER has ROW.safetensors of `tidecast bench --given FOLDER`. The device is the GPU; the processor, which has no tf32, is
there to try the script. Exits with 3 where there is no PyTorch or no GPU for it, with 1 where a loss or a gradient
disagrees, in which case nothing is timed, or where the timed steps do not make the loss smaller.
"""

import argparse
import json
import statistics
import struct
import sys
import time

try:
    import torch
    from torch.nn import functional
except ImportError as missing:
    sys.exit(print(f"torch_peer: {missing}", file=sys.stderr) or 3)

GATES = (1, 0, 2)  # Keras has z, r, h; PyTorch r, z, h
# The largest difference of a loss, and of a gradient, as part of its norm: Tidecast's own bounds.
TOLERANCE = {"f32": (1e-3, 5e-3), "tf32": (2e-2, 7e-2)}


class Gpu:
    """The first GPU, whose own events tell the time."""

    name = "cuda"
    warming_steps, rounds, slice_milliseconds = 20, 9, 100
    copied_values = 1 << 28
    product_size = 8192

    def __init__(self):
        if not torch.cuda.is_available():
            sys.exit(print("torch_peer: PyTorch finds no GPU", file=sys.stderr) or 3)
        self.title = torch.cuda.get_device_name()

    def milliseconds(self, step, count):
        begin, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
        begin.record()
        for _ in range(count):
            step()
        end.record()
        end.synchronize()
        return begin.elapsed_time(end) / count


class Processor:
    """The processor, as many threads as PyTorch takes; timed in haste."""

    name = "cpu"
    warming_steps, rounds, slice_milliseconds = 2, 3, 50
    copied_values = 1 << 24
    product_size = 1024

    def __init__(self):
        self.title = f"the processor, {torch.get_num_threads()} threads"

    def milliseconds(self, step, count):
        begin = time.perf_counter()
        for _ in range(count):
            step()
        return (time.perf_counter() - begin) * 1e3 / count


DEVICES = {device.name: device for device in (Gpu, Processor)}


def read(path, device):
    """Returns a safetensors file's tensors by name, on the device."""
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
            tensors[name] = flat.reshape(entry["shape"]).to(device.name)
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


def check(row, given, weights, loss, tolerances):
    values = [("loss", loss.detach(), tolerances[0])]
    values += [(f"gradient of {name}", w.grad, tolerances[1]) for name, w in weights.items()]
    for name, value, tolerance in values:
        expected = given[name].double()
        apart = (value.double().reshape(expected.shape) - expected).norm() / expected.norm().clamp_min(1e-12)
        if not apart <= tolerance:
            sys.exit(f"torch_peer: {row}: {name} differs by {apart:.2g} of its norm, more than {tolerance}")


def milliseconds(step, device):
    """Returns the median over rounds of a step's time, warm."""
    for _ in range(device.warming_steps):
        step()
    count = max(1, int(device.slice_milliseconds / device.milliseconds(step, 5)))
    return statistics.median(device.milliseconds(step, count) for _ in range(device.rounds))


def timed_way(loss_of, given, weights, row, precision, device):
    """Returns the milliseconds of a training step from the given weights, after its loss and gradients were held against
    the given ones, and what the steps made of the loss."""
    with torch.no_grad():
        for name, value in starting_with("weight of ", given).items():
            weights[name].copy_(value)
            weights[name].grad = None
    loss = loss_of(weights, given["input"], given["target"])
    loss.backward()
    check(row, given, weights, loss, TOLERANCE[precision])
    optimizer = torch.optim.Adam(weights.values(), lr=1e-4, eps=1e-7, fused=device.name == "cuda")

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss_of(weights, given["input"], given["target"]).backward()
        optimizer.step()

    taken = milliseconds(step, device)
    with torch.no_grad():
        losses = loss.item(), loss_of(weights, given["input"], given["target"]).item()
    if not losses[1] < losses[0]:
        sys.exit(f"torch_peer: {row}: the timed steps took the loss from {losses[0]:.6g} to {losses[1]:.6g}")
    return taken, losses


def measured(row, folder, precision, device, not_compiled):
    """Returns the milliseconds of a row's step; where PyTorch cannot compile it here, says why and goes on without."""
    given = read(f"{folder}/{row}.safetensors", device)
    network = next(net for name, net in NETWORKS.items() if row.startswith(name))
    weights = {name: w.clone().requires_grad_() for name, w in starting_with("weight of ", given).items()}
    taken, losses = timed_way(network, given, weights, row, precision, device)
    found = {"parameters": sum(w.numel() for w in weights.values()), "losses": losses, "eager": taken}
    try:
        torch.compiler.reset()  # else what it saw in an earlier row would make it compile for any size
        compiled = torch.compile(network, dynamic=False)
        found["compiled"] = timed_way(compiled, given, weights, row, precision, device)[0]
    except Exception as error:  # of many kinds: there may be no Triton, no compiler, or no room
        not_compiled[row] = f"{type(error).__name__}: {(str(error).splitlines() or [''])[0][:200]}"
    return found


def ceilings(device):
    """Returns what plain copies and square products reach: bytes read and written, and operations, a second."""
    source = torch.empty(device.copied_values, device=device.name)
    target = torch.empty_like(source)
    copy = milliseconds(lambda: target.copy_(source), device)
    size = device.product_size
    left, right, out = (torch.randn(size, size, device=device.name) for _ in range(3))
    product = milliseconds(lambda: torch.mm(left, right, out=out), device)
    return {
        "copy_gbytes_per_s": 2 * source.numel() * source.element_size() / copy * 1e-6,
        "product_gflops": 2 * size**3 / product * 1e-6,
        "product_size": size,
    }


def main(device, folder, precision, rows):
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = precision == "tf32"
    not_compiled = {}
    json.dump(
        {
            "torch": str(torch.__version__),
            "cuda": torch.version.cuda,
            "cudnn": torch.backends.cudnn.version(),
            "device": device.title,
            "precision": precision,
            "ceilings": ceilings(device),
            "rows": {row: measured(row, folder, precision, device, not_compiled) for row in rows},
            "not_compiled": not_compiled,
        },
        sys.stdout,
    )


def arguments():
    parser = argparse.ArgumentParser(usage=__doc__.split("usage: ")[1].split("        ")[0], add_help=False)
    parser.add_argument("--device", choices=DEVICES, default="cuda")
    parser.add_argument("folder")
    parser.add_argument("precision", choices=TOLERANCE)
    parser.add_argument("rows", nargs="+")
    given = parser.parse_args()
    if given.device == "cpu" and given.precision != "f32":
        parser.error(f"the processor has no {given.precision}")
    return given


if __name__ == "__main__":
    told = arguments()
    main(DEVICES[told.device](), told.folder, told.precision, told.rows)
