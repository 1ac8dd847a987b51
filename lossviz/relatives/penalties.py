"""Relatives among penalties."""

from lossviz.relatives.statement import equal, side

RELATIVES = (
    equal(
        "At ρ = 1 the elastic net is the L1 penalty.",
        ((side("elastic_net", strength=s, ratio=1.0), side("l1", strength=s)) for s in (1.0, 0.1, 3.0)),
    ),
    equal(
        "At ρ = 0 the elastic net is the L2 penalty.",
        ((side("elastic_net", strength=s, ratio=0.0), side("l2", strength=s)) for s in (1.0, 0.1, 3.0)),
    ),
    equal(
        "With F = 1 and the anchor at 0 everywhere, elastic weight consolidation is half the L2 penalty.",
        (
            (
                side("elastic_weight_consolidation", strength=s, fisher=1.0, anchor=0.0),
                0.5 * side("l2", strength=s),
            )
            for s in (1.0, 0.1, 3.0)
        ),
    ),
)
