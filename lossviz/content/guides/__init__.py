"""All guides, found by looking: a file here with a ``GUIDE``, named by its key, adds one."""

from lossviz.content.guides.record import Guide
from lossviz.vocabulary import Registry, discovered

GUIDES = Registry(
    "guide", {guide.key: guide for guide in sorted(discovered(__name__, "GUIDE"), key=lambda guide: guide.place)}
)

__all__ = ["GUIDES", "Guide"]
