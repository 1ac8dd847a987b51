"""What other sites read in the head of a page to preview it: Open Graph, and where its oEmbed answer is."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request

from lossviz.content.transcript import title
from lossviz.hosts.document import environment
from lossviz.vocabulary import Drawing, View

_HOST = re.compile(r"[A-Za-z0-9._-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Preview:
    """What a page says of itself to other sites.

    Parameters
    ----------
    title, description : str
        Its title, and its point in a sentence.
    link : str
        Its address, whole.
    oembed : str
        Where its oEmbed answer is, as far as the name of the format; "" if it has none.
    """

    title: str
    description: str
    link: str
    oembed: str = ""


def root(request: Request, base: str) -> str:
    """Where a reader finds the app, whole and without a slash at the end, behind a proxy too.

    What a proxy tells is believed if it can be an address at all: it decides where links lead to, no more.
    """
    told = request.headers
    scheme = told.get("x-forwarded-proto", "").split(",")[0].strip()
    host = told.get("x-forwarded-host", "").split(",")[0].strip()
    if scheme not in ("http", "https"):
        scheme = request.url.scheme
    for named in (host, told.get("host", "")):
        if _HOST.fullmatch(named):
            return f"{scheme}://{named}{base}"
    return f"{scheme}://localhost{base}"


def preview(view: View, drawing: Drawing, page: str, at: str) -> Preview:
    """What the page of a view says of itself, where the app is found at this address."""
    hidden = "takeaway" in view.conceal or not drawing.takeaway
    link = f"{at}/{page}?{urlencode(view.fields(), safe=',')}"
    return Preview(
        title=title(view),
        description=view.subject.idea if hidden else drawing.takeaway,
        link=link,
        oembed=f"{at}/oembed?{urlencode({'url': link})}&format=",
    )


def head(told: Preview) -> Markup:
    """The fields for a page's head."""
    return Markup(environment().get_template("meta.html").render(preview=told))
