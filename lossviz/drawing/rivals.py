"""What a loss is held against in a picture."""

from collections.abc import Callable
from functools import lru_cache

from lossviz.vocabulary import BoundLoss, Catalogue, Loss, View


def of_family(alike: Callable[[Loss, Loss], bool]) -> Callable[[Loss, Catalogue], tuple[Loss, ...]]:
    """The ``rivals`` of a figure: the other losses of the family for which ``alike(loss, other)``."""

    def rivals(loss: Loss, catalogue: Catalogue) -> tuple[Loss, ...]:
        others = catalogue.family_of(loss).losses.values()
        return tuple(other for other in others if other is not loss and alike(loss, other))

    return rivals


def with_rivals(view: View) -> list[BoundLoss]:
    """The loss among its rivals, in the family's order.

    The rivals are at their defaults: they are what the loss is held against, so they stand still while its sliders
    move.
    """
    lot = sorted((view.loss, *view.rivals), key=lambda loss: (loss.place, loss.name))
    return [view.bound if loss is view.loss else _at_defaults(loss) for loss in lot]


@lru_cache(maxsize=256)
def _at_defaults(loss: Loss) -> BoundLoss:
    return loss.at({})
