"""Losses of distributions."""

from lossviz.ui.explorer import explorer

explorer("distributions")
