"""All losses at a glance."""

import streamlit as st

from lossviz.ui.pictures import gallery

st.title("See what a loss function does", anchor=False)
st.markdown(
    "Pick a loss, drag a slider, a point, a box or a bar, and watch what it does. "
    "Solid is the loss, dashed its gradient. Or lay losses over each other in [Compare](compare), see which become "
    "which on the [map of relatives](map), and where libraries differ under [same name, different number](traps)."
)
gallery()
