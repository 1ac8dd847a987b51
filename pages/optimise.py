"""What optimisers do with a gradient."""

from lossviz.ui.explorer import explorer

explorer("optimise")
