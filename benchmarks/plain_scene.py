"""The plain way to move a handle: its number as a slider, and the page run again for every value."""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

import lossviz
from lossviz.drawing.theme import LIGHT, painted

view = lossviz.view(st.query_params["loss"], st.query_params["figure"])
name, _, place = st.query_params["number"].partition(".")
parameter, now = next(control for control in view.controls if control.name == name), view.values[name]
low, high, step = parameter.slider
number = st.slider("number", low, high, float(np.ravel(now)[int(place or 0)]), step)
drawn = painted(view.moved(**{name: parameter.moved(now, place, number)}).draw().specification(), LIGHT)
st.plotly_chart(go.Figure(drawn["data"], drawn["layout"]), key="figure")
st.markdown(drawn["takeaway"])
