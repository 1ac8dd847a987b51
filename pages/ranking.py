"""Losses of ranking."""

from lossviz.ui.explorer import explorer

explorer("ranking")
