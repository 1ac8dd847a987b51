"""Every loss in every kind of figure, and the states that a link can put them in."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from lossviz import CATALOGUE, LOSSES
from lossviz import FIGURES as BESIDE
from lossviz.vocabulary import Choice, Figure, Loss, Moves, Page, Painting, Parameter, Several, Table, View
from tests.cases import CASES, in_turn


def fits(loss: Loss, figure: Figure) -> bool:
    """Whether the figure can be drawn of the loss, as the catalogue knows it."""
    return figure.fits(loss, CATALOGUE.rivals(figure, loss))


COMPARE = CATALOGUE.labs["compare"].figures
FIGURES = {**BESIDE, **COMPARE}
PAIRS = [(loss, figure) for figure in FIGURES.values() for loss in LOSSES.values() if fits(loss, figure)]
OFFERED = [(loss, figure) for loss, figure in PAIRS if figure.key not in COMPARE]  # on the pages of families
DRAWINGS = [(case, figure) for figure in FIGURES.values() for case in CASES if fits(case.loss, figure)]


def _of_its_loss(loss, figure):
    return loss.key


every_pair = in_turn(("loss", "figure"), PAIRS, _of_its_loss)
every_offer = in_turn(("loss", "figure"), OFFERED, _of_its_loss)
every_drawing = in_turn(("case", "figure"), DRAWINGS, lambda case, figure: case.loss.key)
every_figure = pytest.mark.parametrize("figure", FIGURES.values(), ids=lambda figure: figure.key)


def view_of(loss: Loss, figure: Figure, **values: Any) -> View:
    """The view of a registered loss where a link says no more than these values."""
    return View.of(figure, loss, CATALOGUE.rivals(figure, loss), **values)


def page_of(loss: Loss, figure: Figure) -> Page:
    """The page that offers the figure of the loss."""
    return CATALOGUE.pages()[figure.key if figure.key in COMPARE else CATALOGUE.family_of(loss).key]


def options(view: View) -> Iterator[dict[str, Any]]:
    """Nothing, then each option of each choice alone, then all the last ones together."""
    yield {}
    last = {}
    for control in view.controls:
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


def sliders(view: View) -> list[str]:
    """The names of all sliders that are shown, one for each component of a vector; what is moved by hand has none."""
    return [
        name
        for control in view.shown
        if isinstance(control, Parameter) and not control.by_hand
        for name in ([f"{control.name}.{i}" for i in range(len(control.components))] or [control.name])
    ]


def control_of(view: View, name: str) -> Any:
    """The control with this name."""
    return next(control for control in view.controls if control.name == name)


def moved(view: View, name: str, place: str, number: float) -> View:
    """The view with another number for a parameter, for the component at this place of a vector, or for a coordinate
    of a moved example."""
    control = control_of(view, name)
    if isinstance(control, Moves):
        example, way = map(int, place.split("."))
        kept = {entry[0]: list(entry) for entry in view.values[name]}
        entry = kept.setdefault(example, [example, None, None])
        entry[1 + way : 2 + way] = [number]
        return view.moved(**{name: control.legal(kept.values())})
    numbers = list(np.ravel(view.values[name]))
    numbers[int(place or 0)] = float(number)
    return view.moved(**{name: tuple(map(float, numbers)) if place else float(number)})


def random_view(loss: Loss, figure: Figure, rng: np.random.Generator) -> View:
    """A legal state: numbers on and off the sliders' steps, at landmarks and at defaults; any options."""
    return anywhere(view_of(loss, figure), rng)


def anywhere(view: View, rng: np.random.Generator) -> View:
    """The view in a legal state of such a kind."""
    return view.moved(**{control.name: control.legal(_random_value(control, rng)) for control in view.controls})


def _random_value(control, rng):
    if isinstance(control, Choice):
        return control.options[rng.integers(len(control.options))][0]
    if isinstance(control, Several):
        return tuple(option for option, _ in control.options if rng.random() < 0.5)
    if isinstance(control, Painting):
        return control.value_of(rng.random((control.side, control.side)) < rng.choice([0.0, 0.2, 0.5]))
    if isinstance(control, Table):
        size = rng.choice([0, control.least, 40])
        labels = [rng.integers(len(control.labels), size=size)] if control.labels else []
        columns = [rng.normal(size=size) * 10.0 ** rng.integers(-2, 4) for _ in control.columns]
        return [tuple(row) for row in np.stack([*columns, *labels], -1).tolist()]
    if isinstance(control, Moves):
        examples = rng.permutation(control.count)[: rng.choice([0, 1, 3])]
        added = control.count + rng.permutation(control.most)[: rng.choice([0, 2])]
        gone = [(example,) for example in examples[:1].tolist() if control.most]
        every = [*examples.tolist(), *added.tolist()]
        ways = [[rng.uniform(*ends[:2]) for _ in every] for ends in (control.across, control.up)]
        labels = [rng.integers(len(control.labels), size=len(every)).tolist()] if control.labels else []
        return [*zip(every, *ways, *labels, strict=True), *gone]
    if control.components and rng.random() < 0.5:
        return [_random_number(control, rng) for _ in control.components]
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
    return number if kind < 0.8 else float(np.clip(low + round((number - low) / step) * step, low, high))


def leaves(node: Any, path: tuple = ()) -> Iterator[tuple[tuple, Any]]:
    """Every leaf of a specification with the way to it; arrays are leaves."""
    ahead = [(path, node)]
    while ahead:
        path, node = ahead.pop()
        if isinstance(node, dict):
            ahead += [((*path, key), value) for key, value in reversed(node.items())]
        elif isinstance(node, list | tuple):
            yield (*path, "length"), len(node)
            ahead += [((*path, place), node[place]) for place in reversed(range(len(node)))]
        else:
            yield path, node


def exactly(leaf: Any) -> Any:
    """A leaf, or a table of leaves, in a form that is equal only to its like: bit by bit, type by type."""
    if isinstance(leaf, dict):
        return {path: exactly(each) for path, each in leaf.items()}
    if isinstance(leaf, np.ndarray):
        return leaf.dtype.str, leaf.shape, leaf.tobytes()
    return type(leaf).__name__, repr(leaf)
