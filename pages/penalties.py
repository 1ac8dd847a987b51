"""Losses of penalties."""

from lossviz.ui.explorer import explorer

explorer("penalties")
