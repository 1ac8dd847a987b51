"""Losses of one space over each other."""

from lossviz.ui.compare_page import compare_page

compare_page()
