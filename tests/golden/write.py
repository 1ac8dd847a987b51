"""Writes the numbers that `test_golden.py` compares the losses with: one JSON file for each loss.

    python tests/golden/write.py [key ...]

needs mpmath, torch, torchvision, MONAI, keras, jax, optax and scikit-learn; the tests themselves need only
what it wrote. ``formula`` rows come from `formulas`, evaluated with a thousand digits where it takes them;
``elsewhere`` rows come from the real libraries, run on the code that the pages show.
"""

# ruff: noqa: E402  (Keras reads its backend when it is imported, and the package is beside the tests)

import contextlib
import inspect
import io
import itertools
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

# The losses of torchvision are plain Python, but its import describes operators of its compiled part, which
# does not load beside every build of torch; declared here, they are there to be described.
library = torch.library.Library("torchvision", "DEF")
for operator in ("nms", "qnms"):
    library.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")

import monai.losses
import torchvision.ops

from lossviz import LOSSES
from lossviz.libraries.snippets import rendered, snippet
from lossviz.vocabulary import Trait
from tests.events import joined, legal, only_legal
from tests.golden.formulas import FORMULAS

keras.config.set_floatx("float64")
keras.config.set_dtype_policy("float64")
torch.set_default_dtype(torch.float64)

VERSIONS = {
    "PyTorch": torch.__version__,
    "Keras": keras.__version__,
    "jax": jax.__version__,
    "optax": optax.__version__,
    "scikit-learn": sklearn.__version__,
    "torchvision": torchvision.__version__,
    "MONAI": monai.__version__,
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
    prediction, target = loss.space.samples.draw(np.random.default_rng(2), 8)
    rounded = prediction.round(4)
    # rounding may close a gap that must stay open
    whole = [legal(loss.space, p, t) for p, t in zip(rounded, target, strict=True)]
    return np.array([r if fine else p for r, p, fine in zip(rounded, prediction, whole, strict=True)]), target


def rude(loss):
    """Events far out, close by and in between."""
    space = loss.space
    sizes = np.array([1e-5, 1e-3, 30.0, 1000.0])
    if space.key == "real":
        r = np.concatenate([sizes, -sizes, [0.0]])
        return r, np.zeros_like(r)
    if space.key == "logit":
        z = np.concatenate([sizes, -sizes, [0.0, 2.0, -0.7]])
        return np.repeat(z, 3), np.tile([0.0, 1.0, 0.3], len(z))
    if space.key in ("logits", "logits_and_class"):
        z = np.array([[0, 0, 0], [1e-5, 0, 0], [30, -30, 0], [1000, -1000, 0], [-1000, 1000, 999], [0, -1000, -1000]])
        targets = np.arange(3.0) if space.target_axes == 0 else np.concatenate([np.eye(3), [[0.2, 0.3, 0.5]]])
        return np.repeat(z, len(targets), axis=0), np.tile(targets, (len(z), *[1] * space.target_axes))
    events = [space.samples.edges()] if space.samples.edges else []
    if space.free:
        prediction, target = space.samples.draw(np.random.default_rng(3), 3)
        prediction = prediction.round(4)
        events += [(prediction / np.abs(prediction).max() * size, target) for size in sizes]
        events.append((0 * prediction, target))
    if space.samples.perfect:
        events.append(space.samples.perfect(np.random.default_rng(3), 2))
    return joined(events)[0]


def five_classes(loss):
    """Events with another number of classes than the pictures have, where the space takes any number of them."""
    rng = np.random.default_rng(4)
    z = rng.normal(scale=2.0, size=(6, 5)).round(4)
    y = np.array([0, 1, 2, 3, 4, 2])
    hard = y.astype(float) if loss.space.target_axes == 0 else np.eye(5)[y]
    kept = only_legal(loss.space, z, hard)
    return kept if len(kept[0]) else only_legal(loss.space, z, 0.9 * hard + 0.02)


# Running

MANY = 16  # numbers in an event, beyond which only some of its gradient is computed
SOME = 4


def digits(loss, prediction):
    """How many digits a formula is evaluated with.

    e^-1000 has its first digit at place 435, and 1 - p must still see it. What is not free stays between small
    ends, or has no exponentials; images are large and have none.
    """
    return 1000 if loss.space.free and prediction[0].size <= MANY else 200


def exact(loss, formula, prediction, target):
    """The value of one event, and its gradient: None where the derivatives from two sides differ."""
    value = formula(prediction.tolist(), target.tolist())
    gradient = np.full(prediction.shape, None)
    places = list(np.ndindex(prediction.shape))
    if loss.surrogate:  # its gradient is the derivative of something else, which test_laws.py differentiates
        places = []
    if len(places) > MANY:
        places = [places[i] for i in np.random.default_rng(5).choice(len(places), SOME, replace=False)]
    for place in places:
        gradient[place] = _slope(loss, formula, value, prediction, target, place)
    return value, gradient


def _slope(loss, formula, value, prediction, target, place):
    """The partial derivative: from both sides, or at an edge of the space from the side that is legal."""
    step = mpf(10) ** (-2 * mp.dps // 5)
    sides = []
    for sign in (-1, 1):
        beside = prediction.copy()
        beside[place] += sign * mpf("1e-9")
        if legal(loss.space, beside.astype(float), target.astype(float)):
            beside[place] = prediction[place] + sign * step
            sides.append(sign * (formula(beside.tolist(), target.tolist()) - value) / step)
    if not sides or any(mp.im(side) for side in sides):
        return None
    jump = abs(sides[0]) > mpf(10) ** (mp.dps * 7 // 20)
    kink = abs(sides[0] - sides[-1]) > mpf(10) ** (-mp.dps // 5) * (1 + abs(sides[0]))
    if jump or kink:
        return None
    # what is left of a slope of 0 by a step that is not
    return sides[-1] if abs(sides[-1]) > mpf(10) ** (-mp.dps * 7 // 20) else mpf(0)


def _each(change, array):
    """An array of what ``change`` makes of each number, also of a single one."""
    array = np.asarray(array)
    changed = np.empty(array.shape, object)
    for place in np.ndindex(array.shape):
        changed[place] = change(array[place])
    return changed


def _many(array):
    """The same numbers with many digits."""
    return _each(lambda number: mpf(float(number)), array)


UNITS = 4  # in the last place, by which the inputs of what was computed may have been rounded
STRICT = ("real", "logit", "logits", "logits_and_class")


def rounding(loss, formula, prediction, target, value, gradient):
    """How far value and gradient move when the inputs are rounded: no computation can be nearer than that."""
    moves = [np.zeros(()), np.zeros(prediction.shape)]
    if loss.space.key in STRICT:  # where no loss needs it
        return moves
    for nearby in list(_rounded(loss, prediction, target))[:2]:
        moved = exact(loss, formula, *nearby)
        for i, (before, now) in enumerate(zip((np.array(value, object), gradient), moved, strict=True)):
            far = [
                UNITS * abs(float(x - y)) if x is not None and y is not None else 0.0
                for x, y in zip(np.ravel(before), np.ravel(now), strict=True)
            ]
            # an input that rounding takes across a kink allows for nothing
            most = 1e-9 * max((abs(float(x)) for x in np.ravel(before) if x is not None), default=0.0)
            moves[i] = np.maximum(moves[i], np.minimum(np.reshape(far, moves[i].shape), most))
    return moves


def _rounded(loss, prediction, target):
    """The event with each number one unit up or down, where that is legal; at an end of the space all are down."""
    label = (target == np.round(target.astype(float))).all()  # which no rounding changes
    for signs in ((-1, 1), (1, -1, -1), (-1,)):
        turns = itertools.cycle(signs)

        def turned(number, turns=turns):
            return number * (1 + next(turns) * mpf(2) ** -52)

        nearby = _each(turned, prediction), target if label else _each(turned, target)
        if legal(loss.space, *(part.astype(float) for part in nearby)):
            yield nearby


def _of_events(formula, parameters, loss):
    """The formula as a function of prediction and target, whether or not it was written with a target."""
    names = list(inspect.signature(formula).parameters)
    if not loss.space.target and names[1:2] in ([], *([parameter.name] for parameter in loss.parameters)):
        return lambda prediction, target: formula(prediction, **parameters)
    return lambda prediction, target: formula(prediction, target, **parameters)


def formula_row(loss, given, prediction, target):
    mp.dps = digits(loss, prediction)
    parameters = {name: _many(value).tolist() for name, value in given.items()}
    formula = _of_events(FORMULAS[loss.key][0], parameters, loss)
    row = {"parameters": given, "prediction": [], "target": [], "value": [], "gradient": [], "rounding": []}
    for event in zip(prediction, target, strict=True):
        many = [_many(part) for part in event]
        value, gradient = exact(loss, formula, *many)
        if not np.isfinite(float(value)):  # beyond the largest float there is no number to compare with
            continue
        moves = rounding(loss, formula, *many, value, gradient)
        known = any(part is not None for part in np.ravel(gradient))
        row["prediction"].append(event[0].tolist())
        row["target"].append(event[1].tolist())
        row["value"].append(float(value))
        row["gradient"].append(_each(lambda x: x if x is None else float(x), gradient).tolist() if known else None)
        row["rounding"].append([_each(lambda x: float(f"{x:.1e}"), move).tolist() for move in moves])
    return row if loss.space.key not in STRICT else {name: part for name, part in row.items() if name != "rounding"}


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


MODULES = {module.__name__: module for module in (torch, torchvision, monai, keras, optax, sklearn, jax, np, scipy)}
RUN = {
    "PyTorch": torch_run,
    "Keras": jax_run,
    "optax": jax_run,
    "scikit-learn": numpy_run,
    "torchvision": torch_run,
    "MONAI": torch_run,
}


def elsewhere_row(loss, equivalent, given, prediction, target):
    code = rendered(equivalent, loss.bind(given), classes=prediction.shape[-1])
    if code is None:
        return None
    if "argmax" in code and loss.space.target_axes == 1:  # it knows hard labels only
        hard = target.max(-1) == 1
        prediction, target = prediction[hard], target[hard]
    run = eval(f"lambda prediction, target: {code}", MODULES)
    value, gradient = RUN[equivalent.library](run, prediction, target)
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
        # where a library divides 0 by 0, it has no gradient to compare with
        "gradient": gradient if gradient is None else [g.tolist() if np.isfinite(g).all() else None for g in gradient],
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
    if Trait.SHIFT_INVARIANT in loss.space.traits and not any(np.ndim(p.default) for p in loss.parameters):
        scalar = [g for g in settings(loss) if not any(isinstance(value, list) for value in g.values())]
        wide = five_classes(loss)
        rows += [formula_row(loss, given, *wide) for given in scalar if len(wide[0])]
    found = [
        elsewhere_row(loss, equivalent, given, *ordinary(loss))
        for equivalent in loss.equivalents
        for given in settings(loss)
    ]
    programs = []
    for equivalent in loss.equivalents:
        shown = [program_row(loss, equivalent, given) for given in ({}, *anywhere(loss))]
        if not any(shown):  # it has a special case only
            shown = [next(filter(None, (program_row(loss, equivalent, given) for given in slider_ends(loss))), None)]
        programs += shown
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
