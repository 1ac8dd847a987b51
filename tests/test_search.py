"""The search: what people type, and what they get first."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lossviz import LOSSES
from lossviz.content.entries import index
from lossviz.content.search import Entry, Index, words
from lossviz.lessons import LESSONS

QUERIES = [json.loads(line) for line in (Path(__file__).parent / "queries.jsonl").read_text("utf-8").splitlines()]


def _losses(query):
    return [entry.key for entry in index().find(query).entries if entry.kind == "loss"]


def test_what_fifty_people_want_is_among_the_first_three_and_mostly_first():
    found = [(each["query"], each["wanted"], _losses(each["query"])[:3]) for each in QUERIES]
    missed = [each for each in found if not set(each[1]) & set(each[2])]
    behind = [each for each in found if each[2][:1] == [] or each[2][0] not in each[1]]
    assert len(found) == 50
    assert not missed
    assert len(behind) <= 5, behind


@pytest.mark.parametrize("loss", LOSSES.values(), ids=lambda loss: loss.key)
def test_every_loss_is_first_by_its_name_and_found_by_every_other_name(loss):
    assert _losses(loss.name)[0] == loss.key
    assert _losses(loss.key)[0] == loss.key
    for name in loss.aliases:
        named = [each.key for each in LOSSES.values() if name in each.aliases]
        assert loss.key in _losses(name)[: len(named) + 1], name


@pytest.mark.parametrize("loss", LOSSES.values(), ids=lambda loss: loss.key)
def test_a_name_is_found_while_it_is_typed(loss):
    name = words(loss.name)
    for end in range(4, len(name[-1])):
        assert loss.key in _losses(" ".join([*name[:-1], name[-1][:end]])), name[-1][:end]


@pytest.mark.parametrize(
    ("one", "other"), [("outlier", "outliers"), ("imbalance", "imbalanced"), ("count", "counting")]
)
def test_a_word_is_found_in_all_its_forms(one, other):
    assert _losses(one)
    assert _losses(one)[0] == _losses(other)[0]


@pytest.mark.parametrize("ending", ["isation", "ization"])
def test_both_spellings_are_one(ending):
    assert set(_losses(f"regular{ending}")[:2]) == {"l1", "l2"}
    assert _losses(f"direct preference optim{ending}")[0] == "dpo"


@pytest.mark.parametrize(
    ("together", "apart"),
    [("multilabel", "multi label"), ("crossentropy", "cross entropy"), ("l1loss", "l1 loss"), ("mseloss", "mse")],
)
def test_words_may_be_written_together_or_apart(together, apart):
    assert _losses(together)[0] == _losses(apart)[0]


def test_nothing_is_found_inside_a_word():
    for within, key in (("mse", "contrastive"), ("iou", "info_nce"), ("iou", "arcface")):
        assert any(within in text.lower() for text in _entry(key).prose), "the word must be inside another"
        assert key not in _losses(within)


def test_a_typing_mistake_is_mended_and_said():
    found = index().find("jenson shannon")
    assert found.meant == "jensen shannon"
    assert found.entries[0].key == "jensen_shannon"
    assert index().find("jensen shannon").meant == ""
    assert index().find("hu").meant == "", "a word that is still typed is no mistake"
    assert index().find("cases").meant == "", "nor is another form of a word that is known"


def test_all_that_hold_the_word_are_found_and_names_come_first():
    found = _losses("outliers")
    assert len(found) >= 8
    assert {"huber", "absolute"} == set(found[:2])


def test_what_is_nowhere_is_not_found():
    assert index().find("zzz no such loss zzz").entries == ()


@pytest.mark.parametrize("query", ["", "  ", "which loss?", "!?", "the best loss function for my"])
def test_a_query_that_asks_for_nothing_is_answered_with_everything(query):
    entries = index().find(query).entries
    assert [entry.key for entry in entries if entry.kind == "loss"] == list(LOSSES)


@pytest.mark.parametrize(
    "query", ['"', "a OR b", "x*", "huber NEAR(", "-", "words:huber", "' ; drop table said", "é" * 9]
)
def test_no_query_is_taken_for_an_instruction(query):
    index().find(query)


@pytest.mark.parametrize(
    ("call", "key"),
    [("tf.keras.losses.Huber", "huber"), ("nn.CrossEntropyLoss", "cross_entropy"), ("mean_squared_error", "squared")],
)
def test_a_call_of_a_library_finds_its_loss(call, key):
    assert _losses(call)[0] == key


def test_an_endless_query_is_cut():
    assert _losses("huber " * 10_000)[0] == "huber"
    assert _losses("zzz " * 12 + "huber") == []


def test_lessons_traps_and_guides_are_found_too_and_every_entry_has_an_address():
    entries = index().find("").entries
    assert {entry.kind for entry in entries} >= {"loss", "trap", "lesson", "guide"}
    for lesson in LESSONS.values():
        assert lesson.key in [entry.key for entry in index().find(lesson.question).entries[:5]]
    assert len({entry.href for entry in entries}) == len(entries)
    assert "focal_alpha" in [entry.key for entry in index().find("focal alpha torchvision").entries]


def _entry(key):
    return next(entry for entry in index().find("").entries if entry.key == key)


def test_an_index_is_of_anything_that_has_a_name():
    lesson = Entry(
        kind="lesson", key="one", title="Why outliers pull", href="lesson?n=1", prose={"Least squares.": 1.0}
    )
    term = Entry(kind="term", key="two", title="Outlier", href="terms#outlier", prose={"A point far off.": 1.0})
    assert Index([lesson, term]).find("outliers").entries == (term, lesson)
    assert Index([]).find("outliers").entries == ()


def test_many_may_ask_at_once():
    queries = [each["query"] for each in QUERIES] * 4
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(_losses, queries))
    assert together == [_losses(query) for query in queries]


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("outliers", {"loss", "term", "lesson"}),
        ("imbalanced", {"loss", "term", "question"}),
        ("softmax", {"loss", "term", "lesson", "trap"}),
        ("loss goes up", {"question", "lesson"}),
        ("stuck at 0.69", {"question"}),
        ("overfitting", {"term"}),
        ("mse", {"loss"}),
        ("logloss", {"loss"}),
    ],
)
def test_what_people_type_finds_whatever_answers_it(query, kinds):
    assert kinds <= {entry.kind for entry in index().find(query).entries[:12]}


def test_a_worry_finds_its_question_first():
    for query, key in (
        ("loss goes up", "loss_rises"),
        ("why is my loss nan", "nan"),
        ("stuck at 0.69", "stuck_for_two"),
    ):
        assert index().find(query).entries[0].key == key
