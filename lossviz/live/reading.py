"""The reading of a reader's own table for a control, asked for by the browser: nothing of it is kept.

The bytes come in the body of the request, which no log holds; how many, and how many at a time, is bounded.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

import numpy as np
from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from lossviz.catalogue import PAGES
from lossviz.maths.thinning import telling, thinned_out
from lossviz.tables import ROW, automatic, chosen, read
from lossviz.tables.reading import MOST_ROWS
from lossviz.vocabulary import InvalidInput, Table, UnknownName, View

MOST_BYTES = 300_000  # of a request: a table of 200 kB as base64, and the names of columns
_AT_A_TIME = 2
_MOST_TOLD = 200  # rows that are not used
_limiter = CapacityLimiter(_AT_A_TIME)


async def body_of(request: Request) -> bytes | None:
    """The body of a request; None if it is too long."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            return None
    return body


async def table_of(request: Request) -> Response:
    """What a control of a page makes of the bytes that are asked about."""
    body = await body_of(request)
    if body is None:
        return _refused("The table is too long: at most 200 kB are read. Leave out rows or columns.", 413)
    try:
        asked = json.loads(body)
        given = base64.b64decode(asked["bytes"], validate=True)
        fields = {str(name): str(text) for name, text in asked["fields"].items()}
        view, _ = View.read(fields, PAGES[request.path_params["page"]])
        control = next(each for each in view.controls if each.name == asked["name"] and isinstance(each, Table))
        wanted = [str(each) for each in asked.get("columns") or ()]
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration, UnknownName, binascii.Error):
        return _refused("This is not what is asked of a table.", 400)
    told = await to_thread.run_sync(told_of, control, given, wanted, limiter=_limiter)
    return JSONResponse(told, headers={"Cache-Control": "no-store", "Access-Control-Allow-Origin": "*"})


def told_of(control: Table, given: bytes, wanted: list[str]) -> Mapping[str, Any]:
    """What is told of a table: the text of the control's value, or the sentence why there is none, and how it was read.

    ``wanted`` are the names of columns, that of labels last; where there are none they are found.
    """
    told: dict[str, Any] = {"value": "", "error": "", "summary": "", "notes": [], "unused": [], "labels": []}
    told |= {"columns": [], "chosen": []}
    count, labelled = len(control.columns), bool(control.labels)
    try:
        table = read(given, max(MOST_ROWS, control.longest_read))
        told["notes"] = list(table.notes)
        told["columns"] = [[ROW, "number"], *([each.name, each.kind] for each in table.columns)]
        names = wanted or automatic(table, count, labelled, control.optional, control.finds)
        told["chosen"] = names
        if len(names) != count + labelled:
            raise InvalidInput(f"{count + labelled} columns are to be chosen; {len(names)} are.")
        found = chosen(
            table,
            names[:count],
            names[count] if labelled else None,
            len(control.labels),
            control.optional,
            control.largest,
            control.lost,
        )
        told |= {"summary": found.summary, "labels": found.labels}
        told["unused"] = [[each.line, each.why] for each in found.unused[:_MOST_TOLD]]
        rows = found.rows
        if len(rows) > control.most and control.longest_read:
            series = [np.array(column, float) for column in list(zip(*rows, strict=True))[1:]]
            rows = tuple(rows[place] for place in telling(series, control.most))
            told["notes"].append(thinned_out(len(found.rows), len(rows)))
        if not control.least <= len(rows) <= control.most:
            raise InvalidInput(
                f"The table needs {control.least} to {control.most} rows that can be used; it has {len(rows)}. "
                f"{'Add rows' if len(rows) < control.least else 'Leave some out, perhaps every second one'}."
            )
        told["value"] = control.text(control.legal(rows))
    except InvalidInput as refused:
        told["error"] = str(refused)
    return told


def _refused(sentence: str, status: int) -> Response:
    return JSONResponse({"error": sentence}, status_code=status, headers={"Access-Control-Allow-Origin": "*"})
