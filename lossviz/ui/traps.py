"""The page of traps."""

import streamlit as st

from lossviz.content import traps as content
from lossviz.content.sections import Badge, Program, Section
from lossviz.content.terms import explained
from lossviz.ui.card import badge, told


def traps() -> None:
    """All traps, by group."""
    seen: set[str] = set()
    st.markdown("Guess first which way they are off: [what does it print?](predict)")
    for name, found in content.groups():
        st.header(name, anchor=False, divider="gray")
        for key, section in found:
            _trap(key, section, seen)
    st.caption(f"Run with {content.versions()}.")


def _trap(key: str, section: Section, seen: set[str]) -> None:
    st.subheader(section.title, anchor=key)
    words, program = st.columns(2, gap="large")
    story, *sides = (part for part in section.body if isinstance(part, Badge))
    numbers = " \u2003 ".join(f"{badge(side)} {side.sentence}" for side in sides)
    text = told([*(part for part in section.body if isinstance(part, str)), *filter(None, [content.run(key)])])
    words.markdown(explained(f"{badge(story)} {story.sentence}\n\n{numbers}\n\n{text}", seen))
    (code,) = (part.code for part in section.body if isinstance(part, Program))
    # without colours for its words: Streamlit's are too faint to be read by everybody
    program.code(code or "", language=None, wrap_lines=True)
