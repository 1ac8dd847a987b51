"""Lines through points, fitted under several losses."""

from lossviz.ui.explorer import explorer

explorer("fit")
