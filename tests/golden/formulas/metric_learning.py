"""Formulas of losses of embeddings."""

from mpmath import mp, mpf


def inner(x, y):
    return mp.fsum(a * b for a, b in zip(x, y, strict=True))


def distance(x, y):
    difference = [a - b for a, b in zip(x, y, strict=True)]
    return mp.sqrt(inner(difference, difference))


def cosine(x, y):
    """As CosineEmbeddingLoss has it: with 1e-12 added to each squared length."""
    extra = mpf(10) ** -12
    return inner(x, y) / mp.sqrt((inner(x, x) + extra) * (inner(y, y) + extra))


def surprise(logits, true):
    return -mp.log(mp.exp(logits[true]) / mp.fsum(mp.exp(z) for z in logits))


def contrastive(x, y, margin=1):
    d = distance(*x)
    return d**2 / 2 if y == 1 else max(mpf(0), margin - d) ** 2 / 2


def triplet(x, margin=1):
    anchor, positive, negative = x
    return max(mpf(0), distance(anchor, positive) - distance(anchor, negative) + margin)


def cosine_embedding(x, y, margin=0):
    return 1 - cosine(*x) if y == 1 else max(mpf(0), cosine(*x) - margin)


def info_nce(x, temperature=0.1):
    query, *others = x
    return surprise([cosine(query, other) / temperature for other in others], 0)


def clip(s):
    sides = [s, [list(column) for column in zip(*s, strict=True)]]
    return mp.fsum(surprise(row, i) for side in sides for i, row in enumerate(side)) / (2 * len(s))


def prototypical(x, y):
    query, *prototypes = x
    return surprise([-(distance(query, prototype) ** 2) for prototype in prototypes], int(y))


def arcface(c, y, margin=0.5, scale=16):
    return surprise([scale * (mp.cos(mp.acos(c_j) + margin) if j == y else c_j) for j, c_j in enumerate(c)], int(y))


FORMULAS = {
    "contrastive": (contrastive,),
    "triplet": (triplet,),
    "cosine_embedding": (cosine_embedding,),
    "info_nce": (info_nce,),
    "clip": (clip,),
    "prototypical": (prototypical,),
    "arcface": (arcface,),
}
