"""A loss's card on a page: its sections in columns, each column one element, since those are what costs."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from lossviz.content import card as content
from lossviz.content import libraries
from lossviz.content.sections import Badge, Program, Section
from lossviz.content.terms import explained
from lossviz.live.routes import drawn
from lossviz.vocabulary import Page, View
from lossviz.vocabulary.controls import read

_TONES = {"grey": "gray"}


def card(page: Page, view: View, settled: Callable[[Mapping[str, str]], None]) -> None:
    """Everything the record knows of the loss, at the parameters and the events on screen.

    Parameters
    ----------
    page, view : Page, View
        What the page shows.
    settled : callable
        ``settled(fields)`` is called with the fields of the address that a reader changes in the card.
    """
    bound, hidden = view.bound, view.conceal
    seen: set[str] = set()  # the terms that have been explained
    left, right = st.columns(2, gap="large")
    if "formula" not in hidden:
        left.markdown(explained(written(content.formula(bound)), seen))
    if "explanation" not in hidden:
        right.markdown(explained(written(content.advice(bound)), seen))
    if "code" not in hidden:
        programs(libraries.code(bound, drawn(view).events))
    if "numbers" not in hidden:
        _numbers(page, view, settled)
    if "explanation" not in hidden:
        left, right = st.columns(2, gap="large")
        left.markdown(written([content.relatives(bound)]))
        right.markdown(written([content.references(bound)]))


def written(sections: Sequence[Section]) -> str:
    """Sections as Streamlit's Markdown."""
    return "\n\n".join(f"### {section.title}\n\n{told(section.body)}" for section in sections)


def told(body: Sequence[str | Badge | Program]) -> str:
    """What a section says, but for its programs, as Streamlit's Markdown."""
    badges = [f"- {badge(part)} {part.sentence}" for part in body if isinstance(part, Badge)]
    return "\n\n".join([*(part for part in body if isinstance(part, str)), *(["\n".join(badges)] if badges else [])])


def badge(part: Badge) -> str:
    """A word in a frame."""
    return f":{_TONES.get(part.tone, part.tone)}-badge[{part.word}]"


def programs(section: Section) -> None:
    """A section's programs as tabs."""
    found = [part for part in section.body if isinstance(part, Program)]
    st.markdown(written([section]))
    for tab, program in zip(st.tabs([each.library for each in found]) if found else [], found, strict=True):
        with tab:
            if program.code is None:
                st.markdown(f"{program.library} has this loss, but not at these parameters.")
            else:
                st.code(program.code, language="python", wrap_lines=True)
            if program.note:
                st.markdown(program.note)


def _numbers(page: Page, view: View, settled: Callable[[Mapping[str, str]], None]) -> None:
    """The number under a convention that the reader chooses."""
    chosen, _ = read(st.query_params.to_dict(), page.catalogue.settings)
    section = libraries.numbers(view.bound, drawn(view).events, chosen)
    st.markdown(f"### {section.title}")
    with st.container(horizontal=True, gap="medium"):
        for control in page.catalogue.settings:
            key = f"{page.key}-{control.name}"
            st.session_state[key] = chosen[control.name]
            st.segmented_control(
                control.label,
                [value for value, _ in control.options],
                format_func=dict(control.options).__getitem__,
                key=key,
                required=True,
                help=f"{control.meaning[0].upper()}{control.meaning[1:]}.",
                on_change=lambda name=control.name, key=key: settled({name: st.session_state[key]}),
            )
    st.markdown(told(section.body))
