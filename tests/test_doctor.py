"""The doctor: right as often as its page says, honest of what it cannot see, and calm before any history."""

import numpy as np
import pytest

from lossviz.catalogue import PAGES
from lossviz.doctor import DIAGNOSES, FEWEST, LONGEST, History, diagnose, signs_of
from lossviz.drawing.words import said
from lossviz.labs.doctor.subjects import OWN, recorded
from lossviz.live.payload import varying
from lossviz.live.reading import told_of
from lossviz.pitfalls import PITFALLS
from lossviz.tables import ROW
from lossviz.terms import TERMS
from lossviz.traps import TRAPS
from lossviz.vocabulary import InvalidInput, View
from tests.golden.write_doctor import DOCUMENT, calibration, confusion, document, stored
from tests.histories import FIRST, MAKERS, trained
from tests.promises import assert_numbers_are_told, assert_on_axes, assert_travels, assert_valid

EXAMPLES = PAGES["doctor"].subjects
STEPS = np.arange(60.0)

every_diagnosis = pytest.mark.parametrize("diagnosis", DIAGNOSES.values(), ids=DIAGNOSES)


@pytest.fixture(scope="module")
def judged():
    return stored()


# What its answers are worth


def test_it_is_judged_on_enough_histories_of_every_kind(judged):
    keys = [key for key, _ in judged]
    assert {key: keys.count(key) >= 6 for key in DIAGNOSES} == dict.fromkeys(DIAGNOSES, True)
    assert keys.count("healthy") >= 20
    assert len(keys) - keys.count("healthy") >= 60


def test_the_page_says_what_was_found(judged):
    assert DOCUMENT.read_text(encoding="utf-8") == document(judged), "run python -m tests.golden.write_doctor"


def test_most_answers_are_right(judged):
    table = confusion(judged)
    assert np.trace(table) >= 0.85 * len(judged)
    assert table[0, 0] >= table[0].sum() - 2, "healthy runs are called ill"
    assert table[1:, 0].sum() <= 4, "ill runs are called healthy"


def test_it_is_right_about_as_often_as_it_is_sure(judged):
    said_sure = calibration(judged)
    assert sum(abs(sure - right) for *_, sure, right in said_sure) < 0.08 * len(judged)
    shares = [right / count for _, _, count, _, right in said_sure if count >= 5]
    assert shares[-1] > shares[0], "surer answers are not more often right"


@pytest.mark.parametrize("place", range(len(MAKERS)), ids=[make.__name__ for make in MAKERS])
def test_the_histories_are_those_of_the_trainings(place, judged):
    make = MAKERS[place]
    again = trained(make, "judging", 1000 * place + FIRST["judging"])
    kept = next(history for key, history in judged if key == make.__name__)
    assert np.array_equal(again.step, kept.step)
    few = slice(0, 12)  # further on, machines may part
    np.testing.assert_allclose(again.training[few], kept.training[few], rtol=1e-4)


# What it knows


@every_diagnosis
def test_what_is_known_of_a_fault_names_others_that_exist(diagnosis):
    assert set(diagnosis.also) <= set(DIAGNOSES) - {diagnosis.key}
    assert diagnosis.tries
    sentences = [diagnosis.says, diagnosis.why_also, *diagnosis.tries]
    assert all(sentence.endswith(".") and len(sentence.split()) <= 25 for sentence in sentences), sentences


@every_diagnosis
def test_where_the_site_shows_more_is_there(diagnosis):
    anchors = {"glossary": TERMS, "pitfalls": PITFALLS, "traps": TRAPS}
    assert diagnosis.see
    for words, address in diagnosis.see:
        page, _, anchor = address.partition("#")
        assert words
        assert anchor in anchors[page] if anchor else page in PAGES


def test_every_diagnosis_is_that_of_one_example():
    found = {key: diagnose(recorded(each))[0].diagnosis.key for key, each in EXAMPLES.items()}
    assert sorted(found.values()) == sorted(DIAGNOSES)


@pytest.mark.parametrize("key", EXAMPLES)
def test_evidence_lies_on_the_curve_and_tells_its_numbers(key):
    history = recorded(EXAMPLES[key])
    findings = diagnose(history)
    assert sum(each.sureness for each in findings) == pytest.approx(1)
    assert [each.sureness for each in findings] == sorted((each.sureness for each in findings), reverse=True)
    for finding in findings:
        assert bool(finding.evidence) == bool(finding.sureness)
        for part in finding.evidence:
            assert part.start <= part.end
            assert getattr(history, part.series) is not None
            assert len(said(part.says, part.numbers).split()) <= 25
            assert part.end >= history.step[0]
            assert part.start <= history.step[-1]


def test_overfitting_cannot_be_seen_without_a_validation_loss():
    history = recorded(EXAMPLES["by_heart"])
    alone = diagnose(History.of(history.step, history.training))
    assert {each.diagnosis.key: each.sureness for each in alone}["overfitting"] == 0


@pytest.mark.parametrize("unit", [1e-6, 1.0, 1e9])
def test_the_unit_of_the_loss_changes_nothing(unit):
    for each in EXAMPLES.values():
        history = recorded(each)
        scaled = History.of(history.step, unit * history.training, unit * history.validation)
        assert [found.diagnosis.key for found in diagnose(scaled)[:2]] == [
            found.diagnosis.key for found in diagnose(history)[:2]
        ]


# Histories that need care

CURVE = np.exp(-STEPS / 8) + 0.1
ODD = {
    "constant": np.full(60, 0.7),
    "zero": np.zeros(60),
    "negative": CURVE - 5,
    "through zero": CURVE - 0.5,
    "huge": CURVE * 1e300,
    "tiny": CURVE * 1e-300,
    "one number among NaN": np.where(STEPS == 3, 1.0, np.nan),
    "NaN from the start": np.where(STEPS < 30, np.nan, CURVE),
    "infinite at last": np.where(STEPS < 50, CURVE, np.inf),
    "minus infinite": np.where(STEPS < 50, CURVE, -np.inf),
    "alternating": np.where(STEPS % 2, 1.0, 1e6),
    "largest": np.where(STEPS % 2, -1.7e308, 1.7e308),
}


@pytest.mark.parametrize("name", ODD)
def test_any_history_gets_a_diagnosis(name):
    for validation in (None, ODD[name], CURVE, np.where(STEPS % 7, np.nan, CURVE)):
        found = diagnose(History.of(STEPS, ODD[name], validation))
        assert sum(each.sureness for each in found) == pytest.approx(1)
        if not np.isfinite(ODD[name]).all():
            assert found[0].diagnosis.key == "nan"
        for finding in found:
            for part in finding.evidence:
                assert "{" not in said(part.says, part.numbers)


def test_a_constant_loss_is_nothing_learnt():
    assert diagnose(History.of(STEPS, ODD["constant"]))[0].diagnosis.key == "nothing_learnt"


def test_rows_in_any_order_are_sorted_and_repeated_steps_told():
    turned = History.of(STEPS[::-1], CURVE[::-1])
    assert np.array_equal(turned.training, CURVE)
    assert any("sorted" in note for note in turned.notes)
    twice = History.of(np.repeat(STEPS, 2), np.repeat(CURVE, 2) + np.tile([9.0, 0.0], 60))
    assert np.array_equal(twice.training, CURVE)
    assert any("60 rows were left out" in note for note in twice.notes)


def test_a_long_history_is_thinned_out_without_its_extremes_lost():
    rng = np.random.default_rng(0)
    losses = np.exp(-np.arange(100_000) / 2e4) + 0.01 * rng.random(100_000)
    losses[70_123], losses[90_001] = 50.0, 1e-5
    watched = np.roll(losses, 7)
    thin = History.of(np.arange(100_000), losses, watched)
    assert len(thin.step) <= LONGEST
    assert {50.0, 1e-5} <= set(thin.training)
    assert {50.0, 1e-5} <= set(thin.validation)
    assert f"Of 100000 rows {len(thin.step)} were kept" in thin.notes[-1]
    losses[80_500] = np.nan
    assert np.isnan(History.of(np.arange(100_000), losses).training).sum() == 1


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((STEPS[: FEWEST - 1], CURVE[: FEWEST - 1]), f"at least {FEWEST} rows; this history has {FEWEST - 1}"),
        ((STEPS, np.full(60, np.nan)), "No training loss is a number"),
        ((np.zeros(60), CURVE), "steps of their own"),
        ((np.where(STEPS == 4, np.nan, STEPS), CURVE), "The step of row 5 must be a finite number"),
        ((STEPS, CURVE[:-1]), "as many rows as each other"),
    ],
)
def test_what_is_no_history_is_refused_in_a_sentence(rows, words):
    with pytest.raises(InvalidInput, match=words):
        History.of(*rows)


def test_what_was_known_earlier_needs_no_later_row():
    history = recorded(EXAMPLES["broken_batch"])
    assert diagnose(history)[0].diagnosis.key == "exploding"
    before = history.until(200)
    assert before.step[-1] == 200
    assert diagnose(before)[0].diagnosis.key != "exploding"
    assert len(history.until(-5).step) == FEWEST


# The page


def _view(**fields):
    return View.read(fields, PAGES["doctor"])[0]


def test_the_stretches_are_marked_where_the_evidence_is():
    drawn = _view().draw()
    best = signs_of(recorded(EXAMPLES["by_heart"])).best_at
    marked = [trace for trace in drawn.data if trace["meta"]["role"] == "evidence"]
    assert marked[0]["x"][0] == best
    assert marked[0]["meta"]["tag"] == "validation rises"


def test_what_is_not_seen_is_covered_and_not_judged():
    whole, part = _view(history="broken_batch").draw(), _view(history="broken_batch", seen="50").draw()
    cover = next(trace for trace in part.data if trace["meta"]["role"] == "frame")
    assert cover["x"][0] == 200
    assert part.readings["sure_exploding"].value < 10 < whole.readings["sure_exploding"].value
    curves = [next(trace["y"] for trace in each.data if trace["meta"]["role"] == "loss") for each in (whole, part)]
    assert curves[0] is curves[1]


# A reader's own history


def _told(text, **wanted):
    return told_of(OWN, text.encode(), wanted.get("columns", []))


def _rows(*columns, header=""):
    lines = [header] if header else []
    return "\n".join([*lines, *(",".join(map(str, row)) for row in zip(*columns, strict=True))])


def _diagnosed(told):
    view, complaints = View.read({"own": told["value"]}, PAGES["doctor"])
    assert complaints == []
    return view.draw()


FALLS, RISES = np.round(CURVE, 4), np.round(CURVE + STEPS / 40, 4)


@pytest.mark.parametrize(
    ("header", "columns", "chosen"),
    [
        ("", (FALLS,), [ROW, "column 1", ""]),
        ("", (STEPS, FALLS), ["column 1", "column 2", ""]),
        ("", (STEPS, FALLS, RISES), ["column 1", "column 2", "column 3"]),
        (
            "epoch,accuracy,loss,val_accuracy,val_loss",
            (STEPS, RISES, FALLS, RISES, RISES),
            ["epoch", "loss", "val_loss"],
        ),
        ("train_loss,lr,valid_loss", (FALLS, RISES, RISES), [ROW, "train_loss", "valid_loss"]),
        ("Step,Training Loss,Validation Loss", (STEPS, FALLS, RISES), ["Step", "Training Loss", "Validation Loss"]),
        ("test loss,iteration,lr,loss", (RISES, STEPS, FALLS, FALLS), ["iteration", "loss", "test loss"]),
        ("", (FALLS, RISES), [ROW, "column 1", "column 2"]),
        ("a,b,c", (STEPS, FALLS, RISES), ["a", "b", "c"]),
    ],
)
def test_the_columns_of_a_log_are_found(header, columns, chosen):
    told = _told(_rows(*columns, header=header))
    assert (told["error"], list(told["chosen"])) == ("", chosen)


def test_a_pasted_history_gets_its_diagnosis_and_its_link_draws_it_again():
    drawn = _diagnosed(_told(_rows(STEPS, FALLS, RISES)))
    assert drawn.readings["sure_overfitting"].value > 60
    assert drawn.takeaway.startswith("Your history: Overfitting")
    assert_drawn(drawn)


@pytest.mark.parametrize("word", ["nan", "NaN", "inf", "-Infinity", "∞"])
def test_a_loss_that_is_no_number_is_part_of_the_history(word):
    told = _told(_rows(STEPS, [*FALLS[:40], *[word] * 20]))
    assert told["summary"] == "60 of 60 rows used."
    drawn = _diagnosed(told)
    assert drawn.readings["sure_nan"].value > 90
    assert "step 40" in drawn.worked[1]
    assert "Until it broke: Healthy" in drawn.worked[2]
    assert_drawn(drawn)
    assert (
        View.read({"own": told["value"]}, PAGES["doctor"])[0].state
        == View.read({"own": told["value"]}, PAGES["doctor"])[0].state
    ), "a cache would not know it again"


def test_steps_without_a_validation_loss_are_no_gaps():
    told = _told(_rows(STEPS, FALLS, [each if step % 10 == 0 else "" for step, each in zip(STEPS, RISES, strict=True)]))
    assert told["summary"] == "60 of 60 rows used."
    drawn = _diagnosed(told)
    assert drawn.readings["sure_overfitting"].value > 50
    assert drawn.readings["validation_last"].value == pytest.approx(RISES[50], rel=0.2)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("step,loss\n1,2\n2,1", ["Add rows"]),
        (_rows(STEPS, [*FALLS[:30], "oops", *FALLS[31:]]), ["line 31: “oops” is no number"]),
        (_rows(STEPS, [*FALLS[:30], "=1+1", *FALLS[31:]]), ["line 31", "is a formula"]),
        (_rows(["2024-01-01"] * 60, FALLS), []),
        (_rows([*STEPS[:9], "nan", *STEPS[10:]], FALLS), ["line 10"]),
        ("", ["There is nothing to read"]),
        ("hello world", ["rows"]),
        ("<script>alert(1)</script>\n" * 20, []),
    ],
)
def test_bad_rows_are_told_with_their_lines(text, sentences):
    told = _told(text)
    whole = " ".join([told["error"], told["summary"]])
    assert all(each in whole for each in sentences), whole
    if told["value"]:
        assert_drawn(_diagnosed(told))


def test_a_long_log_is_thinned_out_and_said_to_be():
    losses = 0.1 + np.round(np.exp(-np.arange(12_000) / 2000), 3)
    losses[9_000] = 77.0
    told = _told("\n".join(map(str, losses)))
    assert told["error"] == ""
    assert told["notes"][-1].startswith("Of 12000 rows ")
    rows = OWN.parsed(told["value"])
    assert len(rows) <= OWN.most
    assert [9001.0, 77.0, None] in rows
    assert _diagnosed(told).readings["sure_exploding"].value > 50
    far = _told("\n".join(["0.5"] * (OWN.longest_read + 2)))
    assert "at most 20000 can be used" in far["error"]


def test_a_history_that_cannot_be_used_is_said_so_and_the_example_shown():
    rows = ",".join(f"{step}:nan:1" for step in range(20))
    drawn = _view(own=rows).draw()
    assert "Your own history is not used. No training loss is a number" in drawn.worked[0]
    assert drawn.takeaway.startswith("Few examples")
    assert "yours is not used" in next(each["text"][0] for each in drawn.data if each["meta"]["role"] == "name")
    told = _told(_rows(STEPS, ["nan"] * 60))
    drawn = _diagnosed(told)
    assert "as steps do. Choose the column that holds the loss." in drawn.worked[0]


def test_a_log_of_words_and_numbers_is_read():
    told = _told(
        "\n".join(f"Epoch {at:.0f}/60 - loss: {loss} - val_loss: {loss + 0.1:.4f}" for at, loss in enumerate(FALLS))
    )
    assert list(told["chosen"]) == [ROW, "column 5", "column 8"]


def assert_drawn(drawn):
    assert_numbers_are_told(drawn)
    assert_travels(drawn)
    assert_on_axes(drawn)
    assert_valid(drawn)


def test_a_loss_below_zero_is_drawn_on_a_linear_scale_without_a_choice():
    view = _view().moved(own=OWN.legal(list(zip(STEPS, ODD["negative"], ODD["negative"], strict=True))))
    assert "type" not in view.draw().layout["yaxis"]
    assert [each.name for each in view.shown] == ["seen", "own"]
    assert "scale" in [each.name for each in _view().shown]


def test_a_history_that_begins_with_nan_was_nothing_before():
    drawn = _diagnosed(_told(_rows(STEPS, [*["nan"] * 40, *FALLS[:20]])))
    assert not any("Until it broke" in line for line in drawn.worked)


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("scale", ["log", "linear"])
def test_any_history_is_drawn(name, scale):
    rows = [(step, loss, loss) for step, loss in zip(STEPS, ODD[name], strict=True)]
    view = View.read({"scale": scale}, PAGES["doctor"])[0].moved(own=OWN.legal([(a, *map(_lost, b)) for a, *b in rows]))
    assert_drawn(view.draw())
    list(varying([view.moved(seen=seen).draw().specification() for seen in (10.0, 50.0, 100.0)]))


def _lost(loss):
    return float(np.clip(loss, -1e300, 1e300)) if np.isfinite(loss) else float(loss)
