"""Writes the numbers that `test_golden.py` compares the losses with: one JSON file for each loss.

    python tests/golden/write.py [key ...]

needs mpmath, torch, keras, jax, optax and scikit-learn; the tests themselves need only what it wrote.
``formula`` rows come from `formulas`, evaluated with a thousand digits; ``elsewhere`` rows come from the real libraries, run on the code that the pages show.
"""

# ruff: noqa: E402  (Keras reads its backend when it is imported, and the package is beside the tests)

import contextlib
import io
import json
import os
import runpy
import sys
import tempfile
from pathlib import Path

os.environ |= {"KERAS_BACKEND": "jax", "JAX_ENABLE_X64": "1"}
HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

import jax
import jax.numpy as jnp
import keras
import mpmath
import numpy as np
import optax
import scipy.special
import sklearn
import sklearn.metrics
import torch
from mpmath import mp, mpf

from lossviz import LOSSES
from lossviz.elsewhere import rendered, snippet
from tests.golden.formulas import FORMULAS

mp.dps = 1000  # e^-1000 has its first digit at place 435, and 1 - p must still see it
keras.config.set_floatx("float64")
keras.config.set_dtype_policy("float64")
torch.set_default_dtype(torch.float64)

VERSIONS = {
    "PyTorch": torch.__version__,
    "Keras": keras.__version__,
    "jax": jax.__version__,
    "optax": optax.__version__,
    "scikit-learn": sklearn.__version__,
    "scipy": scipy.__version__,
    "mpmath": mpmath.__version__,
}


# What they are evaluated on


def settings(loss):
    """The defaults, left out; each parameter alone at each end of its slider; all at once, anywhere."""
    yield {}
    yield from slider_ends(loss)
    yield from anywhere(loss)


def slider_ends(loss):
    for parameter in loss.parameters:
        for end in parameter.slider[:2]:
            rest = [float(rest) for rest in np.broadcast_to(parameter.default, len(parameter.components))]
            ends = [[*rest[:k], end, *rest[k + 1 :]] for k in range(len(rest))] or [end]
            yield from ({parameter.name: value} for value in ends)


def anywhere(loss):
    for seed in (0, 1) if loss.parameters else ():
        rng = np.random.default_rng(seed)
        yield {
            parameter.name: np.round(rng.uniform(*parameter.slider[:2], len(parameter.components) or None), 3).tolist()
            for parameter in loss.parameters
        }


def ordinary(loss):
    prediction, target = loss.space.sample(np.random.default_rng(2), 8)
    return prediction.round(4), target


def rude(loss):
    """Events far out, close by and in between."""
    sizes = np.array([1e-5, 1e-3, 30.0, 1000.0])
    if loss.space.key == "real":
        r = np.concatenate([sizes, -sizes, [0.0]])
        return r, np.zeros_like(r)
    if loss.space.key == "logit":
        z = np.concatenate([sizes, -sizes, [0.0, 2.0, -0.7]])
        return np.repeat(z, 3), np.tile([0.0, 1.0, 0.3], len(z))
    z = np.array([[0, 0, 0], [1e-5, 0, 0], [30, -30, 0], [1000, -1000, 0], [-1000, 1000, 999], [0, -1000, -1000]])
    classes = np.arange(3.0)
    if loss.space.key == "logits_and_class":
        return np.repeat(z, 3, axis=0), np.tile(classes, len(z))
    targets = np.concatenate([np.eye(3), [[0.2, 0.3, 0.5]]])
    return np.repeat(z, len(targets), axis=0), np.tile(targets, (len(z), 1))


def five_classes(loss):
    rng = np.random.default_rng(4)
    z = rng.normal(scale=2.0, size=(6, 5)).round(4)
    y = np.array([0, 1, 2, 3, 4, 2])
    return z, (y.astype(float) if loss.space.target_axes == 0 else np.eye(5)[y])


# Running


def exact(formula, prediction, target, parameters):
    """The value of one event, and its gradient: None where the derivatives from two sides differ."""
    target = [mpf(x) for x in target] if np.ndim(target) else mpf(float(target))
    if not np.ndim(prediction):
        z = mpf(float(prediction))
        return float(formula(z, target, **parameters)), _slope(lambda x: formula(x, target, **parameters), z)
    z = [mpf(float(x)) for x in prediction]
    slopes = [
        _slope(lambda x, k=k: formula([*z[:k], x, *z[k + 1 :]], target, **parameters), z[k]) for k in range(len(z))
    ]
    return float(formula(z, target, **parameters)), None if None in slopes else slopes


def _slope(f, x):
    left, right = mp.diff(f, x, direction=-1), mp.diff(f, x, direction=1)
    if abs(left - right) > mpf("1e-100") * (1 + abs(left)) or abs(right) > mpf("1e400"):  # a kink, a jump
        return None
    return float(right)


def formula_row(loss, given, prediction, target):
    formula = FORMULAS[loss.key][0]
    parameters = {name: list(map(mpf, value)) if np.ndim(value) else mpf(value) for name, value in given.items()}
    results = [exact(formula, p, t, parameters) for p, t in zip(prediction, target, strict=True)]
    # beyond the largest float there is no number to compare with
    kept = [i for i, (value, _) in enumerate(results) if np.isfinite(value)]
    return {
        "parameters": given,
        "prediction": prediction[kept].tolist(),
        "target": target[kept].tolist(),
        "value": [results[i][0] for i in kept],
        "gradient": [results[i][1] for i in kept],
    }


def torch_run(run, prediction, target):
    leaf = torch.tensor(prediction, requires_grad=True)
    result = run(leaf, torch.tensor(target))
    gradient = torch.autograd.grad(result.sum(), leaf)[0].numpy() if result.requires_grad else None
    return result.detach().numpy(), gradient


def jax_run(run, prediction, target):
    target = jnp.asarray(target)
    result = run(jnp.asarray(prediction), target)
    return np.asarray(result), np.asarray(jax.grad(lambda p: run(p, target).sum())(jnp.asarray(prediction)))


def numpy_run(run, prediction, target):
    return np.asarray(run(prediction, target)), None


MODULES = {module.__name__: module for module in (torch, keras, optax, sklearn, jax, np, scipy)}
RUN = {"PyTorch": torch_run, "Keras": jax_run, "optax": jax_run, "scikit-learn": numpy_run}


def elsewhere_row(loss, equivalent, given, prediction, target):
    code = rendered(equivalent, loss.bind(given), classes=prediction.shape[-1])
    if code is None:
        return None
    if "argmax" in code:  # it knows hard labels only
        hard = target.max(-1) == 1
        prediction, target = prediction[hard], target[hard]
    run = eval(f"lambda prediction, target: {code}", MODULES)
    classes = target.astype(int) if loss.space.key == "logits_and_class" else target
    value, gradient = RUN[equivalent.library](run, prediction, classes)
    assert value.size in (len(prediction), 1), f"{code} has shape {value.shape}"
    if value.size == 1:  # a mean
        gradient = None if gradient is None else gradient * len(prediction)
    return {
        "library": equivalent.library,
        "version": VERSIONS[equivalent.library],
        "code": code,
        "parameters": given,
        "prediction": prediction.tolist(),
        "target": target.tolist(),
        "value": value.ravel().tolist() if value.size > 1 else value.item(),
        "gradient": None if gradient is None else gradient.tolist(),
    }


def program_row(loss, equivalent, given):
    """The program that a page shows for the first place of its probe, and what it prints."""
    line = loss.space.lines[0]
    placed = [line.place(np.array([line.probe[0]]), label) for label in loss.space.labels]
    prediction, target = map(np.concatenate, zip(*placed, strict=True))
    program = snippet(loss, equivalent, loss.bind(given), prediction, target)
    if program is None:
        return None
    printed = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(printed):
        path = Path(folder) / "program.py"
        path.write_text(program, encoding="utf-8")
        runpy.run_path(str(path))
    return {
        "library": equivalent.library,
        "version": VERSIONS[equivalent.library],
        "parameters": given,
        "prediction": prediction.tolist(),
        "target": target.tolist(),
        "program": program,
        "printed": printed.getvalue(),
    }


def write(loss):
    extra = FORMULAS[loss.key][1:]
    rows = [formula_row(loss, given, *ordinary(loss)) for given in (*settings(loss), *extra)]
    rows += [formula_row(loss, given, *rude(loss)) for given in ({}, *anywhere(loss), *extra)]
    if loss.space.prediction_axes:
        scalar = [g for g in settings(loss) if not any(isinstance(value, list) for value in g.values())]
        rows += [formula_row(loss, given, *five_classes(loss)) for given in scalar]
    found = [
        elsewhere_row(loss, equivalent, given, *ordinary(loss))
        for equivalent in loss.elsewhere
        for given in settings(loss)
    ]
    programs = [
        program_row(loss, equivalent, given) for equivalent in loss.elsewhere for given in ({}, *anywhere(loss))
    ]
    content = {
        "formula": rows,
        "elsewhere": [row for row in found if row],
        "programs": [row for row in programs if row],
    }
    sections = [
        f'"{name}": [\n' + ",\n".join(json.dumps(row, ensure_ascii=False) for row in section) + "\n]"
        for name, section in content.items()
    ]
    header = f'"loss": "{loss.key}",\n"versions": {json.dumps(VERSIONS)},\n'
    (HERE / f"{loss.key}.json").write_text("{\n" + header + ",\n".join(sections) + "\n}\n", encoding="utf-8")
    print(f"{loss.key}: {len(rows)} rows from the formula, {len(content['elsewhere'])} from other libraries")


if __name__ == "__main__":
    for key in sys.argv[1:] or LOSSES:
        write(LOSSES[key])
