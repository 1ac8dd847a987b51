"""The words of the field. A file here with ``TERMS`` adds its terms."""

from lossviz.terms.record import Term
from lossviz.vocabulary import Registry, discovered


def _terms() -> list[Term]:
    found: list[Term] = [term for group in discovered(__name__, "TERMS") for term in group]
    return sorted(found, key=lambda term: term.name.casefold())


TERMS = Registry("term", {term.key: term for term in _terms()})
