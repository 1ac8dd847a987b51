"""The content's Markdown as HTML: its links led to the site's pages, its formulas in MathML."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup
from mdit_py_plugins.dollarmath import dollarmath_plugin

from lossviz.content.transcript import mathml


def html(text: str, lead: Callable[[str], str]) -> Markup:
    """A text; ``lead(address)`` is where a link of it goes."""
    return Markup(_reader().render(text, {"lead": lead}))


def inline(text: str, lead: Callable[[str], str]) -> Markup:
    """A text that stands within a line."""
    return Markup(_reader().renderInline(text, {"lead": lead}))


def links(text: str) -> list[str]:
    """The addresses that a text links to."""
    found = [each for block in _reader().parse(text) for each in block.children or () if each.type == "link_open"]
    return [str(each.attrs["href"]) for each in found]


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.use(dollarmath_plugin, renderer=_formula)
    reader.add_render_rule("link_open", _link)
    reader.add_render_rule("table_open", lambda *given: '<div class="site-wide" tabindex="0">\n<table>\n')
    reader.add_render_rule("table_close", lambda *given: "</table>\n</div>\n")
    return reader


def _formula(latex: str, options: Mapping[str, Any]) -> str:
    return mathml(latex.strip(), "block" if options["display_mode"] else "inline")


def _link(
    renderer: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, given: dict[str, Any]
) -> str:
    token = tokens[place]
    token.attrs["href"] = given["lead"](str(token.attrs["href"]))
    return renderer.renderToken(tokens, place, options, given)
