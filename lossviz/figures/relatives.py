"""Relatives: a loss and another that it equals or approaches, along one line, with what is left between them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing import line_charts as charts
from lossviz.drawing.line_charts import in_window, line_choice, probe_readings, probed_events
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import PROBE, marks
from lossviz.drawing.truths import label_choice, label_of
from lossviz.drawing.words import named, say
from lossviz.maths.lines import STOPS, grid, probe_of
from lossviz.relatives.statement import Relative
from lossviz.vocabulary import (
    Catalogue,
    Choice,
    Control,
    Drawing,
    Figure,
    Interval,
    Label,
    Line,
    Loss,
    Parameter,
    Reading,
    Space,
    View,
)

_FEWEST = 5  # stops of a slider
_FLAT = 0.05  # half the height of the lower panel where there is no difference to show
_ROUNDING = 1e-9  # relative to the sides; less is an equality


def rivals(loss: Loss, catalogue: Catalogue) -> tuple[Relative, ...]:
    """The relatives of a loss whose first side's space has a line."""
    known = [each for each in catalogue.relatives_of(loss) if each.one.loss.space.lines]
    # First what is drawn along the loss's own lines, and of that what it becomes: the better known half of a pair.
    known.sort(key=lambda each: (each.one.loss.space is not loss.space, each.one.loss is not loss, not each.limit))
    return tuple(known)


def controls(loss: Loss, relatives: tuple[Relative, ...]) -> tuple[Control, ...]:
    """Which relative, how close to the limit, a probe for each line, and along which line for which label.

    The loss's own parameters are among them though they move nothing here: the relative sets them. A page
    that shows this figure still tells the loss's card at them.
    """
    spaces = list(dict.fromkeys(each.one.loss.space for each in relatives))
    most = _most(relatives)
    names = [(relative.key, _short(relative, loss)) for relative in relatives]
    which = Choice(
        name="relative",
        label="Relative",
        options=tuple(_told_apart(names)),
        default=relatives[0].key,
        meaning="what the loss is laid over",
    )
    closer = Parameter(
        name="closer",
        symbol="step",
        default=2.0,
        domain=Interval(1, most),
        slider=(1, most, 1),
        unit="",
        meaning="the parameters of both sides; more of it comes closer where one side is the other's limit",
        plays=True,
    )
    probes = {probe.name: probe for space in spaces for line in space.lines for probe in [_probe(loss, space, line)]}
    several = any(len(relative.pairs) > 1 for relative in relatives)
    there = "the quantity on the horizontal axis, where the relative's first side has it"
    lines = tuple(
        replace(choice, meaning=there, formerly=("path",))
        for choice in line_choice(_united([line for space in spaces for line in space.lines]))
    )
    labels = label_choice(
        _united([label for space in spaces for label in space.labels]),
        spaces[0].label_name,
        meaning="the label that the prediction is compared with, where there is a choice",
    )
    return (*loss.parameters, *([closer] if several else []), *probes.values(), which, *lines, *labels)


def _most(relatives: Sequence[Relative]) -> int:
    return max(_FEWEST, *(len(relative.pairs) for relative in relatives))


def _united(items: Sequence[Any]) -> tuple[Any, ...]:
    """Lines or labels of several spaces: by key, each once, with a name that fits them all."""
    found: dict[str, list[Any]] = {}
    for item in items:
        found.setdefault(item.key, []).append(item)
    alike = {key: len({item.name for item in own}) == 1 for key, own in found.items()}
    return tuple(own[0] if alike[key] else replace(own[0], name=key.replace("_", " ")) for key, own in found.items())


def _probe(loss: Loss, space: Space, line: Line) -> Parameter:
    """The probe on a line; that on a line of the loss's own space is the same as in other figures."""
    probe = probe_of(line)
    return probe if space is loss.space else replace(probe, name=f"at_{space.key}_{line.key}")


def _short(relative: Relative, loss: Loss) -> str:
    """A relative in two or three words, as seen from one of its sides."""
    here, there = relative.one.loss is loss, relative.other.loss is loss
    if here and there:
        return "settles at its own limit" if relative.limit else "equals itself in other words"
    other = (relative.other if here else relative.one).loss.name
    if relative.limit:
        return f"becomes {other}" if here else f"what {other} becomes"
    return f"equals {other}"


def _told_apart(options: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The options, numbered where several have one name."""
    names = [name for _, name in options]
    for place, (key, name) in enumerate(options):
        turn = names[: place + 1].count(name)
        yield key, f"{name} ({turn})" if names.count(name) > 1 else name


def shown(view: View) -> tuple[str, ...]:
    """The choices, the probe of the line that is drawn, and the steps where there are several."""
    relative, line, _ = _chosen(view)
    hidden = {parameter.name for parameter in view.loss.parameters}
    hidden |= {"closer"} if len(relative.pairs) == 1 else set()
    own = _probe(view.loss, relative.one.loss.space, line).name
    names = [control.name for control in view.controls]
    return tuple(name for name in names if name not in hidden and (not name.startswith("at_") or name == own))


def _chosen(view: View) -> tuple[Relative, Line, Label]:
    """The relative with the line and the label that it is drawn for."""
    relative = next(each for each in view.rivals if each.key == view.values["relative"])
    space = relative.one.loss.space
    line = next((each for each in space.lines if each.key == view.values.get("line")), space.lines[0])
    return relative, line, label_of(view, space.labels)


def draw(view: View) -> Drawing:
    """The two sides over each other, and below what is left between them."""
    relative, line, label = _chosen(view)
    space = relative.one.loss.space
    step = step_of(relative, view.values.get("closer", 1.0), _most(view.rivals))
    probe = _probe(view.loss, space, line)
    at = view.values[probe.name]
    names = _said(relative, step)
    t = grid(line)
    sides, between, apart, reach = _between(relative, line, label)
    one, other = (in_window(side, line.values) for side in sides[step])
    here = line.place(np.array([at]), label)
    value, twin = _probed(relative, step, here)
    where = f"{line.symbol} = {say(at)}" + (f" and {label.name}" if len(space.labels) > 1 else "")
    roles = ["loss" if setting.loss is view.loss else "rival" for setting in relative.pairs[step]]
    return Drawing(
        data=[
            _curve(roles[1], names[1], t, other, {"color": ink("other1"), "dash": "dash", "width": 5}),
            _curve(roles[0], names[0], t, one, {"color": ink("loss"), "width": 2}),
            charts.curve(
                "difference",
                "difference",
                "what is left",
                t,
                between[step],
                {"color": ink("gradient"), "width": 2.5},
                xaxis="x",
                yaxis="y2",
            ),
            _mark("y", at, value, line.values),
            _mark("y2", at, value - twin, (-reach, reach)),
        ],
        layout=_layout(line, relative, reach),
        readings={"at": probe_readings(line, at, 0, 0)["at"], "value": Reading(value), "other": Reading(twin)},
        worked=[f"{names[0]} = {say(value)} at {where}", f"{names[1]} = {say(twin)}"],
        takeaway=f"{relative.statement} {_takeaway(relative, step, names, line, apart[step])}",
        events=_events(view, here if roles[0] == "loss" or not relative.bridge else relative.bridge(*here)),
        handles=charts.probe_handles(probe, at, [value, value - twin], ["y", "y2"], [line.values, (-reach, reach)]),
    )


def _events(view: View, here: tuple[np.ndarray, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The events here, or, where they are not such as the loss's own lines run through, one of those lines' probe.

    A relative may bring another number of classes than the loss has parameters for, or many events for one.
    """
    for line in view.loss.space.lines[:1]:
        usual = probed_events(view.loss.space, line, line.probe[0])
        if [part.shape[1:] for part in usual] != [part.shape[1:] for part in here]:
            return usual
    return here


def _probed(relative: Relative, step: int, here: tuple[np.ndarray, np.ndarray]) -> tuple[float, float]:
    """Both sides of one pair at one place."""
    one, other = relative.pairs[step]
    return float(one(*here)[0]), float(other(*(relative.bridge(*here) if relative.bridge else here))[0])


def step_of(relative: Relative, closer: float, most: float) -> int:
    """Which pair the slider stands for: its first stop the first, its last the last, evenly between them."""
    share = (closer - 1) / (most - 1) if most > 1 else 0.0
    return int(np.floor(share * (len(relative.pairs) - 1) + 0.5))


@lru_cache(maxsize=128)
def _between(
    relative: Relative, line: Line, label: Label
) -> tuple[list[tuple[np.ndarray, np.ndarray]], list[np.ndarray], list[float], float]:
    """For each pair its sides, their difference and the most of it, and the range that shows those of all pairs."""
    sides = relative.sides(*line.place(grid(line), label))
    differences = [one - other for one, other in sides]
    apart = [float(np.abs(each).max()) for each in differences]
    seen = max(apart)
    reach = min(1.1 * seen, line.values[1] - line.values[0]) if seen > _FLAT else _FLAT
    return sides, [in_window(each, (-reach, reach)) for each in differences], apart, reach


def _curve(role: str, name: str, t: np.ndarray, heights: np.ndarray, style: dict[str, Any]) -> dict[str, Any]:
    return charts.curve(role, "loss", name, t, heights, style, xaxis="x", yaxis="y", tag=name)


def _inside(height: float, view: tuple[float, float]) -> float:
    return float(np.clip(height, view[0], view[1]))


def _mark(y: str, at: float, height: float, view: tuple[float, float]) -> dict[str, Any]:
    place = np.array([at]), np.array([_inside(height, view)])
    return marks("probe", y, mode="markers", x=place[0], y=place[1], marker={**PROBE, "size": 11})


@lru_cache(maxsize=128)
def _layout(line: Line, relative: Relative, reach: float) -> dict[str, Any]:
    return layout(
        xaxis=charts.across(line, anchor="y2", domain=[0, 1]),
        yaxis=axis("loss", domain=[0.42, 1.0], range=list(line.values), nticks=6),
        yaxis2=axis("difference", domain=[0.0, 0.34], range=[-reach, reach], nticks=5),
        margin={"l": 60, "r": 14, "t": 10, "b": 44},
        **charts.POINTED,
        uirevision=f"{relative.key} {line.key} {reach}",
    )


@lru_cache(maxsize=512)
def _said(relative: Relative, step: int) -> list[str]:
    """The two sides of a pair in words: scale, name, parameters."""
    scales = ("" if side.scale == 1 else f"{say(side.scale)} × " for side in relative.pairs[step])
    return [f"{scale}{named(side.bound)}" for scale, side in zip(scales, relative.pairs[step], strict=True)]


def _takeaway(relative: Relative, step: int, names: list[str], line: Line, apart: float) -> str:
    size = max(1.0, line.values[1])
    stretch = f"for {line.symbol} from {say(line.low)} to {say(line.high)}"
    equal = apart <= _ROUNDING * size
    gap = f"the same {stretch}, but for rounding" if equal else f"at most {say(apart)} apart {stretch}"
    count = len(relative.pairs)
    turn = f"Pair {step + 1} of {count}" if count > 1 else "Here"
    return f"{turn}: {names[0]} and {names[1]} are {gap}."


FIGURE = Figure(
    key="relatives",
    name="Becomes",
    meaning="The loss laid over another that it equals or approaches, with the difference below.",
    fits=lambda loss, relatives: bool(relatives),
    rivals=rivals,
    controls=controls,
    shown=shown,
    draw=draw,
    most_steps=STOPS,
    place=40,
)
