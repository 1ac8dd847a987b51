"""Writes what is drawn at the addresses of `addresses.jsonl`, as today's code draws it.

    python -m tests.golden.write_addresses

Run it where a drawing is meant to have changed, and read the difference. An address that is added to the file, with
``{}`` after it, is recorded too. Some addresses hold names of earlier versions: they are links that people have kept.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl

from lossviz import LOSSES, View
from tests.fingerprints import fingerprint
from tests.pictures import FIGURES, page_of

FILE = Path(__file__).with_name("addresses.jsonl")
Record = Mapping[str, tuple[str, float, float]]  # for each part of a drawing


def recorded() -> dict[str, Record]:
    """What was drawn at each address."""
    return dict(map(json.loads, FILE.read_text().splitlines()))


def view_at(address: str) -> View:
    """The view that the address of a page asks for; all of it must be understood."""
    fields = dict(parse_qsl(address, keep_blank_values=True))
    now = {old: figure for figure in FIGURES.values() for old in (figure.key, *figure.formerly)}
    view, complaints = View.read(fields, page_of(LOSSES[fields["loss"]], now[fields["figure"]]))
    assert not complaints, complaints
    return view


def record(view: View) -> Record:
    """What is drawn, short enough to be kept."""
    return {
        part: (digest, _short(projection), _short(size))
        for part, (digest, projection, size) in fingerprint(view.draw().specification()).items()
    }


def written(rows: Mapping[str, Record]) -> str:
    """The rows, an address a line."""
    return "".join(json.dumps(row, separators=(",", ":")) + "\n" for row in rows.items())


def _short(number: float) -> float:
    return float(f"{number:.12g}")


if __name__ == "__main__":
    FILE.write_text(written({address: record(view_at(address)) for address in recorded()}))
