"""The plain way to move a handle: its number as a slider, and the page run again for every value."""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from lossviz import LOSSES, state
from lossviz.figures import FIGURES
from lossviz.figures.theme import LIGHT, painted

loss, figure = LOSSES[st.query_params["loss"]], FIGURES[st.query_params["figure"]]
name, _, place = st.query_params["number"].partition(".")
values, _ = state.read({}, figure.controls(loss))
parameter = next(control for control in figure.controls(loss) if control.name == name)
numbers = np.array(np.broadcast_to(values[name], max(1, len(parameter.components))), float)
low, high, step = parameter.slider
numbers[int(place or 0)] = st.slider("number", low, high, float(numbers[int(place or 0)]), step)
drawn = painted(figure.draw(loss, {**values, name: numbers if place else float(numbers[0])}), LIGHT)
st.plotly_chart(go.Figure(drawn["data"], drawn["layout"]), key="figure")
st.markdown(drawn["takeaway"])
