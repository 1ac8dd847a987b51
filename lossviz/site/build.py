"""Builds the site into a folder, and only what has changed since it was built there before.

A page is made anew if anything changed that it is made by: its loss's file, any other file of the house that is no
loss's, or what its figure draws, at first and at the ends of its sliders (of the other losses in it only this is
known). Of a page that is made anew, the states and the pictures are kept while what they come from is the same.
"""

import json
import os
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from lossviz.content.things import at_hand
from lossviz.site import assets as shared
from lossviz.site import pictures
from lossviz.site.addresses import Addresses, Place
from lossviz.site.assets import Assets, fingerprint
from lossviz.site.live import Live, live_of, probes, states
from lossviz.site.pages import STATES, Pages, Settings
from lossviz.site.progress import Progress
from lossviz.vocabulary import InvalidInput

MANIFEST = "lossviz-site.json"
_SAVED = 50  # pages after which the manifest is written: an interrupted build goes on from there


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build: pages in all and made anew, files and bytes in all, and why there are no pictures."""

    pages: int
    made: int
    files: int
    size: int
    unpictured: str = ""

    def told(self, folder: Path) -> str:
        """In a line."""
        without = f" Without pictures, since {self.unpictured}." if self.unpictured else ""
        return (
            f"{folder}: {self.pages} pages, {self.made} of them made anew; {self.files} files, "
            f"{self.size / 1e6:.1f} MB.{without}\n"
        )


@dataclass(slots=True)
class _Made:
    """A page as the manifest knows it, and what is still to be drawn for it."""

    path: str
    key: str
    states: str = ""
    live: tuple[str, ...] = ()
    most: int = 0
    picture: str = ""
    files: list[str] = field(default_factory=list)
    draws: tuple[Any, str, list[str]] | None = None


def build(
    folder: Path,
    *,
    address: str = "",
    app: str = "",
    only: Collection[str] | None = None,
    jobs: int = 0,
    fresh: bool = False,
) -> Built:
    """Builds the site, or brings it up to date.

    Parameters
    ----------
    folder : Path
        Where it goes: a new or empty folder, or one with a site.
    address, app : str
        The site's own address, and that of a live app; both may be left out.
    only : collection of str, optional
        The keys of the losses that it is to have; all where it is left out.
    jobs : int
        How many pages are made at a time; as many as there are processors if it is 0.
    fresh : bool
        Whether everything is made anew.

    Raises
    ------
    InvalidInput
        If the folder holds something else, or an address is none.
    """
    settings = _settings(address, app)
    found, shared_before = _opened(folder)
    before = {} if fresh else found
    addresses = Addresses(only)
    made: dict[str, _Made] = {}
    with ExitStack() as stack:
        studio = stack.enter_context(pictures.studio())
        settings = Settings(address=settings.address, app=settings.app, pictured=not isinstance(studio, str))
        # First: pages need them, also those of a build that ends early.
        own = _write_shared(folder, addresses, settings)
        progress = stack.enter_context(Progress(len(addresses.places)))
        try:
            for page in _pages(_Workshop(folder, addresses, settings, before), jobs):
                if page.draws and not isinstance(studio, str):
                    for name, data in studio.draw(*page.draws).items():
                        _write(folder / page.path / name, data)
                made[page.path] = page
                progress.step(page.path)
                if len(made) % _SAVED == 0:
                    _save(folder, {**found, **_told(made)}, [*shared_before, *own])
        finally:
            _save(folder, {**found, **_told(made)}, [*shared_before, *own])
    anew = sum(page.key != before.get(path, {}).get("key") for path, page in made.items())
    _remove(folder, found, shared_before, made, own)
    _save(folder, _told(made), own)
    files = [*own, *(page.path + name for page in made.values() for name in page.files)]
    size = sum((folder / name).stat().st_size for name in files)
    return Built(len(made), anew, len(files), size, studio if isinstance(studio, str) else "")


class _Workshop:
    """Makes pages; every process has its own."""

    def __init__(
        self, folder: Path, addresses: Addresses, settings: Settings, before: Mapping[str, dict[str, Any]]
    ) -> None:
        self.folder = folder
        self.addresses = addresses
        self.settings = settings
        self.before = before
        assets = Assets(addresses)
        self._pages = Pages(addresses, assets, settings)
        self._drawing_rooms = shared.drawing_rooms()
        # All losses are in the gallery and in the search: these two are the first page's alone.
        self._gallery = assets.path("gallery") + assets.path("search")
        names = [assets.path(kind) for kind in assets.files if kind not in ("gallery", "search")]
        self._house = fingerprint(shared.house(), repr(names), repr(settings), repr(addresses.losses))
        self._studio = pictures.by_whom()

    def make(self, path: str) -> _Made:
        """Makes a page, or finds that it is made."""
        place = self.addresses.places[path]
        view = at_hand(handles=True)[0] if path == "" else place.view
        if view is None:
            text = self._pages.plain(place).encode()
            self._write(path, "index.html", text)
            return _Made(path, fingerprint(text), files=["index.html"])
        drawn = json.dumps(probes(view))
        own = shared.own_file(view.subject.key)
        key = fingerprint(self._house, own, drawn, "" if path else self._gallery)
        if self._stands(path, key):
            return self._again(path)
        return self._figure(place, view, key, fingerprint(self._drawing_rooms, own, drawn))

    def _figure(self, place: Place, view: Any, key: str, states_key: str) -> _Made:
        path, old = place.path, self._old(place.path)
        drawing = view.draw()
        if old.get("states") == states_key and STATES in self._there(path):
            live = Live(tuple(old["live"]), old["most"])
        else:
            live = live_of(view)
            self._write(path, STATES, states(view, live))
        write = self._pages.home if path == "" else self._pages.figure
        text, figure = write(place, drawing, live)
        self._write(path, "index.html", text.encode())
        made = _Made(path, key, states_key, live.names, live.most, files=["index.html", STATES])
        if self.settings.pictured:
            words = [figure["words"].takeaway, self.settings.address + path if self.settings.address else ""]
            made.files += pictures.NAMES.values()
            seen = {name: figure["snapshot"][name] for name in ("figure", "themes", "conceal")}
            made.picture = fingerprint(self._studio, json.dumps(seen), repr(words))
            if old.get("picture") != made.picture or not {*made.files} <= self._there(path):
                made.draws = (seen, figure["words"].title, [each for each in words if each])
        return made

    def _old(self, path: str) -> dict[str, Any]:
        return self.before.get(path, {})

    def _there(self, path: str) -> set[str]:
        folder = self.folder / path
        return {each.name for each in folder.iterdir()} if folder.is_dir() else set()

    def _stands(self, path: str, key: str) -> bool:
        old = self._old(path)
        return old.get("key") == key and {*old["files"]} <= self._there(path)

    def _again(self, path: str) -> _Made:
        old = self._old(path)
        return _Made(path, old["key"], old["states"], tuple(old["live"]), old["most"], old["picture"], old["files"])

    def _write(self, path: str, name: str, data: bytes) -> None:
        _write(self.folder / path / name, data)


_workshop: _Workshop | None = None


def _pages(workshop: _Workshop, jobs: int) -> Iterator[_Made]:
    """All pages, in whatever order they are made."""
    count, paths = jobs or os.cpu_count() or 1, list(workshop.addresses.places)
    if count == 1:
        yield from map(workshop.make, paths)
        return
    given = (workshop.folder, workshop.addresses.losses, workshop.settings, workshop.before)
    with ProcessPoolExecutor(count, get_context("spawn"), _equip, given) as pool:
        for done in as_completed([pool.submit(_make, path) for path in paths]):
            yield done.result()


def _equip(folder: Path, losses: list[str], settings: Settings, before: Mapping[str, dict[str, Any]]) -> None:
    global _workshop
    _workshop = _Workshop(folder, Addresses(losses), settings, before)


def _make(path: str) -> _Made:
    assert _workshop is not None
    return _workshop.make(path)


def _settings(address: str, app: str) -> Settings:
    for each in (address, app):
        if each and not each.startswith(("https://", "http://")):
            raise InvalidInput(f"{each!r} is no address: it has to begin with https:// or http://.")
    return Settings(address=address and f"{address.rstrip('/')}/", app=app and f"{app.rstrip('/')}/")


def _opened(folder: Path) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """What the folder's manifest knows: the pages, and the files that they share.

    The folder is made, and marked as a site's, where there is none.
    """
    manifest = folder / MANIFEST
    if manifest.is_file():
        try:
            told = json.loads(manifest.read_text(encoding="utf-8"))
            return dict(told["pages"]), list(told["shared"])
        except (ValueError, KeyError, TypeError):
            raise InvalidInput(f"{manifest} cannot be read: remove the folder, and build the site anew.") from None
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidInput(
            f"{folder} holds something that is no lossviz site, and nothing is written over it. Name a new or an "
            "empty folder, or one that a site was built in."
        )
    folder.mkdir(parents=True, exist_ok=True)
    _save(folder, {}, [])
    return {}, []


def _told(made: Mapping[str, _Made]) -> dict[str, Any]:
    """Without what was drawn, which is large."""
    told = {path: {**asdict(each), "draws": None} for path, each in made.items()}
    return {path: {name: part for name, part in each.items() if part is not None} for path, each in told.items()}


def _save(folder: Path, pages: Mapping[str, Any], own: list[str]) -> None:
    _write(folder / MANIFEST, json.dumps({"pages": pages, "shared": own}, sort_keys=True).encode())


def _write(path: Path, data: bytes) -> None:
    """Writes a file whole or not at all, and only if it is not there already."""
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.half")
    half.write_bytes(data)
    half.replace(path)


def _write_shared(folder: Path, addresses: Addresses, settings: Settings) -> list[str]:
    """The files that pages share, and the site map; their paths."""
    files = dict(Assets(addresses).files.values())
    files[".nojekyll"] = b""  # hosts that make sites of Markdown leave the files as they are
    if settings.address:
        places = "".join(f"<url><loc>{settings.address}{path}</loc></url>\n" for path in sorted(addresses.places))
        files["sitemap.xml"] = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{places}</urlset>\n'
        ).encode()
    for name, data in files.items():
        _write(folder / name, data)
    return list(files)


def _remove(
    folder: Path, before: Mapping[str, Any], shared_before: list[str], made: Mapping[str, _Made], own: list[str]
) -> None:
    """Removes what the site had and has no longer; files that were put there by others are left alone."""
    had = {f"{path}{name}" for path, each in before.items() for name in each["files"]} | {*shared_before}
    has = {f"{path}{name}" for path, each in made.items() for name in each.files} | {*own}
    for name in sorted(had - has):
        path = folder / name
        path.unlink(missing_ok=True)
        for parent in path.parents:
            if parent == folder or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()
