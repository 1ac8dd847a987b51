"""The loss around a trained network."""

from lossviz.ui.explorer import explorer

explorer("network")
