"""What this is, a figure to drag at once, things to try, and all losses."""

import streamlit as st

from lossviz.ui.pictures import gallery, thing_at_hand, things

st.title("See what a loss function does", anchor=False)
st.markdown(
    "A loss says how wrong a prediction is, and its slope how hard the prediction is pulled: drag the dot or the "
    "slider and watch both."
)
figure, tasks = st.columns([13, 9], gap="medium")
with figure:
    thing_at_hand()
with tasks:
    things()
gallery()
