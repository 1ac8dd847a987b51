"""Losses of detection."""

from lossviz.ui.family_page import family_page

family_page("detection")
