"""One loss in several number formats."""

from lossviz.ui.explorer import explorer

explorer("numerics")
