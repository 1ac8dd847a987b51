"""Losses of segmentation."""

from lossviz.ui.explorer import explorer

explorer("segmentation")
