"""A page with a figure: choose a loss and a kind of figure, move it, read what it means, take the code home."""

from collections.abc import Callable, Mapping

import streamlit as st

from lossviz.catalogue import PAGES
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
    view, complaints = View.read(st.query_params.to_dict(), page)

    def settled(fields: Mapping[str, str]) -> None:
        st.query_params.from_dict(address(page, {**st.query_params.to_dict(), **fields}))

    if not st.context.is_embedded:
        _heading(page, view, settled)
    if complaints:
        st.warning("  \n".join(complaints))
    live_figure(view, page=page.key, on_settled=settled)
    if not st.context.is_embedded and page.figure is None:
        card(page, view, settled)


def _heading(page: Page, view: View, settled: Callable[[Mapping[str, str]], None]) -> None:
    """Title and choice of the loss in one row; what it is about and the choice of a figure in the next."""
    key = f"{page.key}-loss"
    losses, figures = page.loss_choice(), page.figure_choice(view.loss)

    def chosen() -> None:
        settled(view.figure.refocused(view, page.losses[st.session_state[key]]))

    title, which, share = st.columns([8, 3, 1], vertical_alignment="bottom")
    title.title(page.name if page.figure else view.subject.name, anchor=False)
    with which:
        st.session_state[key] = view.subject.key
        st.selectbox(
            losses.label,
            _values(losses),
            format_func=_names(losses),
            key=key,
            on_change=chosen,
            label_visibility="collapsed",
        )
    with share:
        share_button(page, view)
    if page.figure:
        st.markdown(page.question)
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(view.loss.idea, width="content")
        kind = f"{page.key}-figure"
        st.session_state[kind] = view.figure.key
        st.segmented_control(
            figures.label,
            _values(figures),
            format_func=_names(figures),
            key=kind,
            on_change=lambda: settled({"figure": st.session_state[kind]}),
            label_visibility="collapsed",
            required=True,
            width="content",
        )


def _values(choice: Choice) -> list[str]:
    return [value for value, _ in choice.options]


def _names(choice: Choice) -> Callable[[str], str]:
    return dict(choice.options).__getitem__
