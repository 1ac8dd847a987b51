"""What every live figure needs besides its data: the browser's modules as one script, styles, the drawing library.

They are the same files wherever a figure lives: served beside the app, written into a file, copied to a site.
"""

import gzip
import hashlib
import re
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import plotly
import plotly.offline

_PACKAGE = Path(str(files("lossviz")))
_BROWSER = _PACKAGE / "live" / "browser"
_VERSIONED = (".py", ".js", ".css", ".json", ".html")

# The modules are written in one style, which `bundled` relies on and `deno lint` keeps.
_IMPORT = re.compile(r'^import (?:\* as (\w+)|\{([^}]*)\}) from "\./(\w+)\.js";$', re.M)
_PASSED_ON = re.compile(r'^export \{([^}]*)\} from "\./(\w+)\.js";$', re.M)
_EXPORT = re.compile(r"^export (?=(?:const|class|function\*?|async function) (\w+))", re.M)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.M)


@lru_cache(maxsize=1)
def version() -> str:
    """A fingerprint of all that draws, scripts and styles too; part of every address, so that no cache is stale."""
    digest = hashlib.sha256(plotly.__version__.encode())
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix in _VERSIONED:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@lru_cache(maxsize=1)
def script() -> str:
    """All modules of the browser as one, which exports each as an object under its name: ``mount.mount``."""
    return bundled({path.stem: path.read_text(encoding="utf-8") for path in sorted(_BROWSER.glob("*.js"))})


@lru_cache(maxsize=8)
def style(name: str) -> str:
    """A style sheet, by its name without an ending."""
    return (_BROWSER / f"{name}.css").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def library() -> bytes:
    """The drawing library, compressed."""
    return gzip.compress(plotly.offline.get_plotlyjs().encode(), 9, mtime=0)


def styles() -> list[str]:
    """The names of the style sheets."""
    return sorted(path.stem for path in _BROWSER.glob("*.css"))


def bundled(modules: dict[str, str]) -> str:
    """ES modules as one that exports each as an object under its name; within it, ``mount`` is called ``mount_js``.

    Twenty modules are twenty requests, and a file that is opened from a disk may not import another. Bundlers are
    programs for Node of tens of megabytes; what these modules use of the language, a few lines can join.

    Parameters
    ----------
    modules : dict
        The text of each by its name. They import one another by ``"./name.js"``, in no circle, and export only
        what they declare or pass on.

    Raises
    ------
    ValueError
        If a module imports or exports in another way.
    """
    order: dict[str, None] = {}

    def visit(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise ValueError(f"The modules import one another in a circle: {' > '.join((*above, name))}.")
        text = modules[name]
        for found in (*_IMPORT.finditer(text), *_PASSED_ON.finditer(text)):
            visit(found[found.lastindex or 0], (*above, name))
        order.setdefault(name)

    for name in modules:
        visit(name, ())
    exported = ", ".join(f"{name}_js as {name}" for name in sorted(order))
    return "\n".join([*(_closed(name, modules[name]) for name in order), f"export {{ {exported} }};\n"])


def _closed(name: str, text: str) -> str:
    """A module as an object, which keeps what it does not export to itself."""
    exported = _EXPORT.findall(text)
    for names, _ in _PASSED_ON.findall(text):
        exported += [each.strip() for each in names.split(",")]
    text = _EXPORT.sub("", text)
    text = _PASSED_ON.sub(lambda found: f"const {{{found[1]}}} = {found[2]}_js;", text)
    text = _IMPORT.sub(_taken, text)
    left = _LEFT.search(text)
    if left:
        raise ValueError(f"The module {name} has a line that is none of those that can be joined: {left[0]!r}.")
    return f"const {name}_js = (() => {{\n{text}return {{ {', '.join(exported)} }};\n}})();"


def _taken(found: re.Match[str]) -> str:
    if found[1]:
        return f"const {found[1]} = {found[3]}_js;"
    return f"const {{{found[2].replace(' as ', ': ')}}} = {found[3]}_js;"
