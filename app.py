"""The web application: the Streamlit script, the routes beside it, and the guard before both."""

import streamlit as st

from lossviz.ui.server import SCRIPT, lifespan, middleware, routes

app = st.App(SCRIPT, routes=routes(), middleware=middleware(), lifespan=lifespan)
