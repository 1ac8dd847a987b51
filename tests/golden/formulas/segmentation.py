"""Formulas of segmentation losses."""

from mpmath import mp, mpf


def pixels(p, t):
    return [(p_i, t_i) for p_row, t_row in zip(p, t, strict=True) for p_i, t_i in zip(p_row, t_row, strict=True)]


def held_log(p):
    # No float but 0 that the losses are tried on has a logarithm below -100. Just above 0 it is not held, so
    # that differences show no derivative at 0: what PyTorch calls the gradient there is a convention.
    return mp.log(p) if p else mpf(-100)


def pixel_cross_entropy(p, t):
    each = [-held_log(p_i) if t_i else -held_log(1 - p_i) for p_i, t_i in pixels(p, t)]
    return mp.fsum(each) / len(each)


def true_positives(p, t):
    return mp.fsum(p_i * t_i for p_i, t_i in pixels(p, t))


def false_positives(p, t):
    return mp.fsum(p_i * (1 - t_i) for p_i, t_i in pixels(p, t))


def false_negatives(p, t):
    return mp.fsum((1 - p_i) * t_i for p_i, t_i in pixels(p, t))


def one_minus(above, below):
    return 1 - above / below if below else mpf(0)  # nothing there and nothing found


def dice(p, t, smooth=1):
    total = mp.fsum(p_i + t_i for p_i, t_i in pixels(p, t))
    return one_minus(2 * true_positives(p, t) + smooth, total + smooth)


def jaccard(p, t, smooth=1):
    total = mp.fsum(p_i + t_i for p_i, t_i in pixels(p, t))
    shared = true_positives(p, t)
    return one_minus(shared + smooth, total - shared + smooth)


def tversky(p, t, alpha=0.3, beta=0.7, smooth=1):
    shared = true_positives(p, t)
    return one_minus(shared + smooth, shared + alpha * false_positives(p, t) + beta * false_negatives(p, t) + smooth)


def focal_tversky(p, t, alpha=0.3, beta=0.7, smooth=1, gamma=0.75):
    base = tversky(p, t, alpha, beta, smooth)
    # A power below 1 has an infinite slope at 0: differences of a few hundred digits see only a large one.
    return mp.inf if gamma < 1 and 0 < base < mpf(10) ** -30 else base**gamma


def combo(p, t, weight=0.5, smooth=1):
    return weight * pixel_cross_entropy(p, t) + (1 - weight) * dice(p, t, smooth)


def generalized_dice(p, t):
    channels = [pixels(p, t), [(1 - p_i, 1 - t_i) for p_i, t_i in pixels(p, t)]]
    volumes = [mp.fsum(t_i for _, t_i in channel) for channel in channels]
    weights = [1 / volume**2 if volume else None for volume in volumes]
    largest = max(weight for weight in weights if weight is not None)
    weights = [largest if weight is None else weight for weight in weights]
    shared = mp.fsum(w * mp.fsum(a * b for a, b in channel) for w, channel in zip(weights, channels, strict=True))
    total = mp.fsum(w * mp.fsum(a + b for a, b in channel) for w, channel in zip(weights, channels, strict=True))
    return 1 - (2 * shared + mpf(1e-5)) / (total + mpf(1e-5))


FORMULAS = {
    "pixel_cross_entropy": (pixel_cross_entropy,),
    "dice": (dice, {"smooth": 1e-6}),
    "jaccard": (jaccard, {"smooth": 1e-6}),
    "tversky": (tversky, {"alpha": 0.0, "beta": 1.0, "smooth": 0.0}, {"alpha": 1.0, "beta": 0.0, "smooth": 0.0}),
    "focal_tversky": (focal_tversky, {"smooth": 0.0, "gamma": 1.0}, {"gamma": 0.5}),
    "combo": (combo,),
    "generalized_dice": (generalized_dice,),
}
