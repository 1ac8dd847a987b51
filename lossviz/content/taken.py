"""What a reader takes away beside a picture of a figure: its title, its link, and texts to copy."""

from datetime import date
from typing import Any

from lossviz.content import citations
from lossviz.content.transcript import title
from lossviz.vocabulary import Loss, View


def taken(view: View, link: str, today: date | str) -> dict[str, Any]:
    """The title, the link, and texts to copy, each with what it is; ready for JSON."""
    texts = {
        **(_of_loss(view.subject) if isinstance(view.subject, Loss) else {}),
        "citation of this page": citations.page(view, link, today),
        "citation of this page as BibTeX": citations.page_bibtex(view, link, today),
    }
    return {"title": title(view), "link": link, "texts": list(texts.items())}


def _of_loss(loss: Loss) -> dict[str, str]:
    return {
        "LaTeX": rf"{loss.latex}, \quad {loss.gradient_latex}",
        "reference": "\n".join(map(citations.source, loss.references)),
        "reference as BibTeX": "\n\n".join(map(citations.source_bibtex, loss.references)),
    }
