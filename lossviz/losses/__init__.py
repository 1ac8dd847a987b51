"""All losses and their families, found by looking: a file with a ``LOSS`` in a folder with a ``FAMILY``.

Saving such a file registers the loss. The order is that of the families' and files' declared places,
nothing is listed by hand.
"""

import importlib
import pkgutil

from lossviz.vocabulary import Family, Loss, Registry


def _discover() -> tuple[Registry, Registry]:
    losses: dict[str, Loss] = {}
    families: dict[str, Family] = {}
    packages = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    for package in sorted(packages, key=lambda package: package.FAMILY.place):
        family = package.FAMILY
        found = [
            importlib.import_module(f"{package.__name__}.{module.name}").LOSS
            for module in pkgutil.iter_modules(package.__path__)
        ]
        members = {loss.key: loss for loss in sorted(found, key=lambda loss: (loss.place, loss.name))}
        families[family.key] = family.with_losses(members)
        losses |= members
    return Registry("loss", losses), Registry("family", families)


LOSSES, FAMILIES = _discover()


def family_of(key: str) -> Family:
    """The family that the loss of this key belongs to."""
    return next(family for family in FAMILIES.values() if key in family.losses)
