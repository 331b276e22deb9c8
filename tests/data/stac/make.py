"""What Items of STAC say of files in ../functions and ../wrap, by rasterio, GDAL and NumPy: python3 make.py"""
import json
import math
import os

import numpy
import rasterio
from rasterio.warp import transform_geom

HERE = os.path.dirname(os.path.abspath(__file__))


def ring(bounds, pieces=1):
    corners = [(bounds.left, bounds.bottom), (bounds.right, bounds.bottom), (bounds.right, bounds.top), (bounds.left, bounds.top)]
    out = []
    for (x, y), (u, v) in zip(corners, corners[1:] + corners[:1]):
        out += [(x + (u - x) * i / pieces, y + (v - y) * i / pieces) for i in range(pieces)]
    return out + corners[:1]


def outline(name, pieces=1, precision=-1):
    with rasterio.open(f"{HERE}/../{name}.tif") as file:
        geometry = {"type": "Polygon", "coordinates": [ring(file.bounds, pieces)]}
        return transform_geom(file.crs, "EPSG:4326", geometry, precision=precision)


def bands(name, max_size=1024):
    with rasterio.open(f"{HERE}/../{name}.tif") as file:
        height, width = file.shape
        longest = max(height, width)
        if longest > max_size:
            height, width = math.ceil(height * max_size / longest), math.ceil(width * max_size / longest)
        out = []
        for i in file.indexes:
            values = numpy.ma.fix_invalid(file.read(i, masked=True, out_shape=(height, width)), copy=True)
            valid = values.compressed()
            counts, edges = numpy.histogram(valid)
            kind = int if numpy.issubdtype(valid.dtype, numpy.integer) else float
            one = {"data_type": file.dtypes[i - 1], "scale": file.scales[i - 1], "offset": file.offsets[i - 1]}
            if "AREA_OR_POINT" in file.tags():
                one["sampling"] = file.tags()["AREA_OR_POINT"].lower()
            if file.nodata is not None:
                one["nodata"] = "nan" if math.isnan(file.nodata) else file.nodata
            one["statistics"] = {
                "mean": valid.mean(dtype=float),
                "minimum": kind(valid.min()),
                "maximum": kind(valid.max()),
                "stddev": valid.std(dtype=float),
                "valid_percent": 100 * valid.size / (height * width),
            }
            one["histogram"] = {"count": len(edges), "min": float(edges[0]), "max": float(edges[-1]), "buckets": counts.tolist()}
            out.append(one)
        return out


def save():
    plain = ["functions/rgb-32628", "functions/ramp-3857", "functions/own-laea", "functions/thirds-4326"]
    cut = ["wrap/utm1", "wrap/utm60", "wrap/pdc", "wrap/npolar", "wrap/spolar", "wrap/mercator", "wrap/east"]
    names = ["functions/holes-32628", "functions/ramp-3857", "functions/thirds-4326", "functions/grey-3857", "reading/alpha-u8"]
    expected = {
        "outlines": {name: outline(name) for name in plain + cut},
        "densified": {"functions/rgb-32628": outline("functions/rgb-32628", 4, 5)},
        "bands": {name: bands(name) for name in names},
        "small": {"functions/rgb-32628": bands("functions/rgb-32628", 150)},
    }
    with open(f"{HERE}/expected.json", "w") as file:
        json.dump(expected, file, indent=1)
        file.write("\n")


save()
