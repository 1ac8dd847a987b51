"""The landscapes of `benchmarks.landscapes` in PyTorch: run by an interpreter that has it, it prints one line of JSON.

    python torch_landscapes.py points.json repetitions

Rows of the plane are computed a few at a time, of the sizes tried the fastest: all at once is slower.
"""

import json
import sys
import time
from functools import partial
from pathlib import Path

import torch

LOSSES = {
    "squared": torch.nn.MSELoss(reduction="none"),
    "huber": torch.nn.HuberLoss(reduction="none"),
    "binary_cross_entropy": torch.nn.BCEWithLogitsLoss(reduction="none"),
}
BLOCKS = (40_000, 400_000, 4_000_000)  # predictions at a time


def heights(loss, x, target, along, block):
    """The mean loss of slope times x plus intercept, at every pair of them, shape (intercepts, slopes)."""
    slope, intercept = along.repeat(len(along)), along.repeat_interleave(len(along))
    few = max(1, block // len(x))
    means = []
    for start in range(0, len(slope), few):
        prediction = torch.addcmul(intercept[start : start + few, None], slope[start : start + few, None], x[None])
        means.append(loss(prediction, target.expand_as(prediction)).mean(-1))
    return torch.cat(means).reshape(len(along), len(along))


def _timed(loss, x, target, along, block):
    """Seconds, and the lowest value."""
    start = time.perf_counter()
    lowest = float(heights(loss, x, target, along, block).min())
    return time.perf_counter() - start, lowest


def main():
    cases, repetitions = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), int(sys.argv[2])
    torch.set_default_dtype(torch.float64)
    told = {"version": torch.__version__, "threads": torch.get_num_threads(), "cases": []}
    with torch.no_grad():
        for case in cases:
            x, target, along = (torch.tensor(case[name]) for name in ("x", "target", "along"))
            timed = partial(_timed, LOSSES[case["loss"]], x, target, along)
            block = min(BLOCKS, key=lambda size: timed(size)[0])
            times, lowest = zip(*(timed(block) for _ in range(repetitions)), strict=True)
            told["cases"].append({"seconds": times, "lowest": lowest[0]})
    print(json.dumps(told))


if __name__ == "__main__":
    main()
