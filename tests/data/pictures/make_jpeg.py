"""Writes JPEG files by Pillow (libjpeg-turbo), which the encoder's must equal byte for byte: make_jpeg.py jpeg

A file's name says what it is: WIDTHxHEIGHTxBANDS-qQUALITY-SUBSAMPLING[-optimized].jpg. Its pixels are those of pixels() below, which
the test has, too.
"""

import sys

import numpy as np
from PIL import Image

CASES = [
    (1, 1, 3, 75, 420, False),
    (1, 1, 1, 75, 444, False),
    (2, 9, 3, 10, 420, False),
    (17, 1, 3, 90, 444, False),
    (16, 16, 3, 50, 420, False),
    (33, 40, 3, 85, 420, False),
    (24, 33, 3, 1, 444, True),
    (47, 31, 3, 100, 420, False),
    (47, 31, 3, 100, 444, False),
    (100, 75, 3, 75, 420, False),
    (100, 75, 3, 85, 420, True),
    (100, 75, 3, 95, 444, True),
    (75, 100, 1, 75, 444, False),
    (75, 100, 1, 30, 444, True),
    (8, 65, 1, 100, 444, False),
]


def pixels(width, height, bands):
    """Gradients, edges where they wrap, and a little noise."""
    y, x, band = np.meshgrid(np.arange(height), np.arange(width), np.arange(bands), indexing="ij")
    smooth = (x * x * (band + 2) + 3 * y * y + 5 * x * y * (band + 1)) >> 6
    noise = ((x * 7919 + y * 104729 + band * 13) ^ (x * y * 31)) & 15
    return ((smooth + noise) & 255).astype(np.uint8)


for width, height, bands, quality, subsampling, optimize in CASES:
    image = Image.fromarray(pixels(width, height, bands).squeeze(-1) if bands == 1 else pixels(width, height, bands))
    name = f"{width}x{height}x{bands}-q{quality}-{subsampling}{'-optimized' if optimize else ''}.jpg"
    image.save(f"{sys.argv[1]}/{name}", quality=quality, subsampling={420: 2, 444: 0}[subsampling], optimize=optimize)
