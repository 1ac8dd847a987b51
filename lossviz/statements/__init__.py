"""What is said of losses, by collection. A file in a collection's folder with ``STATEMENTS`` adds some."""

from dataclasses import replace
from itertools import chain

from lossviz.statements.record import Collection, Statement
from lossviz.vocabulary import Registry, discovered


def _filled(collection: Collection) -> Collection:
    folder = f"{__name__}.{collection.key}"
    return replace(
        collection,
        statements=tuple(sorted(chain(*discovered(folder, "STATEMENTS")), key=_place)),
        corrections=tuple(chain(*discovered(folder, "CORRECTIONS"))),
    )


def _place(statement: Statement) -> int:
    return statement.place


COLLECTIONS = Registry("collection", {each.key: _filled(each) for each in discovered(__name__, "COLLECTION")})

__all__ = ["COLLECTIONS", "Collection", "Statement"]
