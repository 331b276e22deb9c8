"""Three files in three CRSs over one map tile, and what rio-tiler's selections make of the pixels under the middles of the tile's."""
import math

import numpy as np
import rasterio
from rasterio.crs import CRS
from rasterio.transform import from_bounds, from_origin
from rasterio.warp import transform, transform_bounds

from make_selections import SELECTIONS

Z, X, Y, SIZE = 8, 130, 90, 64
HALF = math.pi * 6378137
SIDE = 2 * HALF / 2**Z
tile = (X * SIDE - HALF, HALF - (Y + 1) * SIDE, (X + 1) * SIDE - HALF, HALF - Y * SIDE)
target = from_bounds(*tile, SIZE, SIZE)
rng = np.random.default_rng(5)

# Longitudes and latitudes; the tile is 2.8125 to 4.21875 degrees east, 46.07 to 47.04 degrees north. Pixels are larger than the tile's.
FILES = [("a.tif", 3857, (2.7, 46.3, 3.6, 47.2)), ("b.tif", 4326, (3.3, 45.9, 4.4, 46.8)), ("c.tif", 32631, (2.9, 46.1, 4.1, 47.0))]
warped = []

# Where a pixel's middle lies near the edge between two of a file, a warp may take one or the other: GDAL's is exact to an eighth of one.
rows, columns = np.mgrid[0:SIZE, 0:SIZE] + 0.5
middles = [c.ravel() for c in target * (columns, rows)]
sure = np.ones((SIZE, SIZE), bool)
for number, (name, code, box) in enumerate(FILES):
    left, bottom, right, top = transform_bounds("EPSG:4326", f"EPSG:{code}", *box)
    width, height = 23 + number, 21 + number
    grid = from_bounds(left, bottom, right, top, width, height)
    data = rng.integers(1, 250, (2, height, width)).astype("uint8")
    data[:, rng.random((height, width)) < 0.15] = 0
    profile = {"driver": "GTiff", "count": 2, "dtype": "uint8", "nodata": 0, "width": width, "height": height, "tiled": True,
               "blockxsize": 32, "blockysize": 32, "compress": "deflate", "interleave": "band"}
    with rasterio.open(name, "w", crs=CRS.from_epsg(code), transform=grid, **profile) as file:
        file.write(data)
    places = ~grid * tuple(np.array(c) for c in transform("EPSG:3857", f"EPSG:{code}", *middles))
    column, row = (np.floor(place).astype(int) for place in places)
    inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
    result = data[:, np.clip(row, 0, height - 1), np.clip(column, 0, width - 1)] * inside.astype("uint8")
    result = result.reshape(2, SIZE, SIZE)
    for place in places:
        sure &= (np.abs(place - np.round(place)) > 0.02).reshape(SIZE, SIZE)
    warped.append(np.ma.MaskedArray(result, np.broadcast_to((result == 0).all(axis=0), result.shape).copy()))

arrays = {"sure": sure.astype("u1")}
for name, make in SELECTIONS.items():
    made = make(warped)
    arrays[name] = made.data.astype("f8" if name == "stdev" else "u1")
    arrays[name + "_mask"] = (~np.ma.getmaskarray(made)[0]).astype("u1")
np.savez_compressed("tile.npz", **arrays)
