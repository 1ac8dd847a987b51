"""The page of traps: what was computed beside what was meant, with the program that gave the two numbers."""

from collections.abc import Iterator

import numpy as np
import streamlit as st

from lossviz.losses import LOSSES, family_of
from lossviz.spec import listed
from lossviz.traps import GROUPS, numbers
from lossviz.traps.record import Trap

_SIDES = (("wrong", "red"), ("right", "green"))


def traps() -> None:
    """All traps, by group."""
    results = numbers()
    for group in GROUPS:
        st.header(group.name, anchor=False, divider="gray")
        for trap in group.traps:
            _trap(trap, results["traps"][trap.key])
    versions = ", ".join(f"{library} {version}" for library, version in results["versions"].items())
    st.caption(f"Run with {versions}.")


def _trap(trap: Trap, result) -> None:
    st.subheader(trap.title, anchor=trap.key)
    words, program = st.columns(2, gap="large")
    words.markdown("\n\n".join(_words(trap, result)))
    # without colours for its words: Streamlit's are too faint to be read by everybody
    program.code(trap.program, language=None, wrap_lines=True)


def _words(trap: Trap, result) -> Iterator[str]:
    yield f":gray-badge[{trap.library}] {trap.story}"
    yield " \u2003 ".join(f":{colour}-badge[{side}] **{_number(result[side])}**" for side, colour in _SIDES)
    links = [f"[{LOSSES[key].name}]({family_of(key).key}?loss={key})" for key in trap.losses]
    yield f"**Instead.** {trap.instead}" + (f" Concerns {listed(links)}." if links else "")


def _number(number) -> str:
    """One number or several, to four digits."""
    return " · ".join(f"{each:.4g}".replace("-", "−") for each in np.ravel(number))
