"""Losses of multiclass."""

from lossviz.ui.explorer import explorer

explorer("multiclass")
