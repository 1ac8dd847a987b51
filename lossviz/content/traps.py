"""The classic traps: what was computed beside what was meant, with the program that gave the two numbers."""

import numpy as np

from lossviz.catalogue import CATALOGUE
from lossviz.content.sections import Badge, Program, Section, link
from lossviz.losses import LOSSES
from lossviz.pitfalls import pitfalls_of
from lossviz.traps import GROUPS, numbers
from lossviz.traps.record import Trap
from lossviz.vocabulary import listed


def groups() -> list[tuple[str, list[tuple[str, Section]]]]:
    """The name of each group with its traps: a key to link to, and what is said."""
    return [(group.name, [(trap.key, _trap(trap)) for trap in group.traps]) for group in GROUPS]


def run(key: str) -> str:
    """Where a trap is run in a figure; "" where it is not."""
    return " · ".join(f"[Run it in a figure](pitfalls#{each.key})" for each in pitfalls_of(key) if each.task)


def versions() -> str:
    """With what the numbers were made."""
    return ", ".join(f"{library} {version}" for library, version in numbers()["versions"].items())


def _trap(trap: Trap) -> Section:
    result = numbers()["traps"][trap.key]
    links = [
        link(loss.name, CATALOGUE.family_of(loss).key, loss=loss.key) for loss in (LOSSES[key] for key in trap.losses)
    ]
    concerns = f" Concerns {listed(links)}." if links else ""
    return Section(
        trap.title,
        [
            Badge(trap.library, trap.story, "grey"),
            Badge("wrong", f"**{written(result['wrong'])}**", "red"),
            Badge("right", f"**{written(result['right'])}**", "green"),
            f"**Instead.** {trap.instead}{concerns}",
            Program(trap.library, trap.program),
        ],
    )


def written(number: float | list[float]) -> str:
    """One number or several, to four digits."""
    return " · ".join(f"{each:.4g}".replace("-", "−") for each in np.ravel(number))
