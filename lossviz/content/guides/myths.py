"""What many believe of losses, to be judged; and the figure that settles it."""

from lossviz.content.guides.statements import guide

GUIDE = guide("myths", place=4, about="True or false: what many believe of losses.")
