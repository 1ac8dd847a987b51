"""Formulas of multiclass losses."""

from mpmath import mp, mpf


def softmax(z):
    weights = [mp.exp(z_k) for z_k in z]
    return [w / mp.fsum(weights) for w in weights]


def cross_entropy(z, t, class_weights=None, smoothing=0, temperature=1):
    class_weights = class_weights or [1] * len(z)
    p = softmax([z_k / temperature for z_k in z])
    t = [(1 - smoothing) * t_k + mpf(smoothing) / len(z) for t_k in t]
    return mp.fsum(w * t_k * -mp.log(p_k) for w, t_k, p_k in zip(class_weights, t, p, strict=True))


def one_hot(y, classes):
    return [mpf(k == y) for k in range(classes)]


def sparse_cross_entropy(z, y, class_weights=None, smoothing=0):
    return cross_entropy(z, one_hot(y, len(z)), class_weights, smoothing)


def multiclass_focal(z, t, gamma=2):
    return mp.fsum(t_k * (1 - p_k) ** gamma * -mp.log(p_k) for t_k, p_k in zip(t, softmax(z), strict=True))


def multiclass_hinge(z, t, margin=1):
    return mp.fsum(
        t[y] * mp.fsum(max(mpf(0), margin + z[j] - z[y]) for j in range(len(z)) if j != y) for y in range(len(z))
    )


def crammer_singer(z, t, margin=1):
    return mp.fsum(
        t[y] * max(mpf(0), margin + max(z[j] for j in range(len(z)) if j != y) - z[y]) for y in range(len(z))
    )


def multiclass_brier(z, t):
    return mp.fsum((p_k - t_k) ** 2 for p_k, t_k in zip(softmax(z), t, strict=True))


def poly1(z, t, epsilon=1):
    return mp.fsum(t_k * (-mp.log(p_k) + epsilon * (1 - p_k)) for t_k, p_k in zip(t, softmax(z), strict=True))


def class_balanced(z, t, beta=0.999, counts=(900, 90, 10)):
    weights = [(1 - mpf(beta)) / (1 - mpf(beta) ** count) for count in counts]
    return cross_entropy(z, t, [len(z) * w / mp.fsum(weights) for w in weights])


def class_distance_weighted(z, t, alpha=2):
    p = softmax(z)
    return -mp.fsum(
        t[y] * mp.fsum(abs(mpf(k - y)) ** alpha * mp.log(1 - p[k]) for k in range(len(z)) if k != y)
        for y in range(len(z))
    )


def earth_mover(z, t):
    p = softmax(z)
    return mp.fsum((mp.fsum(p[: k + 1]) - mp.fsum(t[: k + 1])) ** 2 for k in range(len(z)))


def multilabel_cross_entropy(z, t):
    p = [1 / (1 + mp.exp(-z_k)) for z_k in z]
    return mp.fsum(-t_k * mp.log(p_k) - (1 - t_k) * mp.log(1 - p_k) for t_k, p_k in zip(t, p, strict=True)) / len(z)


FORMULAS = {
    "cross_entropy": (cross_entropy,),
    "sparse_cross_entropy": (sparse_cross_entropy,),
    "multiclass_focal": (multiclass_focal,),
    "multiclass_hinge": (multiclass_hinge,),
    "crammer_singer": (crammer_singer,),
    "multiclass_brier": (multiclass_brier,),
    "poly1": (poly1,),
    "class_balanced": (class_balanced,),
    "class_distance_weighted": (class_distance_weighted,),
    "earth_mover": (earth_mover,),
    "multilabel_cross_entropy": (multilabel_cross_entropy,),
}
