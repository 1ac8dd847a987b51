"""A figure at all stops of several sliders: every leaf of every state, and the size that is told before."""

import base64
from itertools import product

import numpy as np
import pytest

import lossviz
from lossviz import InvalidInput, UnknownName
from lossviz.live import payload
from lossviz.live.lattice import MOST_STATES, axes_of, estimate, lattice, packed, states
from tests.pictures import leaves

VIEWS = {
    "huber": (lossviz.view("huber", figure="curve", delta=1.23), ("delta", "at_residual"), 9),
    "tweedie": (lossviz.view("tweedie", figure="curve"), ("power",), None),
    "landscape": (lossviz.view("huber", figure="landscape"), ("outliers", "delta", "noise"), 3),
    "weights": (lossviz.view("cross_entropy", figure="field"), ("class_weights.2", "class_weights.0"), 4),
    "boxes": (lossviz.view("giou", figure="boxes"), ("rate",), 5),
    "far": (lossviz.view("exponential", figure="curve"), ("at_logit",), None),
}
every_view = pytest.mark.parametrize("name", VIEWS)


def unpacked(code, count):
    """A column as ``specification.js`` reads it: a leaf for each place."""
    if "each" in code:
        return [_array(each) if isinstance(each, dict) else each for each in code["each"]]
    shape, planes = code["shape"], np.frombuffer(base64.b64decode(code["planes"]), np.uint8)
    bytes_of = planes.reshape(-1, int(np.prod(shape))).astype(np.int64)
    folded = sum(plane << (8 * place) for place, plane in enumerate(bytes_of))
    numbers = ((folded >> 1) ^ -(folded & 1)).reshape(shape)
    for axis in range(code["along"]):
        numbers = np.cumsum(numbers, axis)
    numbers = numbers.astype(np.int32).astype(np.int64)  # as they wrap in the browser
    if "low" in code:
        flat = np.where(numbers == 65535, np.nan, code["low"] + code["scale"] * numbers)
    else:
        flat = (np.where(numbers < 0, -numbers << 3 | 1 << 31, numbers << 3)).astype("<u4").view("<f4").astype(float)
    return list(flat.reshape(count, *shape[code["along"] :]))


def _array(node):
    return np.frombuffer(base64.b64decode(node["f8"])).reshape(node["shape"])


def at_path(node, path):
    for key in path:
        node = node[key]
    return node


def put(root, path, leaf):
    """The tree with another leaf."""
    if not path:
        return leaf
    key, *rest = path
    if isinstance(root, dict):
        return {**root, key: put(root[key], rest, leaf)}
    return [put(each, rest, leaf) if place == key else each for place, each in enumerate(root)]


@every_view
def test_every_state_is_the_figure_there(name):
    view, sliders, most = VIEWS[name]
    axes = axes_of(view, sliders, most)
    told = lattice(view, axes)
    lengths = [len(axis.values) for axis in axes]
    columns = []
    for paths, along, code in told["columns"]:
        own = [lengths[axis] for axis in along]
        columns.append((paths, along, own, unpacked(code, int(np.prod(own)))))
    for place in product(*map(range, lengths)):
        values = {}
        for axis, at in zip(axes, place, strict=True):
            field = axis.parameter.name
            values[field] = axis.parameter.moved(values.get(field, view.values[field]), axis.place, axis.values[at])
        figure = view.draw().specification()
        for paths, along, own, nodes in columns:
            node = nodes[int(np.ravel_multi_index([place[axis] for axis in along], own))]
            for path in paths:
                figure = put(figure, path, node)
        _check(view.moved(**values).draw().specification(), figure)


def _check(expected, found):
    for path, leaf in leaves(expected):
        if path and path[-1] == "length":
            continue
        got = at_path(found, path)
        if isinstance(leaf, np.ndarray):
            got = np.asarray(got, float)
            assert np.isnan(got[len(leaf) :]).all(), path  # a shorter one is filled up
            got = got[: len(leaf)]
            span = np.ptp(leaf[np.isfinite(leaf)]) if np.isfinite(leaf).any() else 0.0
            loose = 1e-3 * span if path[-1] == "z" else 1e-30
            np.testing.assert_allclose(got, leaf, rtol=1e-6, atol=loose, err_msg=str(path))
        else:
            assert payload.same(payload.plain(leaf), got), path


def test_a_leaf_is_kept_along_the_sliders_that_move_it_and_once_for_all_its_places():
    view = lossviz.view("huber", figure="curve")
    told = lattice(view, axes_of(view, ("delta", "at_residual")))
    along = {tuple(path): places for paths, places, _ in told["columns"] for path in paths}
    roles = [trace["meta"]["role"] for trace in view.draw().data]
    assert along["data", roles.index("loss"), "y"] == [0]
    assert along["takeaway",] == [0, 1]
    assert any(len(paths) > 1 for paths, _, _ in told["columns"])
    codes = [str((places, code)) for _, places, code in told["columns"]]
    assert len(codes) == len(set(codes))


def test_what_the_view_has_and_what_is_of_note_is_among_the_values():
    (axis,) = axes_of(lossviz.view("huber", figure="curve", delta=0.777), ("delta",), 11)
    assert axis.values[axis.stops :] == [0.777, 1.345]
    (axis,) = axes_of(lossviz.view("huber", figure="curve", delta=0.777), ("delta",), 10)
    assert axis.stops <= 10


@pytest.mark.parametrize(
    ("sliders", "most", "error", "said"),
    [
        (("a", "b", "c", "d"), None, InvalidInput, "At most 3 sliders can move together; 4 were named."),
        (("delta", "delta"), None, InvalidInput, "Each slider can be named once; 'delta' was named 2 times."),
        (("delta",), 1, InvalidInput, "A slider needs at least 2 stops; got 1."),
        (("detla",), None, UnknownName, "This figure has no slider 'detla'. Did you mean 'delta'? It has: delta"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(sliders, most, error, said):
    with pytest.raises(error) as refused:
        axes_of(lossviz.view("huber", figure="curve"), sliders, most)
    assert str(refused.value).startswith(said)


def test_too_many_states_are_not_drawn():
    view = lossviz.view("huber", figure="landscape")
    axes = axes_of(view, ("delta", "slope", "intercept"))
    assert states(axes) > MOST_STATES
    with pytest.raises(InvalidInput, match=r"53,792 combinations of stops together; at most 20,000"):
        lattice(view, axes)


@pytest.mark.parametrize(
    ("view", "sliders", "most"),
    [
        (lossviz.view("huber", figure="curve"), ("delta", "at_residual"), None),
        (lossviz.view("huber", figure="landscape"), ("delta", "outliers"), 21),
        (lossviz.view("focal", figure="curve"), ("alpha", "gamma"), 21),
        (lossviz.view("focal", figure="curve"), ("alpha", "gamma", "at_probability"), 9),
        (lossviz.view("cross_entropy", figure="field"), ("class_weights.0", "class_weights.1"), 15),
        (lossviz.view("dice", figure="mask"), ("smooth", "certainty"), 9),
        (lossviz.compare(["barron", "cauchy"]), ("at_residual", "alpha"), 21),
        (lossviz.view("tversky", figure="sweep"), ("alpha",), None),
    ],
    ids=lambda each: f"{each.subject.key}-{each.figure.key}" if isinstance(each, lossviz.View) else "",
)
def test_the_size_that_is_told_is_about_the_size(view, sliders, most):
    axes = axes_of(view, sliders, most)
    guess, real = estimate(view, axes).bytes(axes), len(packed(lattice(view, axes)))
    assert abs(guess - real) < 0.3 * real + 2_000
