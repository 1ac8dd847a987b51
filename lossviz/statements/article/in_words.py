"""What no figure can settle, and sources can."""

from lossviz.statements.record import Correction, Source

CORRECTIONS = (
    Correction(
        says="AlphaGo learned moves and positions with one loss.",
        so="The program of 2016 was trained in stages, with networks of their own for moves and for positions. The one "
        "loss of both is that of AlphaGo Zero, a year later.",
        sources=(
            Source(
                "An account of the stages", "https://ferryzhou.wordpress.com/2016/03/06/the-power-of-value-network/"
            ),
            Source("Silver et al. 2017, AlphaGo Zero", "https://doi.org/10.1038/nature24270"),
            Source("Silver et al. 2016, AlphaGo", "https://doi.org/10.1038/nature16961", False),
        ),
    ),
    Correction(
        says="The Nobel Prize in Physics of 2024 was for backpropagation.",
        so="It went to Hopfield and Hinton for making machine learning with neural networks possible. What was named "
        "are the Hopfield network and the Boltzmann machine.",
        sources=(
            Source(
                "A report of the day",
                "https://www.outlookindia.com/international/2024-nobel-prize-in-physics-john-hopfield-geoffrey-hinton-"
                "machine-learning-artificial-neural-networks",
            ),
            Source("The announcement", "https://www.nobelprize.org/prizes/physics/2024/press-release/", False),
        ),
    ),
    Correction(
        says="Gauss was the first to publish least squares.",
        so="Legendre published it in 1805, Gauss in 1809. Gauss wrote that he had used it since 1795.",
        sources=(
            Source(
                "Gauss’s own words, and what was written of them",
                "https://gtfp.cs.rhul.ac.uk/pulskamp/Gauss/Gauss.html",
            ),
            Source("Stigler 1981", "https://doi.org/10.1214/aos/1176345451", False),
        ),
    ),
    Correction(
        says="The hinge came with the support vector machines of the 2000s.",
        so="Support-vector networks, which charge for what is inside the margin, are of 1995.",
        sources=(Source("Cortes and Vapnik 1995", "https://doi.org/10.1007/BF00994018", False),),
    ),
    Correction(
        says="Dropout is a penalty that is added to the loss.",
        so="It switches units off while the network is trained, and the loss stays as it is. For some simple models "
        "this comes near a penalty on scaled weights.",
        sources=(
            Source(
                "Wager, Wang and Liang 2013, abstract",
                "https://papers.nips.cc/paper/4882-dropout-training-as-adaptive-regularization",
            ),
        ),
    ),
    Correction(
        says="When training has converged, the model has learned all that it can.",
        so="It only means that further steps no longer change the loss. On a level piece of it that happens anywhere.",
        sources=(Source("Two boxes apart, and a loss that is level", "detection?loss=iou&figure=boxes"),),
    ),
    Correction(
        says="Adversarial training is what GANs do.",
        so="It is training on inputs that were changed a little so that the model fails. A GAN sets two networks "
        "against each other to make new samples.",
        sources=(
            Source("Goodfellow, Shlens and Szegedy 2014, abstract", "https://ai.google/research/pubs/pub43405"),
            Source("Goodfellow et al. 2014, GANs", "https://arxiv.org/abs/1406.2661", False),
        ),
    ),
    Correction(
        says="In Keras a loss of one’s own is written with K.mean and K.square of keras.backend.",
        so="The keras.backend of Keras 3 has neither: it offers settings and little more. The functions are in "
        "keras.ops.",
        sources=(
            Source(
                "What keras.backend offers",
                "https://github.com/keras-team/keras/blob/master/keras/api/backend/__init__.py",
            ),
        ),
    ),
    Correction(
        says="Networks mostly get stuck in local minima.",
        so="In many dimensions saddle points are the larger trouble: the plains around them slow training down and "
        "look like minima.",
        sources=(
            Source(
                "Dauphin et al. 2014, abstract",
                "https://proceedings.neurips.cc/paper_files/paper/2014/hash/17e23e50bedc63b4095e3d8204ce063b-Abstract.html",
            ),
        ),
    ),
)
