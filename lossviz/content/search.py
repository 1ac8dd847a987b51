"""A search over anything that has a name and an address: losses and traps now, lessons and terms once there are some.

SQLite's full-text index, which comes with Python, does the stemming and the ranking (BM25) of single words. What is
added here is what it lacks: a name that is met word for word comes before one that only holds the words, words that
people write together or apart, beginnings of words, and typing mistakes.
"""

import re
import sqlite3
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from threading import Lock
from typing import Any, NamedTuple

# Words of questions, and those that say of a loss only that it is one.
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        """
    a about an and any are as at be best better between by can cant do does doesnt dont for from function functions good
    have how i if in into is isnt it its loss losses me most much my need no not objective of on or should some such
    that the their them then there these this to train training try use used using versus vs want was we what whats when
    where which while who why will with without you your
    """,
    )
)
_NAME = 10.0  # the weight of a name beside that of prose
_START = 0.6  # what a word counts for that has only begun
_MOST = 12  # words of a query
_SHORTEST = 4  # letters of a word that can be a typing mistake
_LEAST = 0.15  # of the best match: what has some of the words only, and matches less, is left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that can be found.

    Parameters
    ----------
    kind, key : str
        What it is, and which one.
    title, href : str
        Its name, and where it is in the app.
    names : tuple of str
        What else it is called.
    prose : mapping of str to float
        What is said of it, and how much a word of that weighs.
    standing : float
        What its score is multiplied by: more for what most people mean.
    """

    kind: str
    key: str
    title: str
    href: str
    names: tuple[str, ...] = ()
    prose: Mapping[str, float]
    standing: float = 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """The entries that answer a query, best first; ``meant`` is the query that they answer, if another was typed."""

    entries: tuple[Entry, ...]
    meant: str = ""


class _Hit(NamedTuple):
    """A row that holds a word: whose it is, its weight, and its score."""

    entry: int
    weight: float
    score: float


class Index:
    """An index of entries, which many threads may ask.

    Parameters
    ----------
    entries : iterable of Entry
        What can be found; of two that match equally well the earlier comes first.

    Raises
    ------
    RuntimeError
        If this Python's SQLite was built without its full-text search.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        self._lock = Lock()
        self._tables = sqlite3.connect(":memory:", check_same_thread=False)
        try:
            self._tables.execute(
                "CREATE VIRTUAL TABLE said USING fts5"
                "(words, entry UNINDEXED, weight UNINDEXED, tokenize = 'porter unicode61')"
            )
        except sqlite3.OperationalError as missing:
            raise RuntimeError("The search needs an SQLite with FTS5; this Python's has none.") from missing
        rows = [row for place, entry in enumerate(self._entries) for row in _rows(place, entry)]
        self._tables.executemany("INSERT INTO said VALUES (?, ?, ?)", rows)
        named = [(words(text), place) for text, place, weight in rows if weight == _NAME]
        self._apart = {"".join(pair): pair for each, _ in named for pair in pairwise(each)}
        self._named = sorted({word for each, _ in named for word in each})
        self._known = sorted({word for row in rows for word in words(row[0])})
        self._called: defaultdict[str, set[int]] = defaultdict(set)
        for each, place in named:
            self._called[" ".join(each)].add(place)

    def find(self, query: str) -> Found:
        """The entries that answer a query; all of them, in order, if it asks for nothing."""
        typed = list(self._spelt(words(query)[:_MOST]))
        asked = [word for word in typed if word not in _EMPTY]
        if not asked:
            return Found(self._entries)
        meant = [self._meant(word) for word in asked]
        hits = [self._hits(word, word == meant[-1]) for word in meant]
        called = self._called.get(" ".join(typed)) or self._called.get(" ".join(meant), set())
        return Found(tuple(self._ranked(hits, called)), "" if meant == asked else " ".join(meant))

    def told(self) -> dict[str, Any]:
        """What a search without SQLite needs, ready for JSON: the browser's ``finding.js`` ranks by it.

        What a word finds is worked out here, other forms of the word and all: for each entry, by the weight of where
        it stands, the best score; three numbers each.
        """
        return {
            "entries": [
                {"kind": each.kind, "key": each.key, "title": each.title, "href": each.href, "standing": each.standing}
                for each in self._entries
            ],
            "words": {word: self._found(word) for word in self._known if word not in _EMPTY},
            "called": {name: sorted(places) for name, places in self._called.items()},
            "named": self._named,
            "apart": self._apart,
            "empty": sorted(_EMPTY),
            "start": _START,
            "least": _LEAST,
        }

    def _found(self, word: str) -> list[float]:
        best: dict[tuple[int, float], float] = {}
        for entry, weight, score in self._rows([word]):
            best[entry, weight] = max(best.get((entry, weight), 0.0), score)
        return [number for (entry, weight), score in best.items() for number in (entry, weight, round(score, 4))]

    def _spelt(self, given: Sequence[str]) -> Iterator[str]:
        """The words as the index spells them: together or apart."""
        left = list(given)
        while left:
            word = left.pop(0)
            if left and word + left[0] in self._named:
                yield word + left.pop(0)
            elif word not in self._named and word.endswith("loss") and self._knows(word[:-4]):
                yield from (word[:-4], "loss")
            elif word in self._apart and not self._knows(word):
                yield from self._apart[word]
            else:
                yield word

    def _knows(self, word: str) -> bool:
        return word in _begun(self._known, word)[:1]

    def _meant(self, word: str) -> str:
        """The word itself if it is known or begins a name; else the word of a name that is another letter away.

        In a long word it may be two letters.
        """
        if len(word) < _SHORTEST or _begun(self._named, word) or self._rows([word]):
            return word
        alike = 1 - (1 if len(word) < 2 * _SHORTEST else 2) / len(word)
        candidates = [each for each in self._named if each[0] == word[0]]
        return next(iter(get_close_matches(word, candidates, 1, alike - 1e-9)), word)

    def _hits(self, word: str, last: bool) -> list[_Hit]:
        """The rows that hold the word, or one that begins so if it is not known or may still be typed."""
        longer = [each for each in _begun(self._known, word) if each != word] if last or not self._knows(word) else []
        begun = [_Hit(entry, weight, _START * score) for entry, weight, score in self._rows(longer)]
        return begun + [_Hit(*row) for row in self._rows([word])]

    def _rows(self, alternatives: Sequence[str]) -> list[Any]:
        """Entry, weight and score of the rows that hold one of these words, or another form of it."""
        asked = " OR ".join(f'"{word}"' for word in alternatives)
        with self._lock:
            statement = "SELECT entry, weight, -bm25(said) FROM said WHERE said MATCH ?"
            return self._tables.execute(statement, (asked,)).fetchall() if alternatives else []

    def _ranked(self, hits: Sequence[Sequence[_Hit]], called: Collection[int]) -> Iterator[Entry]:
        """The entries by the sum of what each word finds of them; before all others those that are called just so."""
        scores: defaultdict[int, float] = defaultdict(float)
        answered: Counter[int] = Counter()
        for found in hits:
            best: dict[tuple[int, float], float] = {}
            for hit in found:
                which = hit.entry, hit.weight
                best[which] = max(best.get(which, 0.0), hit.weight * hit.score)
            answered.update({entry for entry, _ in best})
            for (entry, _), score in best.items():
                scores[entry] += score
        least = _LEAST * max(scores.values(), default=0.0)

        def rank(entry: int) -> tuple[bool, float, int]:
            return entry not in called, -scores[entry] * self._entries[entry].standing, entry

        for entry in sorted(scores, key=rank):
            if answered[entry] == len(hits) or scores[entry] >= least:
                yield self._entries[entry]


def words(text: str) -> list[str]:
    """The words of a text in small letters, in one of the two spellings of ``-ise``."""
    small = re.sub(r"['’](s\b)?", "", text.casefold())
    small = re.sub(r"(?<=\w\w\w)is(e|ed|es|er|ing|ation)\b", r"iz\1", small)
    return re.findall(r"[^\W_]+", small)


def _begun(known: Sequence[str], word: str) -> Sequence[str]:
    """Those of the sorted words that begin with this one."""
    return known[bisect_left(known, word) : bisect_left(known, word + "\U0010ffff")]


def _rows(place: int, entry: Entry) -> Iterator[tuple[str, int, float]]:
    """What is looked at: each name for itself, and all that is said."""
    names = (entry.title, entry.key, *entry.names)
    for text, weight in (*((name, _NAME) for name in names), *entry.prose.items()):
        yield " ".join(words(text)), place, weight
