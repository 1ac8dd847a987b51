"""Formulas of the losses of a game, and of a distance between images."""

from mpmath import mp, mpf


def sigma(z):
    return 1 / (1 + mp.exp(-z))


def gan_discriminator(z, y):
    return -(y * mp.log(sigma(z)) + (1 - y) * mp.log(1 - sigma(z)))


def gan_minimax_generator(z):
    return mp.log(1 - sigma(z))


def gan_non_saturating_generator(z):
    return -mp.log(sigma(z))


def lsgan_discriminator(z, y):
    return (z - y) ** 2 / 2


def lsgan_generator(z):
    return (z - 1) ** 2 / 2


def wgan_critic(z, y):
    return -z if y == 1 else z


def wgan_generator(z):
    return -z


def hinge_gan_discriminator(z, y):
    return max(mpf(0), 1 - z) if y == 1 else max(mpf(0), 1 + z)


def seen(d, i, j):
    """The answers of the six filters at a pixel of an image that goes on beyond its border as at its border."""

    def at(down, right):
        return d[min(max(i + down, 0), len(d) - 1)][min(max(j + right, 0), len(d[0]) - 1)]

    return (
        (at(-1, 1) + 2 * at(0, 1) + at(1, 1) - at(-1, -1) - 2 * at(0, -1) - at(1, -1)) / 4,
        (at(1, -1) + 2 * at(1, 0) + at(1, 1) - at(-1, -1) - 2 * at(-1, 0) - at(-1, 1)) / 4,
        at(0, 0) - (at(-1, 0) + at(1, 0) + at(0, -1) + at(0, 1)) / 4,
        mp.fsum(at(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)) / 9,
        at(1, 1) - at(-1, -1),
        at(1, -1) - at(-1, 1),
    )


def mean(numbers):
    numbers = list(numbers)
    return mp.fsum(numbers) / len(numbers)


def strengths(image):
    """By filter and pixel: the root of the mean square of the answers in 5 by 5 pixels, and of a tenth squared."""
    rows, columns = range(len(image)), range(len(image[0]))
    answers = {(i, j): seen(image, i, j) for i in rows for j in columns}

    def around(i, j):
        for down in range(-2, 3):
            for right in range(-2, 3):
                yield answers[min(max(i + down, 0), rows[-1]), min(max(j + right, 0), columns[-1])]

    for i in rows:
        for j in columns:
            for of_filter in zip(*around(i, j), strict=True):
                yield mp.sqrt(mean(x**2 for x in of_filter) + mpf("0.1") ** 2)


def halved(image):
    return [
        [mean((image[i][j], image[i][j + 1], image[i + 1][j], image[i + 1][j + 1])) for j in range(0, len(row) - 1, 2)]
        for i, row in zip(range(0, len(image) - 1, 2), image, strict=False)
    ]


def perceptual(p, t, weight=0.5):
    pixels = mean((a - b) ** 2 for row, other in zip(p, t, strict=True) for a, b in zip(row, other, strict=True))
    filters = []
    for _ in range(3):
        filters.append(mean((a - b) ** 2 for a, b in zip(strengths(p), strengths(t), strict=True)))
        p, t = halved(p), halved(t)
    return weight * mean(filters) + (1 - weight) * pixels


FORMULAS = {
    "gan_discriminator": (gan_discriminator,),
    "gan_minimax_generator": (gan_minimax_generator,),
    "gan_non_saturating_generator": (gan_non_saturating_generator,),
    "lsgan_discriminator": (lsgan_discriminator,),
    "lsgan_generator": (lsgan_generator,),
    "wgan_critic": (wgan_critic,),
    "wgan_generator": (wgan_generator,),
    "hinge_gan_discriminator": (hinge_gan_discriminator,),
    "perceptual": (perceptual,),
}
