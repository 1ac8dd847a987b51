"""What all pages of the site share: each file is named by a fingerprint of what is in it, so that no cache is stale."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import lossviz
from lossviz.catalogue import CATALOGUE
from lossviz.content.entries import of_losses
from lossviz.content.gallery import gallery
from lossviz.live.assets import library, script, style
from lossviz.site.addresses import Addresses

_PACKAGE = Path(str(files("lossviz")))
_STYLES = ("live", "standalone", "gallery", "relatives", "page_list")


@dataclass(frozen=True)
class Assets:
    """The shared files of a site."""

    addresses: Addresses

    @cached_property
    def files(self) -> Mapping[str, tuple[str, bytes]]:
        """What each is called for, with its path and what is in it."""
        own = (_PACKAGE / "site" / "site.css").read_text(encoding="utf-8")
        found = {
            "script": ("lossviz.js", script().encode()),
            "style": ("site.css", "\n".join([*map(style, _STYLES), own, _colours()]).encode()),
            "library": ("plotly.js", gzip.decompress(library())),
            "icon": ("icon.svg", (_PACKAGE / "ui" / "icon.svg").read_bytes()),
            "gallery": ("gallery.json", _json(self._gallery())),
            "search": ("search.json", _json(self._search())),
        }
        return {kind: (_named(name, data), data) for kind, (name, data) in found.items()}

    def path(self, kind: str) -> str:
        """The path of a file from the site's first page."""
        return self.files[kind][0]

    def cards(self) -> list[dict[str, Any]]:
        """The families with their losses' cards, links led to the site."""
        losses = self.addresses.losses
        return [
            {**family, "losses": [self._led(card) for card in family["losses"] if card["key"] in losses]}
            for family in gallery()["families"]
            if any(card["key"] in losses for card in family["losses"])
        ]

    def _gallery(self) -> dict[str, Any]:
        return {**gallery(), "families": self.cards(), "count": len(self.addresses.losses)}

    def _search(self) -> dict[str, Any]:
        told = of_losses().told()
        return {**told, "entries": [self._led(entry) for entry in told["entries"]]}

    def _led(self, linked: dict[str, Any]) -> dict[str, Any]:
        return {**linked, "href": self.addresses.path(linked["href"]) or "./"}


def fingerprint(*parts: bytes | str) -> str:
    """A name for what these hold."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()[:16]


def house() -> str:
    """A fingerprint of all that pages are made by, but for the losses' own files."""
    losses = [(loss.key, loss.name, loss.idea, loss.aliases) for loss in CATALOGUE.losses.values()]
    return fingerprint(_sources(()), repr(losses))


def drawing_rooms() -> str:
    """A fingerprint of all that drawings are made by, but for the losses' own files."""
    return fingerprint(_sources(("content", "hosts", "ui", "site", "app", "browser", "cli.py")))


def own_file(loss: str) -> bytes:
    """The file of a loss."""
    family = next(key for key, family in CATALOGUE.families.items() if loss in family.losses)
    return (_PACKAGE / "losses" / family / f"{loss}.py").read_bytes()


def _sources(but: tuple[str, ...]) -> bytes:
    own = {_PACKAGE / "losses" / key / f"{loss}.py" for key, each in CATALOGUE.families.items() for loss in each.losses}
    digest = hashlib.sha256(lossviz.__version__.encode())
    for path in sorted(_PACKAGE.rglob("*.*")):
        parts = path.relative_to(_PACKAGE).parts
        if path.is_file() and path not in own and "__pycache__" not in parts and not set(but) & set(parts):
            digest.update(path.read_bytes())
    return digest.digest()


def _colours() -> str:
    """The colours of small curves, which scripts set elsewhere."""

    def of(theme: str) -> str:
        inks = gallery()["themes"][theme]
        return f":root {{ {' '.join(f'--gallery-{part}: {ink};' for part, ink in inks.items())} }}"

    return f"{of('light')} @media (prefers-color-scheme: dark) {{ {of('dark')} }}"


def _named(name: str, data: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    return f"assets/{stem}-{fingerprint(data)[:8]}.{ending}"


def _json(told: Any) -> bytes:
    return json.dumps(told, separators=(",", ":"), allow_nan=False, ensure_ascii=False).encode()
