"""What a live figure is measured against: the same Huber curve with ``st.slider`` and ``st.plotly_chart``."""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from lossviz import LOSSES

st.set_page_config(layout="wide")
picture, panel = st.columns([3, 1])
delta = panel.slider("delta", 0.1, 5.0, 1.0, 0.1)
at = panel.slider("residual", -4.0, 4.0, 2.0, 0.1)

residual = np.linspace(-4, 4, 321)
huber, cost = LOSSES["huber"], LOSSES["huber"](at, 0.0, delta=delta)
figure = go.Figure(
    [
        go.Scatter(x=residual, y=huber(residual, 0.0, delta=delta), name="loss"),
        go.Scatter(x=residual, y=huber.grad(residual, 0.0, delta=delta), name="gradient", yaxis="y2"),
        go.Scatter(x=[at], y=[cost], name="probe", mode="markers"),
    ],
    {
        "xaxis": {"range": [-4, 4], "anchor": "y2"},
        "yaxis": {"range": [-0.2, 6], "domain": [0.42, 1]},
        "yaxis2": {"range": [-4.2, 4.2], "domain": [0, 0.36]},
        "showlegend": False,
    },
)
picture.plotly_chart(figure, key="curve")
panel.write(f"L = {float(cost):.4g}")
