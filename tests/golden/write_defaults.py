"""Writes what each library prints by default, which `test_reductions.py` compares the core's numbers with.

    python tests/golden/write_defaults.py [key ...]

needs what `write.py` needs, and runs each loss's `Default` on a few batches; ``reductions`` among the keys writes
the reductions of the libraries themselves.
"""

# ruff: noqa: E402  (the package is beside the tests)

import json
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from lossviz import LOSSES
from lossviz.libraries.snippets import rendered
from lossviz.vocabulary import Equivalent
from tests.golden.write import MODULES, VERSIONS, anywhere, jnp, torch

ARRAYS = {"PyTorch": torch.tensor, "torchvision": torch.tensor, "MONAI": torch.tensor, "optax": jnp.asarray}


def batches(loss):
    """The probe with every label, events from anywhere, and for a residual two outputs a sample."""
    line = loss.space.lines[0]
    placed = [line.place(np.array([line.probe[0]]), label) for label in loss.space.labels]
    yield tuple(map(np.concatenate, zip(*placed, strict=True)))
    prediction, target = hard(loss, *loss.space.samples.draw(np.random.default_rng(5), 12))
    yield prediction, target
    if loss.space.key == "real":
        yield prediction.reshape(-1, 2), target.reshape(-1, 2)


def hard(loss, prediction, target):
    """The events of which the label is certain, which is what every library accepts; all if there are none."""
    if loss.space.key == "logit":
        certain = np.isin(target, (0, 1))
    elif loss.space.key == "logits":
        certain = target.max(-1) == 1
    else:
        return prediction, target
    return prediction[certain], target[certain]


def run(library, code, prediction, target):
    array = ARRAYS.get(library, np.asarray)
    result = eval(code, {**MODULES, "prediction": array(prediction), "target": array(target)})
    return np.asarray(result).tolist()


def rows(loss):
    for equivalent in loss.equivalents:
        default = equivalent.default
        if default is None:
            continue
        call = Equivalent(library=equivalent.library, code=default.code)
        for given in ({}, *(anywhere(loss) if "{" in default.code else ())):
            for prediction, target in batches(loss):
                code = rendered(call, loss.bind(given), classes=prediction.shape[-1])
                yield {
                    "library": equivalent.library,
                    "version": VERSIONS[equivalent.library],
                    "code": code,
                    "parameters": given,
                    "prediction": prediction.tolist(),
                    "target": target.tolist(),
                    "printed": run(equivalent.library, code, prediction, target),
                }


E = [[0.5, 2.0, -3.0], [1.5, -0.25, 4.0]]
Z = [[2.0, 0.0, -1.0], [0.0, 1.0, 0.0], [0.5, 0.2, 0.1]]
TORCH, KERAS = "torch.nn.functional.", "keras.losses."
WEIGHTED = "weight=torch.tensor([1.0, 2.0, 5.0])"

# loss, its parameters, the reduction, the sample weights, the library, the code that reduces so, the batch
REDUCTIONS = [
    *(
        ("squared", {}, ours, None, "PyTorch", f"{TORCH}mse_loss(prediction, target, reduction='{theirs}')", E, 0.0)
        for ours, theirs in (("none", "none"), ("elements", "mean"), ("sum", "sum"))
    ),
    ("squared", {}, "elements", None, "Keras", f"{KERAS}MeanSquaredError()(target, prediction)", E, 0.0),
    ("squared", {}, "samples", None, "PyTorch", f"{TORCH}mse_loss(prediction, target, reduction='sum') / 2", E, 0.0),
    (
        "squared",
        {},
        "weights",
        [1.0, 4.0, 0.5],
        "scikit-learn",
        "sklearn.metrics.mean_squared_error(target, prediction, sample_weight=[1.0, 4.0, 0.5])",
        E[0],
        0.0,
    ),
    (
        "squared",
        {},
        "weights",
        [1.0, 4.0, 0.5],
        "Keras",
        f"{KERAS}MeanSquaredError(reduction='mean_with_sample_weight')"
        "(target[:, None], prediction[:, None], sample_weight=numpy.array([1.0, 4.0, 0.5]))",
        E[0],
        0.0,
    ),
    *(
        (
            "sparse_cross_entropy",
            {"class_weights": [1.0, 2.0, 5.0]},
            ours,
            None,
            "PyTorch",
            f"{TORCH}cross_entropy(prediction, target.long(), {WEIGHTED}, reduction='{theirs}')",
            Z,
            [0.0, 1.0, 1.0],
        )
        for ours, theirs in (("none", "none"), ("weights", "mean"), ("sum", "sum"))
    ),
    (
        "cross_entropy",
        {"class_weights": [1.0, 2.0, 5.0]},
        "samples",
        None,
        "PyTorch",
        f"{TORCH}cross_entropy(prediction, target, {WEIGHTED})",
        Z,
        [[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8]],
    ),
    (
        "multiclass_hinge",
        {},
        "elements",
        None,
        "PyTorch",
        f"{TORCH}multi_margin_loss(prediction, target.argmax(-1))",
        Z,
        np.eye(3).tolist(),
    ),
]


def reductions():
    for loss, parameters, reduction, weights, library, code, prediction, target in REDUCTIONS:
        target = np.broadcast_to(target, np.shape(prediction)) if np.ndim(target) == 0 else np.asarray(target)
        yield {
            "loss": loss,
            "parameters": parameters,
            "reduction": reduction,
            "weights": weights,
            "library": library,
            "version": VERSIONS[library],
            "code": code,
            "prediction": prediction,
            "target": target.tolist(),
            "printed": run(library, code, np.asarray(prediction), np.array(target)),
        }


def write(path, content):
    path.parent.mkdir(exist_ok=True)
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in content)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{path.relative_to(HERE)}: {len(content)} rows")


if __name__ == "__main__":
    wanted = sys.argv[1:] or ["reductions", *(key for key, loss in LOSSES.items() if loss.equivalents)]
    for key in wanted:
        if key == "reductions":
            write(HERE / "reductions" / "numbers.json", list(reductions()))
        else:
            write(HERE / "defaults" / f"{key}.json", list(rows(LOSSES[key])))
