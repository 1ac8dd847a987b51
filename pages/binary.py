"""Losses of binary."""

from lossviz.ui.explorer import explorer

explorer("binary")
