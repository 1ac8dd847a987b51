"""Formulas of penalties on weights."""

from mpmath import mp, mpf


def l1(w, _, strength=1):
    return strength * mp.fsum(abs(w_k) for w_k in w)


def l2(w, _, strength=1):
    return strength * mp.fsum(w_k**2 for w_k in w)


def elastic_net(w, _, strength=1, ratio=0.5):
    ratio = mpf(ratio)
    return strength * (ratio * mp.fsum(abs(w_k) for w_k in w) + (1 - ratio) * mp.fsum(w_k**2 for w_k in w))


def each(numbers, w):
    return numbers if isinstance(numbers, list | tuple) else [numbers] * len(w)


def elastic_weight_consolidation(w, _, strength=1, fisher=(4, 0.5), anchor=(1, -1)):
    parts = zip(each(fisher, w), w, each(anchor, w), strict=True)
    return mpf(strength) / 2 * mp.fsum(f * (w_k - a) ** 2 for f, w_k, a in parts)


FORMULAS = {
    "l1": (l1,),
    "l2": (l2,),
    "elastic_net": (elastic_net,),
    "elastic_weight_consolidation": (elastic_weight_consolidation,),
}
