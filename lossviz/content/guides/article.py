"""What articles say of losses, to be judged; and the figure that settles it."""

from lossviz.content.guides.statements import guide

GUIDE = guide("article", place=3, about="What articles on the web say, judged by you and then by a figure.")
