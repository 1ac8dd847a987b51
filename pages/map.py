"""Which losses become which: all relatives as a map."""

import streamlit as st

from lossviz.ui.pictures import relatives_map

st.title("Which loss becomes which", anchor=False)
st.markdown(
    "Many losses are one another in disguise: equal once a parameter is set, or in a limit. Every such statement is "
    "tested by number, and opens the two laid over each other."
)
relatives_map()
