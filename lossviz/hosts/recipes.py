"""What a teacher pastes where: one figure, spelt for course pages, documents and notebooks.

Each host lets something else through; what it drops its recipe does not use, and ``tests/test_recipes.py`` applies the
rules that it documents.
"""

import json
import math
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any
from urllib.parse import urlencode

from lossviz.catalogue import CATALOGUE
from lossviz.content.transcript import title
from lossviz.vocabulary import View
from lossviz.vocabulary.controls import write

# An embed needs no cookie and no origin of its own. What it opens is the app, which does.
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"
_GUIDE_SIZE = (0, 640)  # pixels of a frame with a lesson or a task, until it says how high it is
_SCANNED = 300  # characters of an address; the squares of a longer one are too fine for a telephone
_NEXT = "\n  "
# Makes a frame as high as the figure in it says that it is.
_FOLLOW = """<script>
  addEventListener("message", ({ data, source }) => {
    if (data?.lossviz !== "height") return;
    for (const frame of document.querySelectorAll("iframe"))
      if (frame.contentWindow === source) frame.style.height = `${data.height}px`;
  });
</script>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A figure that is handed on.

    Parameters
    ----------
    view : View
        The figure, without what readers do not get.
    page : str
        The key of its page.
    link : str
        The address of its page, whole.
    root : str
        Where the app is, without a slash at the end.
    width : int
        The width of a frame in pixels; 0 for as wide as its place.
    height : int
        The height of a frame in pixels.
    theme : str
        The colours of an embed: "light" or "dark", else the reader's.
    follows : bool
        Whether the frame's height follows the figure, where its host can do that.
    """

    view: View
    page: str
    link: str
    root: str
    width: int = 800
    height: int = 480
    theme: str = ""
    follows: bool = False

    @property
    def title(self) -> str:
        """What a frame is called, which a screen reader says."""
        return f"{title(self.view)}, an interactive figure"

    @property
    def file(self) -> str:
        """What the browser's menu calls a saved picture, without its ending."""
        return f"{self.view.subject.key}-{self.view.figure.key}"

    @property
    def embed(self) -> str:
        """The address of the figure alone."""
        return embed_address(self.root, self.page, self.view, self.theme, self.follows)


@dataclass(frozen=True, slots=True)
class Framed:
    """Anything else that is handed on in a frame, such as a lesson.

    Parameters
    ----------
    embed : str
        Its address, whole.
    title : str
        What the frame is called, which a screen reader says.
    width, height : int
        In pixels; a width of 0 is that of its place.
    """

    embed: str
    title: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one host takes a figure.

    Parameters
    ----------
    host : str
        What it is for.
    language : str or None
        The language of what is pasted, for highlighting.
    place : str
        Where it is pasted, and what the host does with it.
    write : callable
        Makes of a `Shared` what is pasted.
    resizes : bool
        Whether a frame can follow the height of its figure there.
    sized : bool
        Whether it says how large the frame is.
    """

    host: str
    language: str | None
    place: str
    write: Callable[[Shared], str]
    resizes: bool = False
    sized: bool = True

    def text(self, shared: Shared) -> str:
        """What is pasted."""
        return self.write(shared if self.resizes else replace(shared, follows=False))


def embed_address(root: str, page: str, view: View, theme: str = "", follows: bool = False) -> str:
    """The address of a view alone, in these colours; ``height=auto`` lets it be as high as it needs."""
    host = ({"theme": theme} if theme in ("light", "dark") else {}) | ({"height": "auto"} if follows else {})
    return f"{root}/embed/{page}?{urlencode({**view.fields(), **host}, safe=',')}"


def frame(shared: Shared | Framed, *left_out: str, source: str = "src", lines: bool = True) -> str:
    """The frame as HTML, without these attributes.

    Parameters
    ----------
    shared : Shared or Framed
        What it shows.
    *left_out : str
        Attributes that its host drops or has no use for.
    source : str
        The attribute with the address.
    lines : bool
        Whether it stands on several lines.
    """
    attributes = {
        source: shared.embed,
        "title": shared.title,
        "width": str(shared.width or "100%"),
        "height": str(shared.height),
        "style": "border: 0; max-width: 100%",
        "loading": "lazy",
        "allow": "clipboard-write",
        "sandbox": SANDBOX,
    }
    kept = {name: f'{name}="{escape(text)}"' for name, text in attributes.items() if name not in left_out}
    rows = [[source], ["title"], ["width", "height", "style", "loading"], ["allow", "sandbox"]]
    written = [" ".join(kept[name] for name in row if name in kept) for row in rows]
    return f"<iframe {(_NEXT if lines else ' ').join(filter(None, written))}></iframe>"


def guide_frame(address: str, title: str) -> str:
    """The frame of a lesson, a task or another guide, which is made as high as it asks for.

    Parameters
    ----------
    address : str
        Its address below ``/embed/``, whole and with a query.
    title : str
        What the frame is called.
    """
    return f"{frame(Framed(f'{address}&height=auto', title, *_GUIDE_SIZE))}\n{_FOLLOW}"


def python(view: View) -> str:
    """The expression that gives the view in Python, without what it conceals."""
    lab = next((key for key, lab in CATALOGUE.labs.items() if view.figure.key in lab.figures), "")
    call, head = ("lab", [_literal(lab)]) if lab else ("view", [])
    named = {"figure": view.figure.key}
    told = {**named, **{name: view.values[name] for name in write(view.values, view.controls)}}
    words = [f"{name}={_literal(value)}" for name, value in told.items() if name.isidentifier()]
    others = [f'"{name}": {_literal(value)}' for name, value in told.items() if not name.isidentifier()]
    rest = [f"**{{{', '.join(others)}}}"] if others else []
    return f"lossviz.{call}({', '.join([*head, _literal(view.subject.key), *words, *rest])})"


def _literal(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, tuple):
        return f"({', '.join(map(_literal, value))}{',' if len(value) == 1 else ''})"
    if value is None:
        return "None"
    if not math.isfinite(value):
        return f'float("{value}")'
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _html(shared: Shared) -> str:
    return frame(shared) + (f"\n{_FOLLOW}" if shared.follows else "")


def _canvas(shared: Shared) -> str:
    return frame(shared, "loading", "allow")


def _moodle(shared: Shared) -> str:
    return f'{frame(shared)}\n<p><a href="{escape(shared.link)}" target="_blank">{escape(shared.title)}</a></p>'


def _edx(shared: Shared) -> str:
    return f"<p>{frame(shared)}</p>"


def _h5p(shared: Shared) -> str:
    # The resizer answers to the frame's origin, and a sandbox leaves it none.
    return frame(shared, "sandbox")


def _myst(shared: Shared) -> str:
    caption = f"[{markdown_text(shared.title)}]({_markdown_address(shared.link)})"
    return f":::{{iframe}} {shared.embed}\n:width: 100%\n:placeholder: {shared.file}.png\n\n{caption}\n:::"


def _quarto(shared: Shared) -> str:
    return (
        f'::: {{.content-visible when-format="html"}}\n```{{=html}}\n{_html(shared)}\n```\n:::\n\n'
        f'::: {{.content-visible unless-format="html"}}\n{_markdown(shared)}\n:::'
    )


def _reveal(shared: Shared) -> str:
    return f"<section>\n{frame(shared, 'loading', source='data-src')}\n</section>"


def _link(shared: Shared) -> str:
    return shared.link


def _notion(shared: Shared) -> str:
    return shared.embed


def _markdown(shared: Shared) -> str:
    return f"[![{markdown_text(shared.title)}]({shared.file}.png)]({_markdown_address(shared.link)})"


def markdown_text(text: str) -> str:
    """A text in which no sign means anything to Markdown."""
    return "".join(f"\\{sign}" if sign in "\\[]*_`<>&" else sign for sign in text)


def _markdown_address(address: str) -> str:
    return address.replace("(", "%28").replace(")", "%29")


def _latex(shared: Shared) -> str:
    code = rf"\qrcode[height=2.5cm]{{{_latex_address(shared.link)}}}"
    if len(shared.link) > _SCANNED:
        code = rf"\href{{{_latex_address(shared.link)}}}{{Interactive figure}}"
    package = "hyperref" if len(shared.link) > _SCANNED else "qrcode"
    return (
        f"% before \\begin{{document}}: \\usepackage{{graphicx,{package}}}\n"
        "\\begin{figure}\n  \\centering\n"
        f"  \\includegraphics[width=0.7\\linewidth]{{{shared.file}.png}}\\hfill\n  {code}\n"
        f"  \\caption{{{_latex_text(title(shared.view))}}}\n\\end{{figure}}"
    )


def _latex_address(address: str) -> str:
    return "".join(f"\\{sign}" if sign in "#$&_%{}" else sign for sign in address)


def _latex_text(text: str) -> str:
    return "".join(map(_latex_sign, text))


def _latex_sign(sign: str) -> str:
    """A character as LaTeX has it; Greek letters and signs of arithmetic are set as formulas."""
    greek = unicodedata.name(sign, "").split()
    if greek[:1] == ["GREEK"] and len(greek) == 4:
        name = greek[3].lower().replace("lamda", "lambda")
        return rf"\ensuremath{{\{name if greek[1] == 'SMALL' else name.capitalize()}}}"
    signs = {"−": "-", "∞": r"\infty", "×": r"\times", "≥": r"\geq", "≤": r"\leq"}
    if sign in signs:
        return rf"\ensuremath{{{signs[sign]}}}"
    return f"\\{sign}" if sign in "#$&_%{}" else sign


def _jupyter(shared: Shared) -> str:
    width = shared.width or '"100%"'
    return (
        "from IPython.display import IFrame\n\n"
        f"IFrame({json.dumps(shared.embed)}, width={width}, height={shared.height})"
    )


def _python(shared: Shared) -> str:
    return f"import lossviz\n\n{python(shared.view)}"


PAGES: Mapping[str, Recipe] = {
    "html": Recipe(
        "A web page (HTML)",
        "html",
        "Paste it where the figure shall stand.",
        _html,
        resizes=True,
    ),
    "canvas": Recipe(
        "Canvas",
        "html",
        "In the editor: Insert, Embed; or the HTML view (</>). Canvas keeps every attribute of this frame, and needs "
        "an address that begins with https.",
        _canvas,
        resizes=True,
    ),
    "moodle": Recipe(
        "Moodle",
        "html",
        "In the editor of a page, a label or a description: the HTML view (</>). Where Moodle cleans a text, as in "
        "forums, it takes the frame out, and the link below it stays.",
        _moodle,
    ),
    "edx": Recipe(
        "Open edX",
        "html",
        "Add a component: HTML, IFrame Tool (or Raw HTML), then edit its HTML. The address must begin with https.",
        _edx,
    ),
    "wordpress": Recipe(
        "WordPress, H5P",
        "html",
        "In a block Custom HTML. Where H5P's resizer is on the page, the height follows the figure.",
        _h5p,
        resizes=True,
    ),
    "oembed": Recipe(
        "By oEmbed",
        None,
        "Ghost, Discourse, WordPress and others turn a link that stands alone on its line into the figure, if they "
        "allow this site.",
        _link,
        sized=False,
    ),
    "notion": Recipe(
        "Notion",
        None,
        "Type /embed, and paste this address.",
        _notion,
        sized=False,
    ),
    "myst": Recipe(
        "MyST, Jupyter Book",
        "markdown",
        "The figure is 5:3, at least 500 pixels wide. The placeholder stands in PDF and Word: save the PNG (Files) "
        "beside your text, or leave that line out.",
        _myst,
        sized=False,
    ),
    "quarto": Recipe(
        "Quarto",
        "markdown",
        "HTML gets the figure, other formats the picture: save the PNG (Files) beside your text.",
        _quarto,
        resizes=True,
    ),
    "reveal": Recipe(
        "reveal.js",
        "html",
        "The figure loads when its slide is shown. Click into it before you use arrow keys, which else turn slides.",
        _reveal,
    ),
}

DOCUMENTS: Mapping[str, Recipe] = {
    "markdown": Recipe(
        "Markdown",
        "markdown",
        "A picture that is a link: save the PNG (Files) beside your text.",
        _markdown,
    ),
    "latex": Recipe(
        "LaTeX, slides, handouts",
        "latex",
        "The picture with a QR code of the link: save the PNG (Files) beside your text.",
        _latex,
    ),
    "jupyter": Recipe(
        "Notebooks, with this server",
        "python",
        "A cell that shows the embedded figure.",
        _jupyter,
    ),
    "python": Recipe(
        "Python",
        "python",
        "The same figure with the package lossviz, without this server.",
        _python,
    ),
}
