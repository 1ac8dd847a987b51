"""Several losses on one model."""

from lossviz.ui.explorer import explorer

explorer("combine")
