"""Every loss in every kind of figure, and the states that a link can put them in."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from lossviz import LOSSES, state
from lossviz.figures import FIGURES
from lossviz.spec import Choice, Figure, Loss, Painting, Parameter, Several
from tests.cases import CASES

PAIRS = [(loss, figure) for figure in FIGURES.values() for loss in LOSSES.values() if figure.fits(loss)]
OFFERED = [(loss, figure) for loss, figure in PAIRS if not figure.lab]  # on the pages of families
DRAWINGS = [(case, figure) for figure in FIGURES.values() for case in CASES if figure.fits(case.loss)]


def _each(names, pairs):
    return pytest.mark.parametrize(
        names, pairs, ids=[f"{getattr(one, 'key', one)}-{other.key}" for one, other in pairs]
    )


every_pair = _each(("loss", "figure"), PAIRS)
every_offer = _each(("loss", "figure"), OFFERED)
every_drawing = _each(("case", "figure"), DRAWINGS)
every_figure = pytest.mark.parametrize("figure", FIGURES.values(), ids=lambda figure: figure.key)


def defaults(loss: Loss, figure: Figure) -> dict[str, Any]:
    """The values where a link says nothing."""
    return state.read({}, figure.controls(loss))[0]


def options(loss: Loss, figure: Figure) -> Iterator[dict[str, Any]]:
    """Nothing, then each option of each choice alone, then all the last ones together."""
    yield {}
    last = {}
    for control in figure.controls(loss):
        if isinstance(control, Choice):
            others = [option for option, _ in control.options if option != control.default]
            yield from ({control.name: option} for option in others)
            last[control.name] = control.options[-1][0]
        elif isinstance(control, Several):
            yield from (
                {control.name: chosen} for chosen in ((), tuple(dict(control.options))) if chosen != control.default
            )
            last[control.name] = tuple(dict(control.options))
    yield last


def sliders(loss: Loss, figure: Figure) -> list[str]:
    """The names of all sliders, one for each component of a vector; what is moved by hand has none."""
    return [
        name
        for control in figure.controls(loss)
        if isinstance(control, Parameter) and not control.by_hand
        for name in ([f"{control.name}.{i}" for i in range(len(control.components))] or [control.name])
    ]


def control_of(loss: Loss, figure: Figure, name: str) -> Any:
    """The control with this name."""
    return next(control for control in figure.controls(loss) if control.name == name)


def moved(values: dict[str, Any], parameter: Parameter, place: str, number: float) -> dict[str, Any]:
    """The values with another number for a parameter, or for the component at this place of a vector."""
    if place == "":
        return {**values, parameter.name: number}
    numbers = np.array(np.broadcast_to(values[parameter.name], len(parameter.components)), float)
    numbers[int(place)] = number
    return {**values, parameter.name: numbers}


def random_state(loss: Loss, figure: Figure, rng: np.random.Generator) -> dict[str, Any]:
    """A legal state: numbers on and off the sliders' steps, at landmarks and at defaults; any options."""
    return {control.name: control.check(_random_value(control, rng)) for control in figure.controls(loss)}


def _random_value(control, rng):
    if isinstance(control, Choice):
        return control.options[rng.integers(len(control.options))][0]
    if isinstance(control, Several):
        return tuple(option for option, _ in control.options if rng.random() < 0.5)
    if isinstance(control, Painting):
        return control.text(rng.random((control.side, control.side)) < rng.choice([0.0, 0.2, 0.5]))
    if control.components and rng.random() < 0.5:
        numbers = [_random_number(control, rng) for _ in control.components]
        return numbers if len(set(numbers)) > 1 else numbers[0]  # a link writes equals as one number
    return _random_number(control, rng)


def _random_number(parameter, rng):
    low, high, step = parameter.slider
    landmarks = [landmark.value for landmark in parameter.landmarks]
    kind = rng.random()
    if kind < 0.2:
        return float(np.min(parameter.default))
    if kind < 0.4 and landmarks:
        return float(rng.choice(landmarks))
    number = float(rng.uniform(low, high))
    return number if kind < 0.8 else float(np.clip(round(number / step) * step, low, high))


def leaves(node: Any, path: tuple = ()) -> Iterator[tuple[tuple, Any]]:
    """Every leaf of a specification with the way to it; arrays are leaves."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, (*path, key))
    elif isinstance(node, list | tuple):
        yield (*path, "length"), len(node)
        for place, item in enumerate(node):
            yield from leaves(item, (*path, place))
    else:
        yield path, node


def exactly(leaf: Any) -> Any:
    """A leaf in a form that is equal only to its like: bit by bit, type by type."""
    if isinstance(leaf, np.ndarray):
        return leaf.dtype.str, leaf.shape, leaf.tobytes()
    return type(leaf).__name__, repr(leaf)
