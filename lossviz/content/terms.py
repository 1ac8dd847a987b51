"""Terms in the pages' prose: the first mention of each leads to its entry in the glossary."""

import re
from functools import lru_cache

from lossviz.content.sections import href
from lossviz.terms import TERMS

# What stays as it is: programs, formulas, links, badges, headings, what stands out already, and the rules of tables.
_KEPT = (
    r"```.*?```|(?<!`)``[^`].*?``|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]+\$|!?\[(?:[^\[\]]|\[[^\]]*\])*\]\([^)\s]*\)"
    r"|:[a-z]+-badge\[[^\]]*\]|^\#.*?$|\*\*.+?\*\*|<[^>\s]+>|https?://\S+|^[|:\s-]+$"
)


def address(key: str) -> str:
    """Where a term is explained, relative to the app's pages."""
    return f"{href('glossary')}#{key}"


def explained(text: str, seen: set[str] | None = None) -> str:
    """Prose in Markdown, in which the first mention of a term is a link to what it means.

    Parameters
    ----------
    text : str
        What a page says.
    seen : set of str, optional
        The keys of the terms that the page has explained, or shall not: they are left as they are. Those explained here
        are added.
    """
    seen = set() if seen is None else seen
    keys = _keys()

    def linked(found: re.Match[str]) -> str:
        words = found["term"]
        if not words or keys[words] in seen:
            return found[0]
        key = keys[words]
        seen.add(key)
        return f"[{words}]({address(key)})"

    return _pattern().sub(linked, text)


@lru_cache(maxsize=1)
def _keys() -> dict[str, str]:
    """The term that a form stands for. A form in small letters is also met at the start of a sentence."""
    found = {}
    for term in TERMS.values():
        for form in term.forms:
            found[form] = term.key
            if form == form.lower():
                found[form[0].upper() + form[1:]] = term.key
    return found


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted(_keys(), key=len, reverse=True))
    # A part of a longer word is not the term: "convex" in "non-convex", "KL" in "KL's" is.
    return re.compile(rf"{_KEPT}|(?<![\w\-])(?P<term>{forms})(?![\w\-(])", re.DOTALL | re.MULTILINE)
