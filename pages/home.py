"""All losses at a glance."""

import streamlit as st

st.title("lossviz")
