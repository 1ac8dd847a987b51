"""A figure as one file that needs nothing else: it opens from a memory stick, some of its sliders move together."""

import base64
import gzip
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import lossviz
from lossviz.catalogue import PAGES
from lossviz.hosts.document import rendered, told
from lossviz.live import payload
from lossviz.live.assets import library, script, style
from lossviz.live.lattice import (
    LARGEST,
    MOST_SLIDERS,
    MOST_STATES,
    Axis,
    Estimate,
    axes_of,
    estimate,
    lattice,
    packed,
    states,
)
from lossviz.live.routes import absent, answer, drawn, once
from lossviz.vocabulary import InvalidInput, UnknownName, View, listed

FEWEST_STOPS = 5  # that are still worth a slider


class Limits(NamedTuple):
    """What a file may cost: pictures that are drawn for it, and bytes that they pack into."""

    states: int
    bytes: int


FULL = Limits(MOST_STATES, LARGEST)
ASKED = Limits(6_000, 6_000_000)  # of a server that others wait for
_UNASKED = Limits(3_000, 1_500_000)  # of sliders that nobody has named


class TooLarge(InvalidInput):
    """A choice of sliders and stops that makes too much of a file; the message says what would fit."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A file before it is made.

    Parameters
    ----------
    view : View
        What it shows at first.
    axes : sequence of Axis
        The sliders that move in it.
    most : int or None
        How many stops a slider may have; None for as many as the figure allows.
    bytes : int
        About how large it will be.
    """

    view: View
    axes: Sequence[Axis]
    most: int | None
    bytes: int

    @property
    def sentence(self) -> str:
        """What it will be, for readers."""
        size = f"About {self.bytes / 1e6:.1f} MB"
        if not self.axes:
            return f"{size}; nothing moves in it."
        stops = listed(f"{called(axis)} ({axis.stops} stops)" for axis in self.axes)
        return f"{size}; {stops} {'move together' if len(self.axes) > 1 else 'moves'}."


def planned(view: View, live: Sequence[str] | None = None, stops: int | None = None, limits: Limits = FULL) -> Plan:
    """What a file of a view would be.

    Parameters
    ----------
    view : View
        What it shows at first.
    live : sequence of str, optional
        The sliders that move in it, at most three; where it is left out, the first ones that make no large file, the
        loss's own before others.
    stops : int, optional
        How many stops a slider may have at most; as many as the figure allows where it is left out.
    limits : Limits
        What it may cost.

    Raises
    ------
    UnknownName
        If the figure has no such slider.
    TooLarge
        If it would be too large, or take too many pictures; the message says what would fit.
    InvalidInput
        If a slider is named twice, or there are more than three.
    """
    axes, found = _chosen(view, stops, limits) if live is None else _named(view, tuple(live), stops, limits)
    return Plan(view, axes, stops, _shell(view, axes, stops) + _encoded(found.bytes(axes)))


def called(axis: Axis) -> str:
    """A slider as its label has it."""
    part = next(each for each in axis.parameter.described(axis.parameter.initial, 2) if each["name"] == axis.name)
    label, symbol = str(part["label"]), axis.parameter.symbol
    return label if label == symbol or axis.place else f"{symbol} ({label})"


def _named(view: View, names: Sequence[str], stops: int | None, limits: Limits) -> tuple[list[Axis], Estimate]:
    axes = axes_of(view, names, stops)
    found = estimate(view, axes)
    if not _fits(axes, found, limits):
        raise TooLarge(_refusal(view, axes, found, limits))
    return axes, found


def _refusal(view: View, axes: Sequence[Axis], found: Estimate, limits: Limits) -> str:
    names, most = [axis.name for axis in axes], max(axis.stops for axis in axes)
    said = (
        f"With {listed(map(called, axes))} free to move, {states(axes):,} pictures of about "
        f"{found.bytes(axes) / 1e6:.1f} MB would be kept; at most {limits.states:,} and {limits.bytes / 1e6:.0f} MB "
        "can be."
    )
    tried: list[int] = []
    for fewer in range(most - 1, FEWEST_STOPS - 1, -1):
        other = axes_of(view, names, fewer)
        lengths = [axis.stops for axis in other]
        # With fewer stops their neighbours differ more, and each costs more: what seems to fit is looked at again.
        if lengths != tried and _fits(other, found, limits):
            tried = lengths
            if _fits(other, estimate(view, other), limits):
                more = ", or fewer sliders" if len(axes) > 1 else ""
                return f"{said} At most {fewer} stops a slider would fit{more}."
    return f"{said} Name fewer sliders."


def _fits(axes: Sequence[Axis], found: Estimate, limits: Limits) -> bool:
    return states(axes) <= limits.states and found.bytes(axes) <= limits.bytes


def _chosen(view: View, stops: int | None, limits: Limits) -> tuple[list[Axis], Estimate]:
    """The first sliders that fit together, the loss's own before others."""
    own = {parameter.name for parameter in view.subject.parameters}
    sliders = payload.sliders(view)
    limits = Limits(*map(min, limits, _UNASKED))
    names: list[str] = []
    axes, found = axes_of(view, names, stops), Estimate(())
    for name in sorted(sliders, key=lambda each: sliders[each][0].name not in own):
        more = axes_of(view, [*names, name], stops)
        if states(more) > limits.states:
            continue
        sample = estimate(view, more)
        if _fits(more, sample, limits):
            names, axes, found = [*names, name], more, sample
        if len(names) == MOST_SLIDERS:
            break
    return axes, found


def document(plan: Plan, link: str = "", template: str = "file.html") -> str:
    """The file's text.

    Parameters
    ----------
    plan : Plan
        What it is to be.
    link : str
        Where the figure is in the app, whole; "" where no app is known.
    template : str
        The template, which extends ``file.html`` or is it.
    """
    leaves = packed(lattice(plan.view, plan.axes))
    return _rendered(plan.view, plan.axes, plan.most, link, template, base64.b64encode(leaves).decode())


def save(view: View, path: str | Path, live: Sequence[str] | None = None, stops: int | None = None) -> Path:
    """Writes a view into a file, see `lossviz.View.save`."""
    path = Path(path)
    path.write_text(document(planned(view, live, stops)), encoding="utf-8")
    return path


def _rendered(view: View, axes: Sequence[Axis], most: int | None, link: str, template: str, leaves: str) -> str:
    names = [axis.name for axis in axes]
    moving = listed(map(called, axes)) if axes else "nothing"
    elsewhere = f"Here {moving} can be moved; all else stays as it is."
    drawing = drawn(view)
    return rendered(
        template,
        view,
        drawing,
        told(view, drawing, "", link, live=names, most=most or 0, elsewhere=elsewhere),
        theme="",
        link=link,
        elsewhere=elsewhere,
        version=lossviz.__version__,
        style=style("live") + style("standalone"),
        script=script(),
        library=_library(),
        lattice=leaves,
        licences=licences(),
    )


def _shell(view: View, axes: Sequence[Axis], most: int | None) -> int:
    """The bytes of a file without its lattice."""
    return len(_rendered(view, axes, most, "", "file.html", "").encode())


def _encoded(size: int) -> int:
    return 4 * -(-size // 3)


@lru_cache(maxsize=1)
def _library() -> str:
    return base64.b64encode(library()).decode()


@lru_cache(maxsize=1)
def licences() -> Sequence[tuple[str, str]]:
    """What is in a file besides its figure, each with the licence that has to go with it."""
    whose, _, _ = gzip.decompress(library())[:2000].decode(errors="replace").partition("*/")
    head = "\n".join(line.strip("/* ") for line in whose.splitlines()).strip()
    return [("lossviz", _licence("lossviz")), ("plotly.js", f"{head}\n\n{_licence('plotly')}")]


def _licence(package: str) -> str:
    """The licence that an installed package brings; a checkout of ours has it at the top."""
    try:
        brought = metadata.files(package) or ()
    except metadata.PackageNotFoundError:
        return (Path(lossviz.__file__).parents[1] / "LICENSE").read_text(encoding="utf-8")
    return "\n".join(each.read_text(encoding="utf-8") for each in brought if each.name.startswith("LICENSE"))


def routes(base: str) -> list[Route]:
    """The routes of files and of their sizes, below the path that the app is served under."""
    return [
        Route(f"{base}/file/{{page}}", _responding(base, _made)),
        Route(f"{base}/file/{{page}}/size", _responding(base, _sized)),
    ]


# One at a time: each takes a processor for seconds, and a reader who wants a file can wait.
_TURN = Lock()


@once(64)
def _plan(view: View, live: tuple[str, ...] | None, stops: int | None) -> Plan:
    with _TURN:
        return planned(view, live, stops, ASKED)


@once(4)
def _packed(view: View, live: tuple[str, ...] | None, stops: int | None, link: str) -> bytes:
    plan = _plan(view, live, stops)
    with _TURN:
        return gzip.compress(document(plan, link).encode(), 1, mtime=0)


def _made(request: Request, view: View, live: tuple[str, ...] | None, stops: int | None, link: str) -> Response:
    response = answer(request, _packed(view, live, stops, link), "text/html", None)
    name = f"{view.subject.key}-{view.figure.key}.html"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _sized(request: Request, view: View, live: tuple[str, ...] | None, stops: int | None, link: str) -> Response:
    plan = _plan(view, live, stops)
    body = {"bytes": plan.bytes, "sentence": plan.sentence, "live": [axis.name for axis in plan.axes]}
    return JSONResponse(body, headers={"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache"})


def _responding(base: str, respond: Callable[..., Response]) -> Callable[[Request], Response]:
    def responded(request: Request) -> Response:
        fields: dict[str, str] = dict(request.query_params)
        try:
            live, stops = _asked(fields)
            view, _ = View.read(fields, PAGES[request.path_params["page"]])
            here = f"{str(request.base_url).rstrip('/')}{base}/{request.path_params['page']}"
            link = f"{here}?{urlencode(view.fields(), safe=',')}"
            return respond(request, view, live, stops, link)
        except UnknownName as unknown:
            return absent(unknown)
        except TooLarge as refused:
            return Response(str(refused), status_code=413, media_type="text/plain")
        except InvalidInput as refused:
            return Response(str(refused), status_code=422, media_type="text/plain")

    return responded


def _asked(fields: Mapping[str, Any]) -> tuple[tuple[str, ...] | None, int | None]:
    """The sliders and the stops that an address asks for."""
    live = tuple(name for name in fields["live"].split(",") if name) if "live" in fields else None
    if not fields.get("stops"):
        return live, None
    try:
        return live, int(fields["stops"])
    except ValueError:
        raise InvalidInput(f"stops must be a whole number from 2; got {fields['stops'][:40]!r}.") from None
