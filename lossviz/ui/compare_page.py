"""The page that lays losses over each other: a loss in focus, of any family, and the figure "compare"."""

from collections.abc import Mapping
from functools import lru_cache

import streamlit as st

from lossviz import state
from lossviz.figures import FIGURES
from lossviz.figures.compare import comparable
from lossviz.live import payload
from lossviz.live.streamlit import live_figure
from lossviz.losses import LOSSES
from lossviz.spec import Family, Loss
from lossviz.ui import page_state
from lossviz.ui.share import share_button


@lru_cache(maxsize=1)
def lab() -> Family:
    """All losses that have a rival, as a page of their own shows them."""
    figure = FIGURES["compare"]
    losses = {loss.key: loss for loss in LOSSES.values() if figure.fits(loss)}
    record = Family(
        key="compare",
        name=figure.name,
        question=figure.meaning,
        start="huber",
        lab=figure.key,
    )
    return record.with_losses(losses)


@st.fragment
def compare_page() -> None:
    """The page."""
    family = lab()
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
        key="compare-live",
        on_settled=settled,
    )


def _heading(family, page):
    def chosen():
        focus = LOSSES[st.session_state["compare-loss"]]
        st.query_params.from_dict(refocused(st.query_params.to_dict(), page.loss, focus))
        st.query_params.from_dict(page_state.address_fields(family, {}))

    title, which, share = st.columns([8, 3, 1], vertical_alignment="bottom")
    title.title(family.name, anchor=False)
    with which:
        choice = page_state.loss_choice(family)
        st.session_state["compare-loss"] = page.loss.key
        st.selectbox(
            "Loss in focus",
            [value for value, _ in choice.options],
            format_func=dict(choice.options).get,
            key="compare-loss",
            on_change=chosen,
        )
    with share:
        share_button(family, page)
    st.markdown(
        "Any losses of one space over each other, from all families. Scaled to agree at the probe, they differ in "
        "shape only."
    )


def refocused(query: Mapping[str, str], before: Loss, after: Loss) -> dict[str, str]:
    """The fields after another loss has come into focus; the two change roles, with the parameters they had."""
    fields = {**query, "loss": after.key}
    if after.key not in comparable(before.key):
        return fields
    values, _ = state.read(query, FIGURES["compare"].controls(before))
    for parameter in before.parameters:
        fields.pop(parameter.name, None)
    for parameter in after.parameters:
        fields.pop(f"{after.key}-{parameter.name}", None)
        fields[parameter.name] = state.text_of(values[f"{after.key}-{parameter.name}"])
    for parameter in before.parameters:
        fields[f"{before.key}-{parameter.name}"] = state.text_of(values[parameter.name])
    fields["against"] = ",".join([before.key, *(key for key in values["against"] if key != after.key)])
    return fields
