"""What the record of a `Line` or a `Plane` says together: what it is called, and how much of it is drawn."""

from typing import Any


def named(key: str, name: str, symbol: str) -> dict[str, Any]:
    """What a `Line` is called in a link, on an axis, and in a formula."""
    return {"key": key, "name": name, "symbol": symbol}


def drawn(
    low: float,
    high: float,
    *,
    probe: tuple[float, float],
    values: tuple[float, float],
    slopes: tuple[float, float],
) -> dict[str, Any]:
    """The stretch of a `Line`, the start and step of its probe, and the ranges of loss and of gradient beside it."""
    return {"low": low, "high": high, "probe": probe, "values": values, "slopes": slopes}
