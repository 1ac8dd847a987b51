"""The application without its lifespan: the garbage collector sees every module after every run."""

import streamlit as st

from benchmarks.server import ROOT
from lossviz.ui.server import middleware, routes

app = st.App(ROOT / "lossviz" / "ui" / "navigation.py", routes=routes(), middleware=middleware())
