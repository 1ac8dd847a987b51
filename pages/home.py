"""All losses at a glance."""

from pathlib import Path

import streamlit as st

from lossviz.ui.gallery import gallery

st.title("See what a loss function does", anchor=False)
st.markdown(
    "Pick a loss, drag a slider, and watch its curve, its gradient and the landscape it makes of a model. "
    "Solid is the loss, dashed its gradient."
)
gallery(Path(__file__).parent)
