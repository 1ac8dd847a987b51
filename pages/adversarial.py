"""Losses of generators, critics and images."""

from lossviz.ui.family_page import family_page

family_page("adversarial")
