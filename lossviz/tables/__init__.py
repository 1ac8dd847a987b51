"""Tables of a reader's own, pasted or opened: what their text says, and why what is not used is not."""

from lossviz.tables.choosing import ROW, Chosen, automatic, chosen
from lossviz.tables.reading import Column, Read, Unused, read

__all__ = ["ROW", "Chosen", "Column", "Read", "Unused", "automatic", "chosen", "read"]
