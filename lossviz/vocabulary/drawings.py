"""What a figure draws."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

# What a trace is of; lessons hide traces by these names, and tests find them.
ROLES = {
    "loss": "the loss",
    "validation": "the validation loss",
    "gradient": "the gradient",
    "weight": "the weight or the factor",
    "curvature": "the curvature",
    "influence": "the influence",
    "rival": "other losses",
    "difference": "the difference",
    "sweep": "the loss at other values of a parameter",
    "probe": "the probe",
    "tangent": "the tangent",
    "kink": "kinks",
    "name": "names of curves",
    "field": "the coloured field",
    "descent": "arrows and steps of descent",
    "minimiser": "the lowest place",
    "chosen": "the chosen model",
    "data": "the data",
    "fit": "fitted models",
    "pull": "the pull",
    "prediction": "the prediction",
    "target": "the target",
    "evidence": "marked stretches",
    "measure": "bars of several losses",
    "front": "the front of what weights can reach",
    "frame": "lines to read by",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A number that a reader can see.

    Parameters
    ----------
    value : float
        The number; NaN where there is none.
    unit : str
        What it counts, if anything.
    """

    value: float
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawing:
    """A figure of a subject in a state: a Plotly specification and what stands beside it.

    Colours go by meaning (`lossviz.drawing.theme`). Its shape stays the same while numbers change: only choices may
    add or remove traces.

    Parameters
    ----------
    data : sequence of dict
        Traces; the ``meta`` of each says its ``role``, one of `ROLES`.
    layout : dict
        The layout.
    readings : mapping of str to Reading
        The named numbers that a reader can see.
    worked : sequence of str
        Lines of arithmetic.
    takeaway : str
        The point in words and numbers.
    events : (prediction, target)
        The events that are shown, a batch, perhaps empty; code for other libraries is written with them.
    narrow : dict or None
        Changes of the layout for a phone.
    short : dict or None
        For a view of little height: changes of the ``layout``, and the roles of ``hidden`` traces.
    handles : sequence of dict
        The marks that can be dragged, see `lossviz.drawing.handles`.
    canvases : sequence of dict
        The pictures that can be painted.
    done : float
        How much of what is drawn has been computed, 1 for all: below, a page asks again (`lossviz.learning.runs`).
    """

    data: Sequence[dict[str, Any]]
    layout: dict[str, Any]
    readings: Mapping[str, Reading]
    worked: Sequence[str]
    takeaway: str
    events: tuple[np.ndarray, np.ndarray] = field(default=(np.empty(0), np.empty(0)))
    narrow: dict[str, Any] | None = None
    short: dict[str, Any] | None = None
    handles: Sequence[dict[str, Any]] = ()
    canvases: Sequence[dict[str, Any]] = field(default=())
    done: float = 1.0

    def without(self, conceal: Sequence[str]) -> "Drawing":
        """The drawing without the traces whose role is concealed as ``role:<name>``.

        The ``takeaway``, the ``worked`` numbers and the ``readings`` do not travel at all where they are concealed: a
        reader who is to find them out would find them in the page. Where ``handles`` are concealed, what sets a
        concealed control cannot be taken hold of.
        """
        roles = {name.removeprefix("role:") for name in conceal if name.startswith("role:")}
        kept = [trace for trace in self.data if trace["meta"]["role"] not in roles]
        parts = {name: getattr(self, name) for name in self.__slots__}
        if "takeaway" in conceal:
            parts["takeaway"] = ""
        if "worked" in conceal:
            parts["worked"] = ()
        if "readings" in conceal:
            parts["readings"] = {}
        if "handles" in conceal:
            parts["handles"] = list(_free(self.handles, conceal))
            parts["canvases"] = [each for each in self.canvases if each["name"] not in conceal]
        return Drawing(**{**parts, "data": kept})

    def specification(self) -> dict[str, Any]:
        """What travels to a browser: all but the events."""
        parts = {name: getattr(self, name) for name in self.__slots__ if name != "events"}
        readings = {name: {"value": each.value, "unit": each.unit} for name, each in self.readings.items()}
        return {**parts, "readings": readings}


def _free(handles: Sequence[dict[str, Any]], conceal: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The handles as far as they set what is not concealed."""
    for handle in handles:
        motions = {way: handle[way] for way in "xy"}
        free = {
            way: each if each and each["name"].split(".")[0] not in conceal else None for way, each in motions.items()
        }
        if any(free.values()):
            yield {**handle, **free}
