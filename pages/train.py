"""Training a small network."""

from lossviz.ui.explorer import explorer

explorer("train")
