"""Writes the fits that `test_classify.py` compares classifiers with: those of scikit-learn's LogisticRegression.

    python tests/golden/write_classify.py

needs scikit-learn; the tests themselves need only what it wrote.
"""

# ruff: noqa: E402  (the package is beside the tests)

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score

from lossviz.learning.data.groups import groups

SEEDS = (0, 1, 2, 3)
KINDS = (("binary_cross_entropy", 2, (0.0, 0.01, 0.5), (1.0, 4.0)), ("cross_entropy", 3, (0.01, 0.5), (1.0, 3.0)))


def _fit(data, classes: int, penalty: float, weight: float) -> dict:
    """The fit with the penalty on the mean loss: scikit-learn's C is one over the penalty times the examples."""
    last = classes - 1
    count = len(data.labels)
    model = LogisticRegression(
        C=1 / (penalty * count) if penalty else np.inf,
        class_weight={k: weight if k == last else 1.0 for k in range(classes)},
        solver="newton-cholesky",
        tol=1e-13,
        max_iter=100_000,
    ).fit(data.features, data.labels)
    p = model.predict_proba(data.features)
    positive = data.labels == last
    return {
        "probabilities": p.tolist(),
        "coefficients": model.coef_.tolist(),
        "auc": roc_auc_score(positive, p[:, last]),
        "brier": brier_score_loss(positive, p[:, last]),
    }


def main() -> None:
    """Writes the fits."""
    rows = []
    for loss, classes, penalties, weights in KINDS:
        for seed in SEEDS:
            knobs = {"size": 64, "share": 0.2, "spread": 1.0, "label_noise": 0.05, "seed": seed, "inside": False}
            data = groups(classes=classes, **knobs)
            for penalty in penalties:
                for weight in weights:
                    row = {"loss": loss, "classes": classes, "knobs": knobs, "penalty": penalty, "weight": weight}
                    rows.append({**row, **_fit(data, classes, penalty, weight)})
    text = json.dumps({"scikit-learn": sklearn.__version__, "rows": rows}, separators=(",", ":"))
    (HERE / "classifiers" / "logistic.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
