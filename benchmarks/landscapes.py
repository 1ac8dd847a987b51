"""What a landscape costs: the mean loss of a line at every place of a grid, beside the same in PyTorch."""

import json
import subprocess
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.table import table
from lossviz import LOSSES
from lossviz.learning.data.record import Data
from lossviz.learning.landscape import heights, plane
from lossviz.learning.model import affine

_SIZES = ((61, 200, 30), (128, 2000, 400))  # places of either axis, points of data, the goal in milliseconds
_KEYS = ("squared", "huber", "binary_cross_entropy")
_REACH = 3.0
_SCRIPT = Path(__file__).with_name("torch_landscapes.py")


def run(quick: bool, torch: str = "") -> str:
    """The table; ``torch`` is the path of a Python that has PyTorch."""
    repetitions = 2 if quick else 7
    cases = [(key, side, count, goal) for side, count, goal in _SIZES for key in _KEYS]
    data = [_case(key, side, count) for key, side, count, _ in cases]
    rounds = [_measured(data, torch, repetitions) for _ in range(1 if quick else 3)]  # in turn
    rows = []
    for place, (key, side, count, goal) in enumerate(cases):
        own = [seconds for ours, _ in rounds for seconds in ours[place][0]]
        row = [f"{side} by {side}, {count} points", key, _middle_and_best(own), f"{goal}"]
        if torch:
            theirs = [seconds for _, told in rounds for seconds in told["cases"][place]["seconds"]]
            assert np.isclose(rounds[0][0][place][1], rounds[0][1]["cases"][place]["lowest"], rtol=1e-9)
            row += [_middle_and_best(theirs), f"{median(own) / median(theirs):.2f}"]
        else:
            row += ["not measured", ""]
        rows.append(tuple(row))
    told = rounds[0][1]
    about = f"PyTorch {told['version']}, {told['threads']} threads." if told else "PyTorch: name it with `--torch`."
    return table(
        "What a landscape costs",
        ("Landscape", "loss", "median (best) ms", "goal ms", "PyTorch ms", "ratio"),
        rows,
        f"Predictions and mean losses in float64, `plane` and `heights`, {len(rounds)} × {repetitions} times, with "
        f"PyTorch in turn. {about} Both find the same lowest value.",
    )


def _middle_and_best(seconds: list[float]) -> str:
    return f"{1e3 * median(seconds):.1f} ({1e3 * min(seconds):.1f})"


def _case(key: str, side: int, count: int) -> dict[str, object]:
    rng = np.random.default_rng(count)
    x = rng.normal(size=count)
    y = x + 0.4 * rng.normal(size=count)
    target = (y > 0).astype(float) if key == "binary_cross_entropy" else y
    along = np.linspace(-_REACH, _REACH, side)
    return {"loss": key, "x": x.tolist(), "target": target.tolist(), "along": along.tolist()}


def _measured(data, interpreter, repetitions):
    """For each case our seconds and the lowest value; and what PyTorch tells."""
    ours = [_ours(case, repetitions) for case in data]
    if not interpreter:
        return ours, None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "points.json"
        path.write_text(json.dumps(data), encoding="utf-8")
        command = [interpreter, str(_SCRIPT), str(path), str(repetitions)]
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return ours, json.loads(ran.stdout)


def _ours(case, repetitions):
    x, target, along = (np.array(case[name]) for name in ("x", "target", "along"))
    task, bound = affine(Data(x, target, np.zeros(x.size, bool))), LOSSES[case["loss"]].at({})
    seconds, lowest = [], np.nan
    for _ in range(repetitions):
        start = time.perf_counter()
        lowest = float(heights(bound, plane(task, np.zeros(2), np.eye(2), along, along)).min())
        seconds.append(time.perf_counter() - start)
    return seconds, lowest
