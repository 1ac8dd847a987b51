"""A family's page: choose a loss and a kind of figure, move it, read what it means, take the code home."""

import streamlit as st

from lossviz.live import payload
from lossviz.live.streamlit import live_figure
from lossviz.losses import FAMILIES
from lossviz.spec import Family
from lossviz.ui import page_state
from lossviz.ui.card import card
from lossviz.ui.share import share_button


def family_page(key: str) -> None:
    """The page of the family with this key."""
    _explorer(key)


@st.fragment
def _explorer(key):
    family = FAMILIES[key]
    page = page_state.read(family, st.query_params.to_dict())
    if not st.context.is_embedded:
        _heading(family, page)
    if page.complaints:
        st.warning("  \n".join(page.complaints))

    def settled(fields):
        st.query_params.from_dict(page_state.address_fields(family, fields))

    live_figure(
        payload.snapshot(page.figure, page.loss, page.values),
        hide=page.hide,
        key=f"{key}-live",
        on_settled=settled,
    )
    if not st.context.is_embedded:
        card(page, settled)


def _heading(family: Family, page: page_state.PageState) -> None:
    """Title and choice of the loss in one row; its idea and the choice of a figure in the next."""

    def chosen(name):
        changed = {name: st.session_state[f"{family.key}-{name}"]}
        st.query_params.from_dict(page_state.address_fields(family, changed))

    def choose(choice, now, widget, **settings):
        key = f"{family.key}-{choice.name}"
        st.session_state[key] = now
        widget(
            choice.label,
            [value for value, _ in choice.options],
            format_func=dict(choice.options).get,
            key=key,
            on_change=chosen,
            args=(choice.name,),
            label_visibility="collapsed",
            **settings,
        )

    title, which, share = st.columns([8, 3, 1], vertical_alignment="bottom")
    title.title(page.loss.name, anchor=False)
    with which:
        choose(page_state.loss_choice(family), page.loss.key, st.selectbox)
    with share:
        share_button(family, page)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(page.loss.idea, width="content")
        kinds = page_state.figure_choice(page.loss)
        choose(kinds, page.figure.key, st.segmented_control, required=True, width="content")
