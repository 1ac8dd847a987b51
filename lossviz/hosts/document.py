"""An HTML document that holds a figure, wherever it stands: its first state, what draws it, and what it says in words.

The templates differ in where the document finds the script, the styles, the drawing library and the other states of
the figure. What is in ``told`` is read by the browser's ``standalone.js``.
"""

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from lossviz.content.taken import taken
from lossviz.content.transcript import transcript
from lossviz.live import payload
from lossviz.live.assets import version
from lossviz.vocabulary import Drawing, View


def told(
    view: View, drawing: Drawing, page: str, link: str, live: Sequence[str] | None = None, most: int = 0, **more: Any
) -> dict[str, Any]:
    """What the document tells the browser.

    Parameters
    ----------
    view, drawing : View, Drawing
        The figure at first.
    page : str
        The key of the page that the view was read from.
    link : str
        Where the figure is in the app, whole; "" where no app is known.
    live : sequence of str, optional
        The sliders that can move; all controls where it is left out.
    most : int
        How many stops a slider may have; 0 for as many as the figure allows.
    **more
        Where the rest is, see ``standalone.js``: ``server``, ``lattice``, ``library``, ``elsewhere``.
    """
    return {
        "page": page,
        "name": f"{view.subject.name}: {view.figure.name.lower()}",
        "version": version(),
        "snapshot": payload.snapshot(view, drawing, live, most),
        "taken": taken(view, link, date.today()),
        **more,
    }


def rendered(template: str, view: View, drawing: Drawing, tells: dict[str, Any], **more: Any) -> str:
    """A document of this template.

    Parameters
    ----------
    template : str
        The name of one of the templates.
    view, drawing : View, Drawing
        The figure at first.
    tells : dict
        What the document tells the browser.
    **more
        What else the template asks for.
    """
    words = transcript(view, drawing)
    return environment().get_template(template).render(view=view, words=words, told=script(tells), **more)


def script(value: Any) -> Markup:
    """A value as JSON that can stand in a script element."""
    text = json.dumps(value, separators=(",", ":"), allow_nan=False)
    return Markup(text.replace("<", "\\u003c"))


@lru_cache(maxsize=2)
def environment(package: str = "lossviz.hosts") -> Environment:
    """The templates of a package, which may include those of this one; what they are given is escaped, unless it is
    markup of the house.
    """
    found = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("lossviz.hosts")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["markup"] = Markup
    return found
