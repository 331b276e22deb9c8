#!/usr/bin/python3
"""What `cog read`, `point` and `statistics` are compared with: rasterio's pixels and NumPy's numbers. Run in this folder.

Windows may reach outside of the image: what lies there is masked, and its samples are not compared.
"""
import json

import numpy as np
import rasterio
from rasterio.windows import Window

SAMPLE = "../../../src/Cog.Cli/Sample/"
WINDOWS = {
    "inside": (SAMPLE + "island-dem.tif", 200, 300, 40, 30),
    "across-the-corner": (SAMPLE + "island-dem.tif", 750, 756, 40, 24),
    "left-of-it": (SAMPLE + "island-dem.tif", -7, 380, 20, 9),
    "pixels-of-a-third": ("../reading/cog-small.tif", 7, 11, 30, 20),
    "over-block-edges": ("../warp/utm33.tif", 60, 50, 11, 17),
    "degrees": ("../warp/wgs84-int16-gap.tif", 31, 41, 50, 23),
    "without-a-place": ("../corpus/tif/geo-none.tif", 70, 40, 33, 29),
}

arrays = {}
for name, (path, x, y, width, height) in WINDOWS.items():
    with rasterio.open(path) as file:
        left, top, right, bottom = max(x, 0), max(y, 0), min(x + width, file.width), min(y + height, file.height)
        part = Window(left, top, right - left, bottom - top)
        samples = np.zeros((file.count, height, width), file.dtypes[0])
        mask = np.zeros((height, width), "uint8")
        place = np.s_[top - y : bottom - y, left - x : right - x]
        for band in range(file.count):
            samples[band][place] = file.read(band + 1, window=part)
        mask[place] = file.dataset_mask(window=part)
        arrays[name], arrays[name + ".mask"] = samples, mask
np.savez_compressed("expected.npz", **arrays)

with rasterio.open(SAMPLE + "island-dem.tif") as dem:

    def numbers(window=None):
        values = dem.read(1, window=window, masked=True)
        valid = values.compressed().astype("float64")
        p2, median, p98 = np.percentile(valid, [2, 50, 98])
        return {
            "min": valid.min(),
            "max": valid.max(),
            "mean": valid.mean(),
            "std": valid.std(),
            "median": median,
            "percentile_2": p2,
            "percentile_98": p98,
            "valid_pixels": valid.size,
            "masked_pixels": values.size - valid.size,
            "valid_percent": round(100 * valid.size / values.size, 2),  # as rio-tiler rounds it
        }

    part = Window(300, 200, 120, 80)
    left, top = dem.transform * (part.col_off, part.row_off)
    right, bottom = dem.transform * (part.col_off + part.width, part.row_off + part.height)
    ring = [[left, bottom], [right, bottom], [right, top], [left, top], [left, bottom]]
    feature = {"type": "Feature", "properties": {"name": "a box of whole pixels"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    places = [[310000.0, 3710000.0], [306012.0, 3708012.0], [300012.0, 3719988.0]]
    expected = {
        "statistics": numbers(),
        "feature": feature,
        "feature_statistics": numbers(part),
        "points": [[x, y, None if v[0] == dem.nodata else float(v[0])] for (x, y), v in zip(places, dem.sample(places))],
    }
with open("expected.json", "w") as out:
    json.dump(expected, out, indent=1, default=float)
    out.write("\n")
