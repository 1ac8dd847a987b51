"""What a page says of a loss: formula, claims, when to use it, code, relatives, references."""

import streamlit as st

from lossviz.spec import Claim, Trait
from lossviz.ui.page_state import PageState


def card(page: PageState) -> None:
    """Everything the record knows of the loss, at the parameters on screen."""
    loss = page.loss
    parameters = {parameter.name: page.values[parameter.name] for parameter in loss.parameters}
    left, right = st.columns(2, gap="large")
    if "formula" not in page.hide:
        with left:
            st.subheader("Formula", anchor=False)
            st.latex(loss.latex)
            st.latex(loss.gradient_latex)
            st.subheader("What it claims", anchor=False)
            st.markdown("\n".join(_claims(loss, parameters)))
    if "explanation" not in page.hide:
        with right:
            st.subheader("When to use it", anchor=False)
            st.markdown(_bullets(loss.use_when))
            st.subheader("When not", anchor=False)
            st.markdown(_bullets(loss.avoid_when))
            st.markdown("**For**\n" + _bullets(loss.pros))
            st.markdown("**Against**\n" + _bullets(loss.cons))


def _bullets(sentences):
    return "\n".join(f"- {sentence}" for sentence in sentences)


def _claims(loss, parameters):
    conditions = {claim.trait: claim.condition for claim in loss.traits if isinstance(claim, Claim)}
    for trait in Trait:
        if loss.has(trait, **parameters):
            only = f" (while {conditions[trait]})" if trait in conditions else ""
            yield f"- :blue-badge[{trait.label}] {trait.claim}{only}"
