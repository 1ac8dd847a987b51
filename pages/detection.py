"""Losses of detection."""

from lossviz.ui.explorer import explorer

explorer("detection")
