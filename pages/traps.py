"""The classic traps: calls that run without complaint and compute something else."""

import streamlit as st

from lossviz.ui.traps import traps

st.title("Same name, different number", anchor=False)
st.markdown(
    "Every line here runs without an error, and some compute something else than their author meant. The numbers "
    "are those that the libraries gave; what each does by default with one loss is on that loss's page."
)
traps()
