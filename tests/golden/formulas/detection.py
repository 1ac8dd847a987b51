"""Formulas of detection losses."""

from mpmath import mp, mpf


def box_smooth_l1(p, t, beta=1):
    total = mpf(0)
    for p_k, t_k in zip(p, t, strict=True):
        r = abs(p_k - t_k)
        total += r**2 / (2 * beta) if r < beta else r - beta / mpf(2)
    return total


def intersection_and_union(p, t):
    width = min(p[2], t[2]) - max(p[0], t[0])
    height = min(p[3], t[3]) - max(p[1], t[1])
    shared = max(width, mpf(0)) * max(height, mpf(0))
    return shared, (p[2] - p[0]) * (p[3] - p[1]) + (t[2] - t[0]) * (t[3] - t[1]) - shared


def enclosing(p, t):
    return max(p[2], t[2]) - min(p[0], t[0]), max(p[3], t[3]) - min(p[1], t[1])


def iou(p, t):
    shared, union = intersection_and_union(p, t)
    return 1 - shared / union


def giou(p, t):
    shared, union = intersection_and_union(p, t)
    width, height = enclosing(p, t)
    return 1 - (shared / union - (width * height - union) / (width * height))


def diou(p, t):
    width, height = enclosing(p, t)
    x = (p[0] + p[2]) / 2 - (t[0] + t[2]) / 2
    y = (p[1] + p[3]) / 2 - (t[1] + t[3]) / 2
    return iou(p, t) + (x**2 + y**2) / (width**2 + height**2)


def aspect(p, t):
    return 4 / mp.pi**2 * (mp.atan((t[2] - t[0]) / (t[3] - t[1])) - mp.atan((p[2] - p[0]) / (p[3] - p[1]))) ** 2


def trade_off(p, t):
    v = aspect(p, t)
    return v / (iou(p, t) + v) if v else mpf(0)


def ciou(p, t, held=None):
    """With ``held``, a box, the trade-off is that of ``held``: what the gradient is the derivative of."""
    return diou(p, t) + trade_off(held or p, t) * aspect(p, t)


def eiou(p, t):
    width, height = enclosing(p, t)
    too_wide, too_high = (p[2] - p[0]) - (t[2] - t[0]), (p[3] - p[1]) - (t[3] - t[1])
    return diou(p, t) + (too_wide / width) ** 2 + (too_high / height) ** 2


def effici_ciou(p, t):
    return eiou(p, t) + trade_off(p, t) * aspect(p, t)


FORMULAS = {
    "box_smooth_l1": (box_smooth_l1,),
    "iou": (iou,),
    "giou": (giou,),
    "diou": (diou,),
    "ciou": (ciou,),
    "eiou": (eiou,),
    "effici_ciou": (effici_ciou,),
}
