"""Relatives: a loss and another that it equals or approaches, along one line, with what is left between them."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.figures.curve import PROBE, in_window, marks_in, probe_of
from lossviz.figures.handles import along, handle
from lossviz.figures.theme import axis, ink, layout
from lossviz.figures.words import named, say
from lossviz.losses import LOSSES
from lossviz.profile import grid
from lossviz.relatives import RELATIVES, relatives_of
from lossviz.relatives.statement import Relative, Setting
from lossviz.spec import Choice, Figure, Interval, Label, Line, Loss, Parameter

_FEWEST = 5  # stops of a slider
_FLAT = 0.05  # half the height of the lower panel where there is no difference to show
_ROUNDING = 1e-9  # relative to the sides; less is an equality


def fits(loss: Loss) -> bool:
    """Whether the loss has a relative that can be drawn along a line."""
    return bool(drawable(loss.key))


@lru_cache(maxsize=256)
def drawable(key: str) -> tuple[Relative, ...]:
    """The relatives of a loss whose first side's space has a line."""
    return tuple(each for each in relatives_of(key) if LOSSES[each.one.key].space.lines)


def controls(loss: Loss) -> tuple:
    """Which relative, how close to the limit, a probe for each line, and along which line for which label.

    The loss's own parameters are among them though they move nothing here: the relative sets them. A page
    that shows this figure still tells the loss's card at them.
    """
    return _controls(loss.key)


@lru_cache(maxsize=256)
def _controls(key):
    loss, relatives = LOSSES[key], drawable(key)
    spaces = {LOSSES[each.one.key].space.key: LOSSES[each.one.key].space for each in relatives}.values()
    names = [(relative.key, _short(relative, key)) for relative in relatives]
    most = max(_FEWEST, *(len(relative.pairs) for relative in relatives))
    choices = [
        Choice(
            name="relative",
            label="Relative",
            options=tuple(_told_apart(names)),
            default=relatives[0].key,
            meaning="what the loss is laid over",
        ),
        Choice(
            name="path",
            label="Drawn over",
            options=tuple(_united([line for space in spaces for line in space.lines])),
            default=next(iter(spaces)).lines[0].key,
            meaning="the quantity on the horizontal axis, where the relative's first side has it",
        ),
        Choice(
            name="example",
            label="True label",
            options=tuple(_united([label for space in spaces for label in space.labels])),
            default=next(iter(spaces)).labels[0].key,
            meaning="the label that the prediction is compared with, where there is a choice",
        ),
    ]
    closer = Parameter(
        name="closer",
        symbol="step",
        default=2.0,
        domain=Interval(1, most),
        slider=(1, most, 1),
        unit="",
        meaning="the parameters of both sides; more of it comes closer where one side is the other's limit",
    )
    probes = {_probe(loss, space, line).name: _probe(loss, space, line) for space in spaces for line in space.lines}
    several = any(len(relative.pairs) > 1 for relative in relatives)
    kept = [choice for choice in choices if choice.name == "relative" or len(choice.options) > 1]
    return (*loss.parameters, *([closer] if several else []), *probes.values(), *kept)


def _united(items):
    """Lines or labels of several spaces as options: by key, each once, with a name that fits them all."""
    names = {}
    for item in items:
        names.setdefault(item.key, set()).add(item.name)
    return [(key, own.pop() if len(own) == 1 else key.replace("_", " ")) for key, own in names.items()]


def _probe(loss: Loss, space, line: Line) -> Parameter:
    """The probe on a line; that on a line of the loss's own space is the same as in other figures."""
    probe = probe_of(line)
    return probe if space.key == loss.space.key else replace(probe, name=f"at_{space.key}_{line.key}")


def _short(relative, key):
    """A relative in two or three words, as seen from one of its sides."""
    here, there = relative.one.key == key, relative.other.key == key
    if here and there:
        return "settles at its own limit" if relative.limit else "equals itself in other words"
    other = LOSSES[(relative.other if here else relative.one).key].name
    if relative.limit:
        return f"becomes {other}" if here else f"what {other} becomes"
    return f"equals {other}"


def _told_apart(options):
    """The options, numbered where several have one name."""
    names = [name for _, name in options]
    for place, (key, name) in enumerate(options):
        turn = names[: place + 1].count(name)
        yield key, f"{name} ({turn})" if names.count(name) > 1 else name


def shown(loss: Loss, values: Mapping[str, Any]) -> tuple[str, ...]:
    """The choices, the probe of the line that is drawn, and the steps where there are several."""
    relative, space, line, _ = _chosen(loss, values)
    hidden = {parameter.name for parameter in loss.parameters}
    hidden |= {"closer"} if len(relative.pairs) == 1 else set()
    own = _probe(loss, space, line).name
    return tuple(
        control.name
        for control in controls(loss)
        if control.name not in hidden and (not control.name.startswith("at_") or control.name == own)
    )


def _chosen(loss, values):
    """The relative with the space, the line and the label that it is drawn for."""
    relative = RELATIVES[values["relative"]]
    space = LOSSES[relative.one.key].space
    line = next((each for each in space.lines if each.key == values.get("path")), space.lines[0])
    label = next((each for each in space.labels if each.key == values.get("example")), space.labels[0])
    return relative, space, line, label


def draw(loss: Loss, values: Mapping[str, Any]) -> dict:
    """The specification of the two sides; see `lossviz.spec.Figure`."""
    relative, space, line, label = _chosen(loss, values)
    step = step_of(relative, values.get("closer", 1.0), _most(loss))
    probe = _probe(loss, space, line)
    at = values[probe.name]
    names = [_said(setting) for setting in relative.pairs[step]]
    t = grid(line)
    one, other = (in_window(side, line.values) for side in sides(relative.key, line.key, label.key)[step])
    between, apart, reach = _between(relative.key, line.key, label.key)
    value, twin = _probed(relative, step, line, label, at)
    data = [
        _curve(t, other, "y", names[1], {"color": ink("other1"), "dash": "dash", "width": 5}),
        _curve(t, one, "y", names[0], {"color": ink("loss"), "width": 2}),
        _curve(t, between[step], "y2", "difference", {"color": ink("gradient"), "width": 2.5}),
        _mark("y", at, value, line.values),
        _mark("y2", at, value - twin, (-reach, reach)),
    ]
    where = f"{line.symbol} = {say(at)}" + (f" and {label.name}" if len(space.labels) > 1 else "")
    return {
        "data": data,
        "layout": _layout(line, relative, reach),
        "worked": [f"{names[0]} = {say(value)} at {where}", f"{names[1]} = {say(twin)}"],
        "takeaway": f"{relative.statement} {_takeaway(relative, step, names, line, apart[step])}",
        "handles": [handle("probe", (at, _inside(value, line.values)), x=along(probe))],
    }


def _probed(relative, step, line, label, at):
    """Both sides of one pair at one place."""
    here = line.place(np.array([at]), label)
    one, other = relative.pairs[step]
    return float(one(*here)[0]), float(other(*(relative.bridge(*here) if relative.bridge else here))[0])


def _most(loss):
    closer = next((control for control in controls(loss) if control.name == "closer"), None)
    return closer.slider[1] if closer else 1


def step_of(relative: Relative, closer: float, most: float) -> int:
    """Which pair the slider stands for: its first stop the first, its last the last, evenly between them."""
    share = (closer - 1) / (most - 1) if most > 1 else 0.0
    return int(np.floor(share * (len(relative.pairs) - 1) + 0.5))


@lru_cache(maxsize=128)
def sides(key: str, line_key: str, label_key: str) -> list[tuple[np.ndarray, np.ndarray]]:
    """Both sides of every pair of a relative along a line of the first side's space."""
    relative = RELATIVES[key]
    line, label = _placed(relative, line_key, label_key)
    return relative.sides(*line.place(grid(line), label))


def _placed(relative, line_key, label_key) -> tuple[Line, Label]:
    space = LOSSES[relative.one.key].space
    line = next(line for line in space.lines if line.key == line_key)
    return line, next(label for label in space.labels if label.key == label_key)


@lru_cache(maxsize=128)
def _between(key, line_key, label_key):
    """For each pair the difference and the most of it, and the range that shows those of all pairs."""
    line, _ = _placed(RELATIVES[key], line_key, label_key)
    differences = [one - other for one, other in sides(key, line_key, label_key)]
    apart = [float(np.abs(each).max()) for each in differences]
    seen = max(apart)
    reach = min(1.1 * seen, line.values[1] - line.values[0]) if seen > _FLAT else _FLAT
    return [in_window(each, (-reach, reach)) for each in differences], apart, reach


def _curve(t, heights, y, name, style):
    return {
        "type": "scatter",
        "mode": "lines",
        "x": t,
        "y": heights,
        "xaxis": "x",
        "yaxis": y,
        "name": name,
        "line": style,
        "hovertemplate": f"{name}: %{{y:.4g}}<extra></extra>",
    }


def _inside(height, view):
    return float(np.clip(height, view[0], view[1]))


def _mark(y, at, height, view):
    marker = {**PROBE, "size": 11}
    return marks_in(
        ("x", y, None), mode="markers", x=np.array([at]), y=np.array([_inside(height, view)]), marker=marker
    )


def _layout(line, relative, reach):
    first, second = (LOSSES[setting.key].name for setting in (relative.one, relative.other))
    return layout(
        xaxis=axis(line.name, range=[line.low, line.high], anchor="y2", domain=[0, 1]),
        yaxis=axis("loss", domain=[0.42, 1.0], range=list(line.values), nticks=6),
        yaxis2=axis("difference", domain=[0.0, 0.34], range=[-reach, reach], nticks=5),
        margin={"l": 60, "r": 14, "t": 26, "b": 44},
        annotations=[
            _legend(f"<b>—</b> {first}", 0.0, "left", "loss"),
            _legend(f"<b>- -</b> {second}", 1.0, "right", "other1"),
        ],
        uirevision=f"{relative.key} {line.key} {reach}",
    )


def _legend(text, x, side, meaning):
    return {
        "text": text,
        "x": x,
        "y": 1,
        "xref": "paper",
        "yref": "paper",
        "xanchor": side,
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 13, "color": ink(meaning)},
    }


def _said(setting: Setting) -> str:
    """A side in words: its scale, its name, its parameters."""
    loss = LOSSES[setting.key]
    text = named(loss, loss.bind(setting.parameters))
    return text if setting.scale == 1 else f"{say(setting.scale)} × {text}"


def _takeaway(relative, step, names, line, apart):
    size = max(1.0, line.values[1])
    stretch = f"for {line.symbol} from {say(line.low)} to {say(line.high)}"
    equal = apart <= _ROUNDING * size
    gap = f"the same {stretch}, but for rounding" if equal else f"at most {say(apart)} apart {stretch}"
    count = len(relative.pairs)
    turn = f"Pair {step + 1} of {count}" if count > 1 else "Here"
    return f"{turn}: {names[0]} and {names[1]} are {gap}."


FIGURE = Figure(
    key="relatives",
    name="Relatives",
    meaning="The loss laid over another that it equals or approaches, with the difference below.",
    fits=fits,
    controls=controls,
    shown=shown,
    draw=draw,
    most_steps=61,
    place=40,
)
