"""A page with a figure: choose a loss and a kind of figure, move it, read what it means, take the code home."""

from collections.abc import Callable, Collection, Mapping
from urllib.parse import urlencode

import streamlit as st

from lossviz.catalogue import PAGES
from lossviz.content.titles import title_of
from lossviz.ui.card import card
from lossviz.ui.live_figure import live_figure
from lossviz.ui.share import share_button
from lossviz.vocabulary import Choice, Page, View
from lossviz.vocabulary.views import address


def explorer(key: str) -> None:
    """The page of this key, at the state that its address asks for."""
    _explorer(PAGES[key])


@st.fragment
def _explorer(page: Page) -> None:
    fields = st.query_params.to_dict()
    view, complaints = View.read(fields, page)
    st.set_page_config(page_title=title_of(page, view))
    if st.session_state.get(f"{page.key}-written", ((), fields))[1] != fields:
        del st.session_state[f"{page.key}-written"]  # the reader has gone elsewhere, or back

    def settled(fields: Mapping[str, str]) -> None:
        _write(page, address(page, {**_known(page), **fields}))

    def moved(fields: Mapping[str, str], gone: Collection[str]) -> None:
        kept = {name: text for name, text in _known(page).items() if name not in gone}
        _write(page, address(page, {**kept, **fields}))

    with st.container(gap="xsmall"):
        if st.context.is_embedded:
            _slim_heading(page, view)
        else:
            _heading(page, view, settled)
        if complaints:
            st.warning("  \n".join(complaints))
        drawn = live_figure(view, page=page.key, on_settled=moved)
    if drawn and not st.context.is_embedded and page.lab is None:
        card(page, view, settled)


def _known(page: Page) -> dict[str, str]:
    """The fields of the address, as last written here if the browser still tells of one before that."""
    told = st.query_params.to_dict()
    earlier, written = st.session_state.get(f"{page.key}-written", ((), told))
    return written if told in earlier else told


def _write(page: Page, fields: dict[str, str]) -> None:
    key = f"{page.key}-written"
    earlier, _ = st.session_state.get(key, ((), {}))
    st.session_state[key] = ([each for each in (*earlier, st.query_params.to_dict()) if each != fields], fields)
    st.query_params.from_dict(fields)


def _slim_heading(page: Page, view: View) -> None:
    """What an embedded figure is of, and the way to its page."""
    fields = address(page, st.query_params.to_dict())
    here = st.context.url or ""
    with st.container(key="embedded"):
        name = page.name if page.lab else view.subject.name
        st.markdown(f"**{name}** · [Open in lossviz ↗]({here}?{urlencode(fields)})")


def _heading(page: Page, view: View, settled: Callable[[Mapping[str, str]], None]) -> None:
    """Title and choice of the loss in one row; then what it is about, and the choice of a figure."""
    key = f"{page.key}-loss"
    subjects, figures = page.subject_choice(), page.figure_choice(view.subject)

    def chosen() -> None:
        now, _ = View.read(_known(page), page)  # in the same run a slider may have been told of
        settled(now.figure.refocused(now, page.subjects[st.session_state[key]]))

    with st.container(key="heading", horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.title(page.name if page.lab else view.subject.name, anchor=False)
        st.session_state[key] = view.subject.key
        st.selectbox(
            subjects.label,
            _values(subjects),
            format_func=_names(subjects),
            key=key,
            on_change=chosen,
            label_visibility="collapsed",
            width=300,
        )
        share_button(page, view)
    with st.container(key="idea"):
        st.markdown(page.question if page.lab else view.subject.idea)
    if len(figures.options) == 1:
        return
    kind = f"{page.key}-figure"
    st.session_state[kind] = view.figure.key
    st.container(key="kinds").segmented_control(
        figures.label,
        _values(figures),
        format_func=_names(figures),
        key=kind,
        on_change=lambda: settled({"figure": st.session_state[kind]}),
        label_visibility="collapsed",
        required=True,
    )


def _values(choice: Choice) -> list[str]:
    return [value for value, _ in choice.options]


def _names(choice: Choice) -> Callable[[str], str]:
    return dict(choice.options).__getitem__
