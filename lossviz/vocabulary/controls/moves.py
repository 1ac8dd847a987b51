"""Examples that a reader can move, add and take out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lossviz.vocabulary.controls.control import Control
from lossviz.vocabulary.errors import NotAllowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves(Control):
    """Examples of a data set that a reader has put elsewhere by hand, has added or has taken away.

    A value is a tuple of entries, by example. ``(3, x, y)`` has been moved, None in the place of a coordinate leaves it
    as the data have it; ``(3,)`` has been taken away; an example from ``count`` on has been added. Where examples have
    labels, a fourth number is the place of the label, which an added example needs: ``(30, x, y, 1)``.

    Parameters
    ----------
    label : str
        What the page writes beside it.
    count : int
        How many examples there are.
    across, up : (low, high, step)
        Where an example can be put, and the steps between places.
    most : int
        How many examples can be added; where it is 0, none can be taken away either.
    least : int
        How many examples stay at least.
    labels : tuple of str
        The names of the labels that an example can be given.
    """

    label: str
    count: int
    across: tuple[float, float, float]
    up: tuple[float, float, float]
    most: int = 0
    least: int = 2
    labels: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        return f"the line “{self.label}”"

    @property
    def allowed(self) -> str:
        (left, right, _), (low, high, _) = self.across, self.up
        label = (
            f", perhaps with a label from 0 to {len(self.labels) - 1} as in example:x:y:label" if self.labels else ""
        )
        more = (
            f"; examples from {self.count} to {self.count + self.most - 1} are added ones, with all their numbers; "
            f"example:out is taken away, and at least {self.least} stay"
        )
        return (
            f"example:x:y with commas between, an example from 0 to {self.count - 1}, "
            f"x from {left:g} to {right:g} and y from {low:g} to {high:g}, or either left out"
            f"{label}{more if self.most else ''}"
        )

    def legal(self, value: Iterable[tuple[float | None, ...]]) -> Any:
        """The value, its places on the nearest steps; of an example that is named twice the last entry holds."""
        found: dict[int, tuple[float | None, ...]] = {}
        for example, *numbers in value:
            if example is None or not (0 <= example < self.count + self.most and int(example) == example):
                raise NotAllowed(self.name, self.allowed, f"the example {example}")
            found.pop(int(example), None)
            entry = (int(example), *self._numbers(numbers))
            is_added = example >= self.count
            if is_added and (None in entry or (1 < len(entry) < 4 and self.labels)):
                raise NotAllowed(self.name, self.allowed, f"a part of example {example:g} alone")
            if not (is_added and len(entry) == 1) and entry[1:] != (None, None):
                found[int(example)] = entry
        gone = sum(len(entry) == 1 for entry in found.values())
        stay = self.count - gone + sum(example >= self.count for example in found)
        if gone and (not self.most or stay < self.least):
            raise NotAllowed(self.name, self.allowed, f"{stay} examples")
        return tuple(found[example] for example in sorted(found))

    def _numbers(self, numbers: Sequence[float | None]) -> tuple[float | None, ...]:
        """What stands in an entry after the example."""
        if not numbers:
            return ()
        x, y, *label = numbers
        place = self._stop(x, self.across), self._stop(y, self.up)
        if len(label) > 1 or (label and not self.labels):
            raise NotAllowed(self.name, self.allowed, f"{len(numbers)} numbers for an example")
        if not label or label[0] is None:
            return place
        if label[0] not in range(len(self.labels)):
            raise NotAllowed(self.name, self.allowed, f"the label {label[0]:g}")
        return (*place, int(label[0]))

    def _stop(self, number: float | None, stops: tuple[float, float, float]) -> float | None:
        low, high, step = stops
        if number is None:
            return None
        if not low <= number <= high:
            raise NotAllowed(self.name, self.allowed, f"{number:g}")
        return round(min(high, round((number - low) / step) * step + low), 10) + 0.0

    def parsed(self, text: str) -> list[tuple[float | None, ...]]:
        entries = [item.split(":") for item in text.split(",")] if text.strip() else []
        if any(len(entry) < 3 and entry[1:] != ["out"] for entry in entries):
            raise ValueError("an entry without its place")
        parts = [entry[:1] if entry[1:] == ["out"] else entry for entry in entries]
        return [tuple(float(part) if part else None for part in entry) for entry in parts]

    def text(self, value: Iterable[tuple[float | None, ...]]) -> str:
        def plain(place: float | None) -> str:
            return "" if place is None else repr(place).removesuffix(".0")

        return ",".join(
            ":".join((str(example), *(map(plain, numbers) if numbers else ["out"]))) for example, *numbers in value
        )

    def described(self, value: Any, most_steps: int) -> Iterator[dict[str, Any]]:
        yield {
            "kind": "moves",
            "name": self.name,
            "label": self.label,
            "meaning": self.meaning,
            "count": self.count,
            "most": self.most,
            "across": self.across,
            "up": self.up,
            "labels": self.labels,
            "value": self.text(value),
        }
