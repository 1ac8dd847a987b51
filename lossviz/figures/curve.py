"""The curve: a loss and its gradient along a line, with a probe that shows the arithmetic."""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from lossviz.drawing import line_charts as charts
from lossviz.drawing.rivals import of_family
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import PROBE, marks
from lossviz.drawing.truths import ALL, label_choice, label_of
from lossviz.drawing.words import named, say
from lossviz.maths.lines import STOPS, Profile, probe_of, probed, profile
from lossviz.vocabulary import Choice, Control, Drawing, Figure, Label, Line, Loss, Several, View

# What the third panel may show, beside gradients; see the control's meaning.
_THIRD = (("influence", "gradient and weight"), ("factor", "gradient and factor"))
_FOCUS = ("loss", "gradient", "weight")


def controls(loss: Loss, rivals: tuple[Loss, ...]) -> tuple[Control, ...]:
    """What the curve depends on: the loss's parameters, a probe for each line, and how it is shown."""
    lines = loss.space.lines
    known = {"influence": all(line.reference for line in lines), "factor": all(line.plain for line in lines)}
    below = Choice(
        name="below",
        label="Lower panel",
        options=(("gradient", "gradient"), *(option for option in _THIRD if known[option[0]])),
        default="gradient",
        meaning="the weight is the gradient divided by that of the plain loss, which is half the square or "
        "cross-entropy; the factor is the loss divided by the plain loss",
    )
    against = Several(
        name="against",
        label="Compared with",
        options=tuple((other.key, other.name) for other in rivals),
        default=tuple(other.key for other in rivals if other.key in loss.rivals),
        meaning="other losses of the family, drawn thinner",
    )
    return (
        *loss.parameters,
        *(probe_of(line) for line in lines),
        *charts.line_choice(lines),
        *label_choice(loss.space.labels, loss.space.label_name, more=((ALL, "all of them"),)),
        *([below] if len(below.options) > 1 else []),
        *([against] if rivals else []),
    )


def draw(view: View) -> Drawing:
    """The curves of the loss and its rivals, panel by panel, and the probe on the loss's own."""
    line, below = charts.line_of(view), view.values.get("below", "gradient")
    labels = view.loss.space.labels if view.values.get("label") == ALL else (label_of(view),)
    at, probe = view.values[probe_of(line).name], probe_of(line)
    strands = _strands(view, line, labels)
    windows = (*charts.windows(view.loss, line), charts.WEIGHTS)
    drawn = [_curves(strand, below, line, windows) for strand in strands]
    data = [curve for curves, _ in drawn for curve in curves]
    said = [
        (strand.title if strand.place else named(view.bound), *strand.probed(at), fading)
        for strand, (_, fading) in zip(strands, drawn, strict=True)
        if strand.turn == 0
    ]
    focus = strands[0].course
    (_, value, slope, _), kinks = said[0], profile(*focus).kinks
    panels = [panel for panel, _ in _panels(below)]
    third = _third(below, np.array([at]), np.array(value), slope, focus)
    heights = [value, slope, *(float(each[0]) for each in third)]
    data.append(_kinks(kinks))
    data.append(_tangent_and_probe(line, at, value, slope))
    data += [_kinks_and_probe(kinks, at, height, panel) for panel, height in zip(panels[1:], heights[1:], strict=False)]
    return Drawing(
        data=data,
        layout=_layout(line, below, windows),
        readings=charts.probe_readings(line, at, value, slope),
        worked=charts.arithmetic(focus, at, value, slope),
        takeaway=_takeaway(charts.where(view, line, labels[0], at), said),
        events=charts.probed_events(view.loss.space, line, at),
        handles=[*charts.kink_handles(focus, windows[0]), *charts.probe_handles(probe, at, heights, panels, windows)],
    )


def _strands(view: View, line: Line, labels: tuple[Label, ...]) -> tuple["Strand", ...]:
    """The loss and its rivals, for each label."""
    chosen, scales = view.values.get("against", ()), view.loss.opening.scales
    rivals = ((other.at({}), scales.get(other.key, 1.0)) for other in view.rivals if other.key in chosen)
    return tuple(
        Strand(charts.course_of(own, line, label), place, turn, f", {label.name}" if len(labels) > 1 else "", scale)
        for place, (own, scale) in enumerate([(view.bound, 1.0), *rivals])
        for turn, label in enumerate(labels)
    )


def _panels(below: str) -> list[tuple[str, tuple[float, float]]]:
    """For each panel its vertical axis and the part of the height it takes."""
    if below in dict(_THIRD):
        return [("y", (0.5, 1.0)), ("y2", (0.25, 0.46)), ("y3", (0.0, 0.21))]
    return [("y", (0.42, 1.0)), ("y2", (0.0, 0.36))]


class Strand(NamedTuple):
    """A loss for a label, as one of the curves: its place among the losses, its turn among the labels, its scale."""

    course: charts.Course
    place: int
    turn: int
    suffix: str
    scale: float

    @property
    def title(self) -> str:
        """The loss with its scale."""
        name = self.course.bound.loss.name
        return name if self.scale == 1 else f"{_FRACTIONS.get(self.scale, say(self.scale))} × {name}"

    @property
    def name(self) -> str:
        """What is written beside it."""
        return self.title + self.suffix

    def probed(self, at: float) -> tuple[float, float]:
        """Value and slope at a place."""
        value, slope = probed(*self.course, at)
        return self.scale * value, self.scale * slope


_FRACTIONS = {0.5: "½", 0.25: "¼", 0.75: "¾"}


@lru_cache(maxsize=1024)
def _curves(
    strand: Strand, below: str, shown: Line, windows: tuple[tuple[float, float], ...]
) -> tuple[list[dict[str, Any]], str]:
    """A loss's curves in the panels, and where it fades; those of rivals stay as they are while a slider moves."""
    course, place, turn, *_ = strand
    whole = profile(*course)
    value, slope = strand.scale * whole.value, strand.scale * whole.slope
    heights = [value, slope, *_third(below, whole.t, value, slope, course)]
    style, traces = charts.style_of(place, turn), []
    for what, (panel, _), height, window in zip(_FOCUS, _panels(below), heights, windows, strict=False):
        traces.append(
            charts.curve(
                "rival" if place else what,
                what,
                strand.name,
                whole.t,
                charts.in_window(height, window),
                {"color": ink(style["ink"] or what), "dash": style["dash"], "width": style["width"]},
                xaxis="x",
                yaxis=panel,
                tag=strand.name if panel == "y" else "",
            )
        )
    return traces, _fading(shown, whole, windows[1])


def _third(below: str, t: np.ndarray, value: np.ndarray, slope: Any, course: charts.Course) -> list[np.ndarray]:
    """The heights of the third panel's curve, if there is one, in a list."""
    _, line, label = course
    if below == "influence":
        return [charts.weight_of(t, slope, line, label)]
    if below == "factor" and line.plain:
        plain = line.plain(t, label)
        with np.errstate(divide="ignore", invalid="ignore"):
            return [np.where(plain > 1e-9, value / plain, np.nan)]
    return []


_KINK_LINE = {"color": ink("kink"), "dash": "dot", "width": 1}


def _kinks(kinks: np.ndarray) -> dict[str, Any]:
    """The kinks of the loss in focus; they stay as they are while the probe moves."""
    x, y = charts.verticals(kinks)
    return marks("kink", mode="lines", x=x, y=y, line=_KINK_LINE)


def _kinks_and_probe(kinks: np.ndarray, at: float, height: float, panel: str) -> dict[str, Any]:
    x, y = charts.verticals(kinks)
    return marks(
        "probe",
        panel,
        mode="lines+markers",
        x=np.concatenate([[at, np.nan], x]),
        y=np.concatenate([[height, np.nan], y]),
        marker={**PROBE, "size": np.concatenate([[11.0], np.zeros(1 + x.size)])},
        line=_KINK_LINE,
    )


def _tangent_and_probe(line: Line, at: float, value: float, slope: float) -> dict[str, Any]:
    reach = 0.14 * (line.high - line.low)
    x = np.array([at - reach, at, at + reach])
    return marks(
        "tangent",
        mode="lines+markers",
        x=x,
        y=np.clip(value + slope * (x - at), -1e3, 1e3),
        marker={**PROBE, "size": [0, 11, 0]},
        line={"color": ink("gradient"), "width": 2},
    )


@lru_cache(maxsize=256)
def _layout(line: Line, below: str, ranges: tuple[tuple[float, float], ...]) -> dict[str, Any]:
    panels = _panels(below)
    titles = ("loss", "gradient", "factor" if below == "factor" else "weight")
    axes = {
        ("yaxis" if y == "y" else f"yaxis{y[1:]}"): axis(title, domain=list(domain), range=list(span), nticks=6)
        for (y, domain), title, span in zip(panels, titles, ranges, strict=False)
    }
    return layout(
        xaxis=charts.across(line, anchor=panels[-1][0], domain=[0, 1]),
        uirevision=f"{line.key} {below}",
        **charts.POINTED,
        **axes,
    )


_FADED = 0.05  # of the steepest slope
_STRETCH = 0.05  # of the line that a loss must be flat on, at either end, to be called so


def _fading(line: Line, whole: Profile, window: tuple[float, float]) -> str:
    """Where, towards an end of the line, the loss hardly pulls; nothing where it does.

    Against the steepest slope that is drawn: against one without limit every other would be next to nothing.
    """
    size = np.abs(whole.slope[np.isfinite(whole.slope)])
    pulls = np.flatnonzero(size >= _FADED * min(size.max(initial=0.0), *(abs(end) for end in window if end)))
    if not pulls.size or size.max() == 0:
        return ""
    t = whole.t[np.isfinite(whole.slope)]
    first, last = (round(float(t[end]), 6) + 0.0 for end in (pulls[0], pulls[-1]))  # not a hair beside a kink
    least = _STRETCH * (line.high - line.low)
    below = [f"below {line.symbol} = {say(first)}"] if first - line.low > least else []
    above = [f"above {line.symbol} = {say(last)}"] if line.high - last > least else []
    return f", and hardly pulls {' or '.join(below + above)}" if below or above else ""


def _takeaway(here: str, said: list[tuple[str, float, float, str]]) -> str:
    costs = [f"{name} costs {say(value)} and has slope {say(slope)}{fade}" for name, value, slope, fade in said]
    return f"At {here}, {'; '.join(costs)}."


def _same_keys(loss: Loss, other: Loss) -> bool:
    return [line.key for line in loss.space.lines] == [line.key for line in other.space.lines]


FIGURE = Figure(
    key="curve",
    name="Curve",
    meaning="The loss and its gradient along a line of predictions, with a probe that shows the arithmetic.",
    fits=lambda loss, rivals: bool(loss.space.lines),
    rivals=of_family(_same_keys),
    controls=controls,
    shown=charts.without_other_probes,
    draw=draw,
    most_steps=STOPS,
    place=10,
)
