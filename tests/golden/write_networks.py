"""Writes the gradients that `test_networks.py` compares small networks with, as PyTorch's autograd gives them.

    python tests/golden/write_networks.py

needs torch; the tests need only what it wrote.
"""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

HERE = Path(__file__).parent
torch.set_default_dtype(torch.float64)

ACTIVATIONS = {"tanh": torch.tanh, "relu": torch.relu, "sigmoid": torch.sigmoid, "linear": lambda sums: sums}
LOSSES = {
    "squared": lambda out, target: F.mse_loss(out[:, 0], target, reduction="none"),
    "absolute": lambda out, target: F.l1_loss(out[:, 0], target, reduction="none"),
    "huber": lambda out, target: F.huber_loss(out[:, 0], target, reduction="none"),
    "binary_cross_entropy": lambda out, target: F.binary_cross_entropy_with_logits(out[:, 0], target, reduction="none"),
    "cross_entropy": lambda out, target: F.cross_entropy(out, target, reduction="none"),
}
EXAMPLES = 5
CASES = [
    {"widths": widths, "activation": activation, "skips": skips, "loss": loss, **more}
    for widths, loss in (
        ((1, 4, 1), "squared"),
        ((1, 3, 3, 3, 1), "huber"),
        ((2, 4, 4, 1), "binary_cross_entropy"),
        ((2, 3, 3, 3), "cross_entropy"),
    )
    for activation in ACTIVATIONS
    for skips, more in ((False, {}), (True, {"summed": True}))
] + [
    {"widths": (1, 4, 4, 1), "activation": "tanh", "skips": True, "loss": "absolute", "l1": 0.03, "l2": 0.07},
    {"widths": (2, 4, 4, 1), "activation": "relu", "skips": False, "loss": "binary_cross_entropy", "dropped": 0.4},
    {"widths": (2, 4, 4, 4, 3), "activation": "sigmoid", "skips": True, "loss": "cross_entropy", "dropped": 0.3},
    {"widths": (1, 2, 3, 3, 1), "activation": "tanh", "skips": True, "loss": "squared", "dropped": 0.5, "l2": 0.1},
]


def targets(loss, rng, outputs):
    if loss == "cross_entropy":
        return np.eye(outputs)[rng.integers(0, outputs, EXAMPLES)]
    return rng.integers(0, 2, EXAMPLES).astype(float) if "binary" in loss else rng.normal(size=EXAMPLES)


def value(case, theta, features, target, masks):
    """The objective, written as a page of PyTorch would have it."""
    passed, start, penalty, widths = features, 0, 0.0, case["widths"]
    for place, (inputs, outputs) in enumerate(pairwise(widths)):
        weight = theta[start : start + inputs * outputs].reshape(inputs, outputs)
        bias = theta[start + inputs * outputs : start + inputs * outputs + outputs]
        start += inputs * outputs + outputs
        penalty = penalty + case.get("l1", 0.0) * weight.abs().sum() + case.get("l2", 0.0) * (weight**2).sum()
        sums = passed @ weight + bias
        if place == len(widths) - 2:
            break
        said = ACTIVATIONS[case["activation"]](sums)
        said = said * masks[place] if masks else said
        passed = passed + said if case["skips"] and place > 0 and inputs == outputs else said
    losses = LOSSES[case["loss"]](sums, target)
    return (losses.sum() if case.get("summed") else losses.mean()) + penalty


def row(place, case):
    rng, widths = np.random.default_rng(place), case["widths"]
    size = sum((inputs + 1) * outputs for inputs, outputs in pairwise(widths))
    theta, features = np.round(rng.normal(size=size), 3), np.round(rng.normal(size=(EXAMPLES, widths[0])), 3)
    target = np.round(targets(case["loss"], rng, widths[-1]), 3)
    kept = 1 - case.get("dropped", 0.0)
    masks = [(rng.random((EXAMPLES, width)) < kept) / kept for width in widths[1:-1]] if kept < 1 else []
    free = torch.tensor(theta, requires_grad=True)
    total = value(case, free, *map(torch.tensor, (features, target)), list(map(torch.tensor, masks)))
    total.backward()
    given = {"theta": theta, "features": features, "target": target, "gradient": free.grad.numpy()}
    lists = {name: array.tolist() for name, array in given.items()} | {"masks": [mask.tolist() for mask in masks]}
    return {**case, **lists, "value": total.item()}


if __name__ == "__main__":
    rows = [row(place, case) for place, case in enumerate(CASES)]
    text = ",\n".join(json.dumps(each) for each in rows)
    (HERE / "networks" / "pytorch.json").write_text(
        f'{{"versions": {{"PyTorch": "{torch.__version__.split("+")[0]}"}}, "rows": [\n{text}\n]}}\n', encoding="utf-8"
    )
