"""Losses of a residual."""

from lossviz.ui.explorer import explorer

explorer("regression")
