"""Every loss at its defaults, then with each parameter alone at each end of its slider and at each landmark.

Where a claim has a condition that is met, or not met, in none of these, a combination is added that shows it.
"""

import inspect
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps

import numpy as np
import pytest

from lossviz import LOSSES
from lossviz.vocabulary import Claim, Loss, Parameter, Trait


@dataclass(frozen=True, eq=False)
class Case:
    """A loss at a setting; only what differs from the defaults is in ``parameters``."""

    loss: Loss
    parameters: Mapping[str, float | tuple[float, ...]]

    def __str__(self):
        setting = ", ".join(f"{name}={_short(value)}" for name, value in self.parameters.items())
        return f"{self.loss.key}({setting})" if setting else self.loss.key

    @property
    def space(self):
        return self.loss.space

    @property
    def bound(self) -> dict:
        return self.loss.bind(self.parameters)

    def value(self, prediction, target) -> np.ndarray:
        return self.loss(prediction, target, **self.parameters)

    def gradient(self, prediction, target) -> np.ndarray:
        return self.loss.grad(prediction, target, **self.parameters)

    def held_value(self, prediction, held, target) -> np.ndarray:
        """The loss with what its gradient holds constant computed from ``held``: what the gradient differentiates."""
        if self.loss.surrogate is None:
            return self.value(prediction, target)
        return self.loss.surrogate.value(prediction, held, target, **self.bound)

    def switches(self, prediction, target) -> list[np.ndarray]:
        """What changes its sign at the declared kinks, each with the broadcast batch axes."""
        if self.loss.kinks is None:
            return []
        shape = np.shape(self.value(prediction, target))
        return [np.broadcast_to(s, shape) for s in self.loss.kinks.where(prediction, target, **self.bound)]

    def has(self, trait: Trait) -> bool:
        return self.loss.has(trait, **self.bound)

    def sample(self, seed: int, size: int) -> tuple[np.ndarray, np.ndarray]:
        return self.space.samples.draw(np.random.default_rng(seed), size)


def over_event(space, array: np.ndarray) -> np.ndarray:
    """The sum over the prediction's event axes."""
    return array.sum(tuple(range(-space.prediction_axes, 0))) if space.prediction_axes else array


def settings(parameter: Parameter) -> Iterator[float | tuple[float, ...]]:
    """The slider's ends and the landmarks; for a vector, all components and each alone at each of them."""
    stops = dict.fromkeys([*parameter.slider[:2], *(landmark.value for landmark in parameter.landmarks)])
    yield from (stop for stop in stops if stop != parameter.default)
    if not parameter.components:
        return
    rest = np.broadcast_to(parameter.default, len(parameter.components))
    for stop in stops:
        for i in np.flatnonzero(rest != stop):
            yield tuple(stop if j == i else float(other) for j, other in enumerate(rest))


def cases() -> Iterator[Case]:
    for loss in LOSSES.values():
        found = [Case(loss, {})]
        for parameter in loss.parameters:
            found += [Case(loss, {parameter.name: stop}) for stop in settings(parameter)]
        for claim in loss.traits:
            if isinstance(claim, Claim) and claim.condition:
                found += _witnesses(loss, claim, {case.has(claim.trait) for case in found})
        yield from found


def _witnesses(loss, claim, seen):
    """A combination of settings for which the claim's condition is true, or false, if no other case shows that."""
    stops = [[parameter.default, *settings(parameter)] for parameter in loss.parameters]
    for missing in {True, False} - seen:
        for values in itertools.product(*stops):
            case = Case(loss, dict(zip((parameter.name for parameter in loss.parameters), values, strict=True)))
            if bool(claim.holds(**case.bound)) == missing:
                yield case
                break


def _short(value):
    return f"({', '.join(f'{item:g}' for item in value)})" if isinstance(value, tuple) else f"{value:g}"


CASES = tuple(cases())
SPACES = tuple({loss.space.key: loss.space for loss in LOSSES.values()}.values())


def in_turn(names: tuple[str, ...], given: Sequence[tuple], group: Callable[..., str]) -> Callable:
    """Like ``parametrize``, with one test for all that is of one group: telling of a test can cost more than its run.

    A failure says at what.
    """
    groups: dict[str, list[tuple]] = {}
    for each in given:
        groups.setdefault(group(*each), []).append(each)

    def decorated(test):
        @wraps(test)
        def run(group, **more):
            for each in groups[group]:
                try:
                    test(**dict(zip(names, each, strict=True)), **more)
                except Exception as problem:
                    problem.add_note(f"of {', '.join(map(str, each))}")
                    raise

        parameters = [each for name, each in inspect.signature(test).parameters.items() if name not in names]
        own = inspect.Parameter("group", inspect.Parameter.POSITIONAL_OR_KEYWORD)
        run.__signature__ = inspect.Signature([own, *parameters])
        return pytest.mark.parametrize("group", groups)(run)

    return decorated


def each_case(wanted: Sequence[Case]) -> Callable:
    """A test for each loss, of these of its cases."""
    return in_turn(("case",), [(case,) for case in wanted], lambda case: case.loss.key)


every_case = each_case(CASES)
every_loss = pytest.mark.parametrize("loss", LOSSES.values(), ids=lambda loss: loss.key)
every_space = pytest.mark.parametrize("space", SPACES, ids=lambda space: space.key)
every_seed = pytest.mark.parametrize("seed", range(3))
