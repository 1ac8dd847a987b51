"""What a loss history is a sign of."""

from lossviz.ui.explorer import explorer

explorer("doctor")
