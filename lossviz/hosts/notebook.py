"""A view as the output of a notebook's cell: the offline file in a frame of its own.

It needs no kernel, no server and no extension, so it is still alive after saving and converting. Every output holds its
own drawing library, some 2 MB: a copy that outputs share would be lost with the cell that holds it.

A faithful picture of the figure needs a browser, which draws it. Where HTML is not shown, a small drawing of the loss
stands for it, with the figure's own sentence.
"""

from html import escape
from textwrap import wrap

from markupsafe import Markup

from lossviz.content.transcript import title
from lossviz.drawing.theme import THEMES
from lossviz.drawing.thumbnail import HEIGHT, WIDTH, thumbnail
from lossviz.hosts.document import environment
from lossviz.hosts.file import Limits, document, planned
from lossviz.live.routes import drawn
from lossviz.vocabulary import Loss, View

_LIMITS = Limits(1_000, 400_000)  # a cell answers within a second
_STOPS = 31  # a slider
_FIRST = 560  # pixels of height until the figure has told its own
_COLUMNS = 68  # characters of a line below the picture
_SCALE = 4  # of the small drawing


def html(view: View) -> str:
    """The live figure; where frames are taken out, as untrusted notebooks have it, its title and its sentence stay."""
    plan = planned(view, stops=_STOPS, limits=_LIMITS)
    inner = document(plan, template="notebook.html")
    return (
        environment()
        .get_template("output.html")
        .render(title=title(view), takeaway=_takeaway(view), height=_FIRST, document=Markup(escape(inner)))
    )


def svg(view: View) -> str:
    """A small picture of the loss with the figure's title and sentence."""
    inks = THEMES["light"]
    paths = thumbnail(view.subject, view.values) if isinstance(view.subject, Loss) else {}
    lines = wrap(_takeaway(view), _COLUMNS)
    width, below = WIDTH * _SCALE, HEIGHT * _SCALE + 44
    words = "".join(
        f'<text x="12" y="{below + 16 * place}" font-size="13">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    curves = "".join(
        f'<path d="{paths[name]}" fill="none" stroke="{inks[ink]}" stroke-width="1"/>'
        for name, ink in (("slope", "gradient"), ("loss", "loss"))
        if name in paths
    )
    height = below + 16 * len(lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'font-family="Arial, Helvetica, sans-serif" fill="#17202a"><rect width="100%" height="100%" fill="#ffffff"/>'
        f'<text x="12" y="22" font-size="15" font-weight="bold">{escape(title(view))}</text>'
        f'<g transform="translate(0 30) scale({_SCALE})">{curves}</g>{words}</svg>'
    )


def representations(view: View) -> dict[str, str]:
    """The output by media type."""
    words = "\n".join(filter(None, (title(view), _takeaway(view))))
    return {"text/html": html(view), "image/svg+xml": svg(view), "text/plain": words}


def _takeaway(view: View) -> str:
    return "" if "takeaway" in view.conceal else drawn(view).takeaway
