"""What a race can be set to, and the walks that it comes to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.reliefs import jumps
from lossviz.learning.ground import Ground, of_loss, of_surface
from lossviz.learning.landscape import terrain
from lossviz.learning.model import Model
from lossviz.learning.models import MODELS, model_of
from lossviz.learning.optimiser import Optimiser, rate
from lossviz.learning.optimisers import OPTIMISERS
from lossviz.learning.surface import Place, Surface
from lossviz.learning.surfaces import SURFACES
from lossviz.learning.walks import SCHEDULES, Manner, Walk, walked
from lossviz.vocabulary import (
    Catalogue,
    Choice,
    Control,
    Interval,
    Landmark,
    Loss,
    Parameter,
    Several,
    View,
)

STEPS = 150
DATA = "loss"  # the surface that is a loss on data
_FINE = 41  # points of either axis of such a surface

_STEPS = Parameter(
    name="steps",
    symbol="n",
    default=80.0,
    domain=Interval(0, STEPS),
    slider=(0.0, float(STEPS), 1.0),
    unit="steps",
    meaning="how many steps each has taken",
    plays=True,
)
_SCHEDULE = Choice(
    name="schedule",
    label="Schedule",
    options=tuple(SCHEDULES.items()),
    default="constant",
    meaning="how the rate changes on the way, of all that race",
    fold="Schedule and clipping",
)
_CLIP = Parameter(
    name="clip",
    symbol="c",
    title="longest gradient",
    default=np.inf,
    domain=Interval(0, np.inf, "right"),
    slider=(0.5, 10.0, 0.5),
    unit="",
    meaning="a longer gradient is shortened to it, of all that race",
    landmarks=(Landmark(np.inf, "not clipped"),),
    fold="Schedule and clipping",
)


def rivals(optimiser: Optimiser, catalogue: Catalogue) -> tuple[Any, ...]:
    """The other optimisers, and the losses on whose landscapes they can walk."""
    losses = (loss for loss in catalogue.losses.values() if model_of(loss.space))
    return (*(other for other in OPTIMISERS.values() if other is not optimiser), *losses)


def optimisers_of(rivals: tuple[Any, ...]) -> tuple[Optimiser, ...]:
    """The optimisers among what a race knows."""
    return tuple(each for each in rivals if isinstance(each, Optimiser))


def losses_of(rivals: tuple[Any, ...]) -> tuple[Loss, ...]:
    """The losses among what a race knows."""
    return tuple(each for each in rivals if isinstance(each, Loss))


def controls(optimiser: Optimiser, rivals: tuple[Any, ...]) -> tuple[Control, ...]:
    """The surface, the steps, the rate and the optimiser's own; then starts, rivals and data.

    What belongs to a surface, a rival, a loss or its data has its key and a hyphen before its name.
    """
    others, losses = optimisers_of(rivals), losses_of(rivals)
    surface = Choice(
        name="surface",
        label="Surface",
        options=(*((each.key, each.name) for each in SURFACES.values()), (DATA, "a loss on data")),
        default=next(iter(SURFACES)),
        meaning="what is walked on",
    )
    loss = Choice(
        name="loss",
        label="Loss",
        options=tuple((each.key, each.name) for each in losses),
        default=losses[0].key,
        meaning="the loss whose landscape it is",
    )
    beside = tuple(key for key in ("gradient_descent", "momentum", "adam") if key != optimiser.key)[:1]
    against = Several(
        name="against",
        label="Against",
        options=tuple((other.key, other.name) for other in others),
        default=beside,
        meaning="optimisers that start from the same place",
    )
    return (
        surface,
        loss,
        _STEPS,
        rate(optimiser.rate),
        *optimiser.parameters,
        against,
        _SCHEDULE,
        _CLIP,
        *(part for each in SURFACES.values() for part in starts(each)),
        *(part for each in MODELS for part in starts(each)),
        *(part for other in others for part in theirs(other).values()),
        *(part for each in losses for part in parameters_of(each).values()),
        *(part for each in MODELS for part in knobs_of(each).values()),
    )


@lru_cache(maxsize=64)
def starts(ground: Surface | Model) -> tuple[Parameter, Parameter]:
    """Where a walk begins, across and up."""
    if isinstance(ground, Model):
        one, other = (
            replace(each, name=f"{ground.key}-{each.name}", title=f"start, {each.label}", by_hand=True, fold="Start")
            for each in ground.parameters[:2]
        )
        return one, other
    across, up = (
        Parameter(
            name=f"{ground.key}-{symbol}",
            symbol=symbol,
            title=f"start, {symbol}",
            default=default,
            domain=Interval(*ends),
            slider=(*ends, 0.01),
            unit="",
            meaning="where every walk begins: drag it in the picture",
            by_hand=True,
            fold="Start",
        )
        for symbol, default, ends in zip("xy", ground.start, (ground.across, ground.up), strict=True)
    )
    return across, up


@lru_cache(maxsize=64)
def theirs(other: Optimiser) -> dict[str, Parameter]:
    """The rate and the parameters of a rival under names of its own."""
    return {
        each.name: replace(each, name=f"{other.key}-{each.name}", title=f"{each.label} of {other.name}", fold="Rivals")
        for each in (rate(other.rate), *other.parameters)
    }


@lru_cache(maxsize=256)
def parameters_of(loss: Loss) -> dict[str, Parameter]:
    """The parameters of a loss under names of its own."""
    return {
        each.name: replace(each, name=f"{loss.key}-{each.name}", title=f"{each.label} of {loss.name}", fold="Data")
        for each in loss.parameters
    }


@lru_cache(maxsize=64)
def knobs_of(model: Model) -> dict[str, Parameter]:
    """What a model's data depend on, under names of its own."""
    return {
        each.name: replace(each, name=f"{model.key}-{each.name}", title=each.label, fold="Data") for each in model.knobs
    }


def loss_of(view: View) -> Loss:
    """The loss whose landscape is walked on, if one is."""
    return next(each for each in losses_of(view.rivals) if each.key == view.values["loss"])


def model_in(view: View) -> Model:
    """The model whose parameters are walked through."""
    model = model_of(loss_of(view).space)
    assert model is not None
    return model


def starts_in(view: View) -> tuple[Parameter, Parameter]:
    """The start's two controls."""
    return starts(model_in(view) if view.values["surface"] == DATA else SURFACES[view.values["surface"]])


def shown(view: View) -> tuple[str, ...]:
    """All that bears on what is walked on, and on those that race."""
    on_data = view.values["surface"] == DATA
    hidden = {part.name for each in (*SURFACES.values(), *MODELS) for part in starts(each)}
    hidden -= {part.name for part in starts_in(view)}
    hidden |= {
        part.name
        for other in optimisers_of(view.rivals)
        if other.key not in view.values["against"]
        for part in theirs(other).values()
    }
    own = {*parameters_of(loss_of(view)).values(), *knobs_of(model_in(view)).values()} if on_data else set()
    hidden |= {part.name for each in losses_of(view.rivals) for part in parameters_of(each).values()}
    hidden |= {part.name for each in MODELS for part in knobs_of(each).values()}
    hidden -= {part.name for part in own}
    hidden |= set() if on_data else {"loss"}
    return tuple(control.name for control in view.controls if control.name not in hidden)


@dataclass(frozen=True, slots=True)
class Entrant:
    """One that races: how it is let loose, and where it goes."""

    manner: Manner
    walk: Walk

    @property
    def optimiser(self) -> Optimiser:
        """Its rule."""
        return self.manner.optimiser


def ground_of(view: View) -> tuple[Ground, bool]:
    """What is walked on, and whether its height jumps."""
    if view.values["surface"] != DATA:
        return of_surface(SURFACES[view.values["surface"]]), False
    loss, model = loss_of(view), model_in(view)
    values: dict[str, Any] = {name: view.values[own.name] for name, own in knobs_of(model).items()}
    values |= {each.name: each.initial for each in model.parameters[2:]}
    if model.moves:
        values[model.moves.name] = ()
    bound = loss.at({name: view.values[own.name] for name, own in parameters_of(loss).items()})
    return of_loss(bound, terrain(loss.space, values, _FINE)), jumps(loss)


def start_of(view: View) -> Place:
    """Where all begin."""
    across, up = (view.values[part.name] for part in starts_in(view))
    return across, up


def entrants(view: View, ground: Ground) -> Iterator[Entrant]:
    """All that race, the one in focus first."""
    values, focus = view.values, view.subject
    assert isinstance(focus, Optimiser)
    manners = [
        Manner(focus, tuple(values[each.name] for each in focus.parameters), values["rate"]),
        *(
            Manner(other, tuple(values[own[each.name].name] for each in other.parameters), values[own["rate"].name])
            for other in optimisers_of(view.rivals)
            if other.key in values["against"]
            for own in (theirs(other),)
        ),
    ]
    for manner in manners:
        set_up = replace(manner, schedule=values["schedule"], clip=values["clip"])
        yield Entrant(set_up, walked(ground, set_up, start_of(view), STEPS))
