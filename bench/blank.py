"""The yardstick: a page with a slider of years and nothing else but their echo."""

import streamlit as st

first, last = st.slider("Years", 1996, 2025, (1996, 2025), key="years")
st.text(f"{first}–{last}")
