"""Relatives among penalties."""

from lossviz.relatives.statement import Relative, Setting

RELATIVES = (
    Relative(
        key="elastic_net_l1",
        statement="At ρ = 1 the elastic net is the L1 penalty.",
        pairs=tuple(
            (Setting("elastic_net", {"strength": strength, "ratio": 1.0}), Setting("l1", {"strength": strength}))
            for strength in (1.0, 0.1, 3.0)
        ),
    ),
    Relative(
        key="elastic_net_l2",
        statement="At ρ = 0 the elastic net is the L2 penalty.",
        pairs=tuple(
            (Setting("elastic_net", {"strength": strength, "ratio": 0.0}), Setting("l2", {"strength": strength}))
            for strength in (1.0, 0.1, 3.0)
        ),
    ),
    Relative(
        key="elastic_weight_consolidation_l2",
        statement="With F = 1 and the anchor at 0 everywhere, elastic weight consolidation is half the L2 penalty.",
        pairs=tuple(
            (
                Setting("elastic_weight_consolidation", {"strength": strength, "fisher": 1.0, "anchor": 0.0}),
                Setting("l2", {"strength": strength}, 0.5),
            )
            for strength in (1.0, 0.1, 3.0)
        ),
    ),
)
