"""Tiles over the pole, averaged: see README.md. Usage: make_pole.py geo-npolar.tif. Debian 12: python3-gdal, python3-numpy."""
import math
import sys

import numpy as np
from osgeo import gdal

gdal.UseExceptions()
HERE = __file__.rsplit("/", 1)[0] + "/"
HALF, FINE, BORDER = math.pi * 6378137, 32, 8  # source pixels under one of the tile at zoom 0, about

answers = {}
for key, method, edge, left, top, ratio in (("0-0-0", "bilinear", 2 * HALF, -HALF, HALF, FINE), ("1-1-0", "cubic", HALF, 0, HALF, FINE // 2)):
    # As fine as the image, exactly warped, with a border so that no kernel is cut off, then shrunk by a read.
    more = edge * BORDER / 256
    fine = gdal.Warp("/vsimem/pole.vrt", sys.argv[1], format="VRT", dstSRS="EPSG:3857", outputBounds=(left - more, top - edge - more, left + edge + more, top + more),
                     width=(256 + 2 * BORDER) * ratio, height=(256 + 2 * BORDER) * ratio, resampleAlg=method, errorThreshold=0, dstAlpha=True)
    algorithm = {"bilinear": gdal.GRIORA_Bilinear, "cubic": gdal.GRIORA_Cubic}[method]
    array = fine.ReadAsArray(buf_xsize=256 + 2 * BORDER, buf_ysize=256 + 2 * BORDER, resample_alg=algorithm)[:, BORDER:-BORDER, BORDER:-BORDER]
    array[1][array[1] < 255] = 0
    answers[key] = array
    print(key, (array[1] > 0).sum(), array[0][array[1] > 0])
np.savez_compressed(HERE + "pole.npz", **answers)
