"""The first view of each loss: it can be drawn, it is what the page opens on, and it fills its panel."""

import numpy as np
import pytest

from lossviz import LOSSES
from lossviz.catalogue import CATALOGUE, PAGES, view
from lossviz.vocabulary import InvalidInput, View
from lossviz.vocabulary.figures import controls_of
from lossviz.vocabulary.views import address
from tests.cases import every_loss

LEAST = 0.4  # of a panel's height, that a first view's own curve covers


def _figures(loss):
    return [figure for figure in CATALOGUE.figures.values() if figure.fits(loss, CATALOGUE.rivals(figure, loss))]


def _first(loss):
    return next(iter(CATALOGUE.kinds(loss)))


def _takes(control, value):
    try:
        return control.initial == control.legal(value)
    except InvalidInput:
        return False


@every_loss
def test_a_first_view_is_of_a_figure_that_is_offered_and_sets_what_there_is_to_set(loss):
    kinds = CATALOGUE.kinds(loss)
    assert not loss.opening.figure or next(iter(kinds)) == loss.opening.figure
    controls = [each for figure in _figures(loss) for each in controls_of(figure, loss, CATALOGUE.rivals(figure, loss))]
    for name, value in loss.opening.values.items():
        assert any(control.name == name and _takes(control, value) for control in controls), name


@every_loss
def test_a_page_opens_on_it_without_a_word_in_the_address(loss):
    page = PAGES[CATALOGUE.family_of(loss).key]
    shown, complaints = View.read({"loss": loss.key}, page)
    assert not complaints
    assert set(address(page, {"loss": loss.key})) <= {"loss"}
    for name, value in loss.opening.values.items():
        controls = {control.name: control for control in shown.controls}
        if name in controls and _takes(controls[name], value):
            assert shown.values[name] == controls[name].legal(value)


@every_loss
def test_rivals_that_are_scaled_are_rivals_and_agree_somewhere(loss):
    rivals = {other.key: other for other in CATALOGUE.rivals(CATALOGUE.figures["curve"], loss)}
    for key, scale in loss.opening.scales.items():
        line, label = loss.space.lines[0], loss.space.labels[0]
        prediction, target = line.place(np.linspace(line.low, line.high, 401), label)
        own, other = loss.value(prediction, target, **loss.bind({})), rivals[key](prediction, target)
        first = {name: loss.opening.values[name] for name in loss.opening.values if name in loss.bind({})}
        own = loss.value(prediction, target, **{**loss.bind({}), **first, **_plain(loss)})
        gap = np.abs(own - scale * other)
        assert gap.min() <= 1e-3 * (1 + np.abs(own).max()), key


def _plain(loss):
    """Exponents at 0, where there are any: what scaled rivals are to be told from."""
    return {"gamma": 0.0} if any(parameter.name == "gamma" for parameter in loss.parameters) else {}


@pytest.mark.parametrize(
    "loss", [loss for loss in LOSSES.values() if _first(loss) in ("curve", "sweep")], ids=lambda loss: loss.key
)
def test_a_curve_that_a_page_opens_on_fills_its_panel(loss):
    drawn = view(loss.key, figure=_first(loss)).draw()
    curves = [trace for trace in drawn.data if trace["meta"]["role"] in ("loss", "sweep") and trace["yaxis"] == "y"]
    low, high = drawn.layout["yaxis"]["range"]
    heights = np.concatenate([np.clip(trace["y"][np.isfinite(trace["y"])], low, high) for trace in curves])
    assert np.ptp(heights) >= LEAST * (high - low), f"{np.ptp(heights) / (high - low):.2f} of the panel's height"
