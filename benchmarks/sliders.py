"""What a slider costs: the time to evaluate its whole travel with nothing remembered, and its size."""

import gc
import gzip
import json
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from benchmarks.table import middle_and_tail, table
from lossviz import CATALOGUE, FIGURES, LOSSES, View
from lossviz.live import payload
from lossviz.vocabulary import Choice, Figure, Loss, Several


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row of a table: a figure, what the row is called, what is chosen, and the goals in milliseconds and kB."""

    figure: Figure
    name: str
    chosen: Mapping[str, Any]
    goal: tuple[int, int]
    repetitions: int = 1

    def views(self, losses: list[Loss]) -> Iterator[View]:
        """Views of those losses of which the figure can be drawn."""
        for loss in losses:
            rivals = CATALOGUE.rivals(self.figure, loss)
            if self.figure.fits(loss, rivals):
                yield self._with_options(View.of(self.figure, loss, rivals))

    def _with_options(self, view: View) -> View:
        """All options of a control that is chosen, the last one of a choice that has no such option."""
        values = {}
        for control in view.controls:
            if isinstance(control, Choice | Several) and control.name in self.chosen:
                options = [option for option, _ in control.options]
                wanted = self.chosen[control.name]
                fallback = tuple(options) if isinstance(control, Several) else options[-1]
                values[control.name] = wanted if wanted in options else fallback
        return view.moved(**values)


@dataclass(slots=True)
class _Cost:
    """What one slider of a loss costs, each over all repetitions: travel and, beside it, a snapshot for every step."""

    name: str
    milliseconds: list[float] = field(default_factory=list)
    kilobytes: float = 0.0
    packed: float = 0.0
    each_milliseconds: float = 0.0
    each_kilobytes: float = 0.0


def run(quick: bool) -> str:
    """The tables."""
    gc.collect()
    gc.freeze()  # as the server does
    rows = _rows(quick)
    losses = list(LOSSES.values())[:: 6 if quick else 1]
    arms, snapshots, beyond = [], [], []
    for row in rows:
        costs, shots = [], []
        for view in row.views(losses):
            shots.append(_snapshot(view))
            costs += [_cost(row, view, slider) for slider in _sliders(view)]
        if shots:
            snapshots.append(_snapshot_row(row, shots))
        if costs:
            arms.append(_arm_row(row, costs, len(shots)))
            beyond.append(_beyond(row, costs))
    head = (
        "Figure",
        "losses",
        "sliders",
        "median ms",
        "p95 ms",
        "worst ms",
        "median kB",
        "worst kB",
        "worst gzipped",
        "goal",
    )
    travels = table(
        "What a slider costs",
        (*head, "a snapshot for every step"),
        arms,
        f"`payload.arm` with empty caches, for every slider of {len(losses)} losses, {rows[0].repetitions} × for "
        "figures as they open and once for the others; kB of JSON. Last column, taken in turn: what the same steps "
        "would cost if the server were asked for each of them (all steps together, medians).",
        "Beyond the goal:",
        "\n".join(beyond),
    )
    head = ("Figure", "losses", "median ms", "p95 ms", "median kB", "worst kB")
    return travels + "\n\n" + table("A figure by itself", head, snapshots, "`payload.snapshot` with empty caches.")


def _rows(quick):
    small, large = (15, 100), (100, 400)
    quickly = {"curve", "sweep", "relatives", "compare"}  # curves alone: the goal is lower for them
    curve, landscape = FIGURES["curve"], FIGURES["landscape"]
    repetitions = 1 if quick else 3
    rows = [
        _Row(figure=figure, name=key, goal=small if key in quickly else large, chosen={}, repetitions=repetitions)
        for key, figure in FIGURES.items()
    ]
    rows.append(_Row(figure=landscape, name="landscape, surface", goal=large, chosen={"relief": "surface"}))
    if not quick:
        everything = {"label": "all", "below": "influence", "against": None}
        rows += [
            _Row(figure=curve, name="curve, everything shown", goal=small, chosen=everything),
            _Row(figure=landscape, name="landscape, two", goal=large, chosen={"second": None}),
        ]
    return rows


def _sliders(view: View) -> list[str]:
    """The sliders that the page shows and whose travel is sent ahead: of a vector, one for each component."""
    shown = {control.name for control in view.shown}
    return [name for name, (control, _) in payload.sliders(view).items() if control.name in shown]


def _cost(row, view, slider):
    cost = _Cost(f"{view.subject.key} {slider}")
    for repetition in range(row.repetitions):
        _forget()
        start = time.perf_counter()
        arm = payload.arm(view, slider)
        cost.milliseconds.append(1e3 * (time.perf_counter() - start))
        if repetition == 0:
            text = _json(arm)
            cost.kilobytes, cost.packed = len(text) / 1e3, len(gzip.compress(text, 1)) / 1e3
            if not row.chosen:
                cost.each_milliseconds, cost.each_kilobytes = _each_step(view, slider, arm["steps"])
    return cost


def _each_step(view, slider, steps):
    """Milliseconds and kB of a snapshot for every step."""
    parameter, place = payload.sliders(view)[slider]
    now = view.values[parameter.name]
    _forget()
    start = time.perf_counter()
    shots = []
    for step in steps:
        moved = view.moved(**{parameter.name: parameter.moved(now, place, step)})
        shots.append(payload.snapshot(moved, moved.draw()))
    spent = time.perf_counter() - start
    size = sum(len(_json(shot)) for shot in shots)
    return 1e3 * spent, size / 1e3


def _snapshot(view):
    """Milliseconds and kB of the figure at one state, with empty caches."""
    _forget()
    start = time.perf_counter()
    shot = payload.snapshot(view, view.draw())
    return 1e3 * (time.perf_counter() - start), len(_json(shot)) / 1e3


def _forget():
    """Empties every cache of the core and of the figures."""
    for name, module in list(sys.modules.items()):
        if name.startswith("lossviz.") and not name.startswith("lossviz.live"):
            for item in vars(module).values():
                if callable(getattr(item, "cache_clear", None)):
                    item.cache_clear()


def _json(answer):
    return json.dumps(answer, separators=(",", ":")).encode()


def _arm_row(row, costs, losses):
    times = [median(cost.milliseconds) for cost in costs]
    slowest = max(costs, key=lambda cost: median(cost.milliseconds))
    largest = max(costs, key=lambda cost: cost.kilobytes)
    return (
        row.name,
        str(losses),
        str(len(costs)),
        *middle_and_tail(times),
        f"{max(times):.1f} ({slowest.name})",
        f"{median(cost.kilobytes for cost in costs):.0f}",
        f"{largest.kilobytes:.0f} ({largest.name})",
        f"{max(cost.packed for cost in costs):.0f}",
        f"{row.goal[0]} ms, {row.goal[1]} kB",
        ""
        if row.chosen
        else f"{median(cost.each_milliseconds for cost in costs):.0f} ms, "
        f"{median(cost.each_kilobytes for cost in costs):.0f} kB",
    )


def _snapshot_row(row, shots):
    times, sizes = zip(*shots, strict=True)
    return (row.name, str(len(shots)), *middle_and_tail(times), f"{median(sizes):.0f}", f"{max(sizes):.0f}")


def _beyond(row, costs):
    """The sliders that miss the goal, in one line of a list."""
    most_milliseconds, most_kilobytes = row.goal
    missed = []
    for cost in costs:
        took = median(cost.milliseconds)
        wrong = [f"{took:.0f} ms"] if took > most_milliseconds else []
        wrong += [f"{cost.kilobytes:.0f} kB"] if cost.kilobytes > most_kilobytes else []
        if wrong:
            missed.append(f"{cost.name} {' and '.join(wrong)}")
    return f"- {row.name}, {len(missed)} of {len(costs)} sliders: {', '.join(missed) or 'none'}"
