"""Numbers as Markdown tables."""

from collections.abc import Iterable, Sequence
from statistics import median


def p95(numbers: Iterable[float]) -> float:
    """The 95th percentile: the smallest number that 95 of 100 do not exceed."""
    ordered = sorted(numbers)
    return ordered[-(-95 * len(ordered) // 100) - 1]


def middle_and_tail(numbers: Sequence[float], digits: int = 1) -> tuple[str, str]:
    """Median and 95th percentile, as text."""
    if not numbers:
        return "none", "none"
    return f"{median(numbers):.{digits}f}", f"{p95(numbers):.{digits}f}"


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]], *notes: str) -> str:
    """A Markdown section with one table; all columns but the first are numbers."""
    lines = [f"### {title}", "", f"| {' | '.join(head)} |", f"|---{'|---:' * (len(head) - 1)}|"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    for note in notes:
        lines += ["", note]
    return "\n".join(lines)
