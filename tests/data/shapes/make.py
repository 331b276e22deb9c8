"""Makes the files of this folder; needs GDAL 3.6 with its Python bindings, rasterio 1.3 and NumPy. Run here: python3 make.py

shapes.txt: areas in pixels, the pixels that gdal.RasterizeLayer burns of them with ALL_TOUCHED, and how many of 5 x 5 smaller pixels in each.
statistics.json: what rio-tiler says of small arrays; its definitions (weights, quantiles, histogram), written with NumPy.
"""
import json
import math
import random

import numpy as np
from osgeo import gdal, ogr

gdal.UseExceptions()
WIDTH, HEIGHT, SCALE = 20, 15, 5


def burn(shape, width, height, scale=1):
    target = gdal.GetDriverByName("MEM").Create("", width, height, 1, gdal.GDT_Byte)
    target.SetGeoTransform((0, 1 / scale, 0, 0, 0, 1 / scale))
    source = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = source.CreateLayer("")
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(ogr.CreateGeometryFromJson(json.dumps({"type": "MultiPolygon", "coordinates": shape})))
    layer.CreateFeature(feature)
    gdal.RasterizeLayer(target, [1], layer, burn_values=[1], options=["ALL_TOUCHED=TRUE"])
    return target.ReadAsArray()


def closed(*points):
    return [list(p) for p in points] + [list(points[0])]


def star(rng, x, y, radius, corners):
    angles = sorted(rng.uniform(0, 2 * math.pi) for _ in range(corners))
    return closed(*[(x + radius * rng.uniform(0.3, 1) * math.cos(a), y + radius * rng.uniform(0.3, 1) * math.sin(a)) for a in angles])


def shapes():
    # Up to the last loop, neither a corner nor an edge meets a corner of the smaller pixels by chance: which of those it touches is a matter of rounding.
    yield [[closed((3, 2), (12, 2), (12, 9), (3, 9))]]                                   # on borders
    yield [[closed((3.5, 2.5), (12.5, 2.5), (12.5, 9.5), (3.5, 9.5))]]                   # on middles
    yield [[closed((3.001, 2.001), (11.999, 2.001), (11.999, 8.999), (3.001, 8.999))]]
    yield [[closed((2.9999999999, 2), (12.0000000001, 2), (12.0000000001, 9), (2.9999999999, 9))]]
    yield [[closed((0, 0), (20, 0), (20, 15), (0, 15))]]                                 # all of it
    yield [[closed((-50, -40), (90, -40), (90, 80), (-50, 80))]]
    yield [[closed((5.23, 5.21), (5.63, 5.33), (5.47, 5.74))]]                                 # inside one pixel
    yield [[closed((1, 1), (19, 1), (19, 14), (1, 14)), closed((5, 5), (15, 5), (15, 10), (5, 10))]]  # a hole on borders
    yield [[closed((1.31, 1.23), (18.72, 1.94), (18.29, 13.67), (1.13, 13.14)), closed((5.43, 5.64), (14.68, 5.27), (15.71, 10.13), (5.29, 10.84))]]
    yield [[closed((1.2, 1.3), (9.4, 1.6), (8.8, 7.7))], [closed((6.1, 3.3), (16.4, 4.6), (11.8, 12.7))]]  # two that overlap
    yield [[closed((2.23, 2.34), (15.46, 12.67), (15.27, 2.13), (2.61, 12.93))]]                 # crosses itself
    yield [[closed((0.2, 7.3), (19.8, 7.4), (19.8, 7.6))]]                               # a sliver
    rng = random.Random(1)
    for _ in range(60):
        yield [[star(rng, rng.uniform(-2, 22), rng.uniform(-2, 17), rng.uniform(0.5, 14), rng.randint(3, 12))] for _ in range(rng.randint(1, 3))]
    for _ in range(40):  # On whole pixels.
        yield [[closed(*[(rng.randint(-3, 23), rng.randint(-3, 18)) for _ in range(rng.randint(3, 5))])]]


def write_shapes():
    with open("shapes.txt", "w") as out:
        out.write(f"# coordinates of a MultiPolygon, then rows of {WIDTH} pixels: # or . for touched or not, then of numbers of touched smaller pixels (a = 0, z = {SCALE * SCALE})\n")
        for shape in shapes():
            out.write(json.dumps(shape) + "\n")
            fine = burn(shape, WIDTH * SCALE, HEIGHT * SCALE, SCALE).reshape(HEIGHT, SCALE, WIDTH, SCALE).sum(3).sum(1)
            for row in burn(shape, WIDTH, HEIGHT):
                out.write("".join(".#"[v] for v in row) + "\n")
            for row in fine:
                out.write("".join(chr(97 + int(v)) for v in row) + "\n")


def quantile(values, weights, share):
    order = np.argsort(values, kind="stable")
    total = np.cumsum(weights[order])
    return float(values[order[np.searchsorted(total, share * total[-1])]])


def describe(array, mask, coverage, percentiles=(2, 98), **histogram):
    ok = mask & np.isfinite(array)
    values, weights = array[ok].astype("f8"), coverage[ok].astype("f8")
    keys, counts = np.unique(values, return_counts=True)
    bins, edges = np.histogram(values, **histogram)
    mean = (values * weights).sum() / weights.sum()
    return {
        "min": values.min(), "max": values.max(), "mean": mean, "count": weights.sum(), "sum": (values * weights).sum(),
        "std": math.sqrt((weights * (values - mean) ** 2).sum() / weights.sum()), "median": quantile(values, weights, 0.5),
        "majority": keys[counts.argmax()], "minority": keys[counts.argmin()], "unique": len(keys),
        "histogram": [bins.tolist(), edges.tolist()], "valid_percent": round(min(ok.sum() / np.count_nonzero(coverage), 1) * 100, 2),
        "masked_pixels": (~ok).sum(), "valid_pixels": ok.sum(), "percentiles": [quantile(values, weights, p / 100) for p in percentiles],
    }


def write_statistics():
    rng = np.random.default_rng(1)
    cases = []
    for dtype, options in (("u1", {}), ("i2", {"bins": 7}), ("u2", {"bins": [0, 10, 200, 300]}), ("f4", {"range": (-1.0, 1.5), "bins": 4}), ("f8", {})):
        array = rng.normal(0, 1, (9, 11)) if dtype[0] == "f" else rng.integers(0, 240, (9, 11))
        array = array.astype(dtype)
        if dtype[0] == "f":
            array[2, 3:5] = np.nan
        for weighted in (False, True):
            mask = rng.random((9, 11)) > 0.2
            coverage = (rng.integers(1, 101, (9, 11)) / 100).astype("f4") if weighted else np.ones((9, 11), "f4")
            if weighted:  # An area that misses the first columns: a cutline masks them.
                coverage[:, :3], mask[:, :3] = 0, False
            cases.append({
                "type": dtype, "width": 11, "height": 9, "bytes": array.tobytes().hex(), "mask": mask.astype("u1").tobytes().hex(),
                "coverage": [float(c) for c in coverage.ravel()] if weighted else [], "options": {k: list(v) if not isinstance(v, int) else v for k, v in options.items()},
                "expected": describe(array, mask, coverage, (2, 50, 98), **options),
            })
    with open("statistics.json", "w") as out:
        out.write("[\n" + ",\n".join(json.dumps(c, default=float) for c in cases) + "\n]\n")


write_shapes()
write_statistics()
