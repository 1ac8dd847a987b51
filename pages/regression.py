"""Losses of a residual."""

from lossviz.ui.family_page import family_page

family_page("regression")
