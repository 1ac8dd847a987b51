"""Losses of one space over each other."""

from lossviz.ui.explorer import explorer

explorer("compare")
