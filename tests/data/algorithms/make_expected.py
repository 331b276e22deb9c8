#!/usr/bin/env python3
"""Makes expected.npz and cases.txt: what NumPy makes of the definitions of the algorithms.

    /usr/bin/python3 make_expected.py

Written from the definitions in TiTiler 2.2's documentation and behaviour, as formulas over masked arrays; trigonometry is
spelt out where the product has none, so that the two have no shortcut in common.
"""
import json
import os

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
RANDOM = np.random.default_rng(12)
NODATA = {"f4": -9999.0, "u1": 0, "u2": 0, "i2": -32768}


def dem(kind):
    y, x = np.mgrid[0:23, 0:31]
    heights = 900 * np.sin(x / 6.0) * np.cos(y / 5.0) + 37.25 * x + RANDOM.normal(0, 4, x.shape)
    return heights[None].astype(kind)


def bands(kind, count, low, high):
    return RANDOM.integers(low, high, (count, 13, 17)).astype(kind)


def with_holes(array, shared):
    """Nodata at random: shared holes in all bands, and some of each band alone."""
    value = NODATA[array.dtype.str[1:]]
    array = array.copy()
    hole = RANDOM.random(array.shape[1:]) < 0.05
    hole[4:8, 9:14] = True
    hole[5, 11] = False
    array[:, hole] = value
    if not shared:
        array[RANDOM.random(array.shape) < 0.1] = value
    return array


def terrain():
    """Matplotlib's "terrain" from its six colours (matplotlib/_cm.py), as a table of 256."""
    nodes = [
        (0.0, (0.2, 0.2, 0.6)),
        (0.15, (0.0, 0.6, 1.0)),
        (0.25, (0.0, 0.8, 0.4)),
        (0.5, (1.0, 1.0, 0.6)),
        (0.75, (0.5, 0.36, 0.33)),
        (1.0, (1.0, 1.0, 1.0)),
    ]
    x, at = np.array([n[0] for n in nodes]) * 255, 255 * np.linspace(0, 1, 256)
    after = np.clip(np.searchsorted(x, at), 1, len(nodes) - 1)
    share = (at - x[after - 1]) / (x[after] - x[after - 1])
    table = [share * (c[after] - c[after - 1]) + c[after - 1] for c in np.array([n[1] for n in nodes]).T]
    return (np.stack(table, 1) * 255).astype("u1")


def gradient(masked, factor):
    """Of float64 values, and where it is known: half the difference of the neighbours; a step at the edges."""
    values, known = masked.filled(0).astype("f8"), ~np.ma.getmaskarray(masked)
    parts = []
    for axis in (0, 1):
        d = np.gradient(values, axis=axis) * factor
        v, k = np.moveaxis(known, axis, 0), np.empty_like(np.moveaxis(known, axis, 0))
        k[1:-1] = v[2:] & v[:-2]
        k[0], k[-1] = v[0] & v[1], v[-1] & v[-2]
        parts.append((d, np.moveaxis(k, 0, axis)))
    (down, a), (right, b) = parts
    return down, right, a & b


def cut(array, n):
    return array[n:-n, n:-n] if n else array


def hillshade(a, size, azimuth=45, angle_altitude=45.0, buffer=3, z_exaggeration=1.0):
    down, right, known = gradient(a[0], z_exaggeration)
    steepness = np.arctan(np.hypot(down, right))
    direction = np.arctan2(-down, right)
    lamp, height = np.deg2rad(360 - azimuth), np.deg2rad(angle_altitude)
    light = np.sin(height) * np.cos(steepness) + np.cos(height) * np.sin(steepness) * np.cos(lamp - direction)
    return np.ma.array(cut(np.floor(np.clip(127.5 * (light + 1), 0, 255)), buffer), mask=~cut(known, buffer))[None], "u1"


def slope(a, size, buffer=3, z_exaggeration=1.0):
    down, right, known = gradient(a[0], z_exaggeration)
    degrees = np.rad2deg(np.arctan(np.hypot(down / size[0], right / size[1])))
    return np.ma.array(cut(degrees, buffer), mask=~cut(known, buffer))[None], "f4"


def contours(a, size, increment=35, thickness=1, minz=-12000, maxz=8000):
    heights, hidden = a[0].filled(0).astype("f8"), np.ma.getmaskarray(a[0])
    with np.errstate(all="ignore"):
        index = (np.minimum(np.maximum(heights, minz), maxz) - minz) / np.float64(maxz - minz) * 254 + 1
        line = np.mod(heights, increment) < thickness
    colors = terrain()[np.nan_to_num(index).astype(int)].transpose(2, 0, 1)
    return np.ma.array(np.where(line, 0, colors), mask=np.broadcast_to(hidden, (3,) + hidden.shape)), "u1"


def encoded(numbers, a, hidden_number):
    hidden = np.ma.getmaskarray(a[0])
    numbers = np.where(hidden, 0 if hidden_number is None else hidden_number, numbers).astype("i8")
    planes = np.stack([numbers >> 16 & 255, numbers >> 8 & 255, numbers & 255])
    return np.ma.array(planes, mask=np.broadcast_to(hidden & (hidden_number is None), planes.shape)), "u1"


def terrarium(a, size, nodata_height=None):
    number = lambda h: np.floor(np.clip(h + 32768.0, 0, 65535) * 256)
    return encoded(number(a[0].filled(0).astype("f8")), a, None if nodata_height is None else int(number(nodata_height)))


def terrainrgb(a, size, interval=0.1, baseval=-10000.0, nodata_height=None):
    number = lambda h: np.clip(np.around((h - baseval) / interval), 0, 2**24 - 1)
    return encoded(number(a[0].filled(0).astype("f8")), a, None if nodata_height is None else int(number(nodata_height)))


def normalized_index(a, size):
    first, second = a[0].astype("f4"), a[1].astype("f4")
    with np.errstate(all="ignore"):
        quotient = (second.filled(0) - first.filled(0)) / (second.filled(0) + first.filled(0))
        return np.ma.masked_invalid(quotient + 0 * (second - first))[None], "f4"


def whole(function):
    def convert(a, size):
        lowest = function(a.filled(0).astype("f8")).astype("i8") & 255
        return np.ma.array(lowest, mask=np.ma.getmaskarray(a)), "u1"
    return convert


def over_bands(function, kind):
    def reduce(a, size):
        wide = {"f": "f8", "u": "u8", "i": "i8"}[a.dtype.kind]
        kinds = {"same": a.dtype.str[1:], "f8": "f8", "sum": "f4" if wide == "f8" else wide}
        return np.ma.array(function(a.astype("f8" if kind != "sum" else wide)))[None], kinds[kind]
    return reduce


def median(a):
    return np.ma.median(a, axis=0)


def sample(function):
    """As of a sample; none of one value."""
    def of(a):
        known = (~np.ma.getmaskarray(a)).sum(0)
        return np.ma.array(function(a, axis=0, ddof=1).filled(0), mask=known < 2)
    return of


def luma(a):
    return a[0].astype("f8") * 299 / 1000 + a[1].astype("f8") * 587 / 1000 + a[2].astype("f8") * 114 / 1000


def grayscale(a, size):
    grey = luma(a)
    if a.dtype.kind != "f":
        grey = np.ma.array(np.trunc(grey.filled(0)), mask=np.ma.getmaskarray(grey))
    return grey[None], a.dtype.str[1:]


def bitonal(a, size):
    grey = luma(a) if len(a) == 3 else a[0]
    return np.ma.array(np.where(grey.filled(0) > 127, 255, 0), mask=np.ma.getmaskarray(grey))[None], "u1"


ALGORITHMS = {
    "hillshade": hillshade, "slope": slope, "contours": contours, "normalizedIndex": normalized_index,
    "terrarium": terrarium, "terrainrgb": terrainrgb,
    "cast": whole(np.trunc), "ceil": whole(np.ceil), "floor": whole(np.floor),
    "min": over_bands(lambda a: np.ma.min(a, axis=0), "same"), "max": over_bands(lambda a: np.ma.max(a, axis=0), "same"),
    "mean": over_bands(lambda a: np.ma.mean(a, axis=0), "f8"), "sum": over_bands(lambda a: np.ma.sum(a, axis=0), "sum"),
    "std": over_bands(sample(np.ma.std), "f8"), "var": over_bands(sample(np.ma.var), "f8"),
    "median": over_bands(median, "f8"), "grayscale": grayscale, "bitonal": bitonal,
}

INPUTS = {
    "dem": with_holes(dem("f4"), True), "dem16": with_holes(dem("i2"), True), "whole": dem("f4"),
    "rgb": with_holes(bands("u1", 3, 0, 256), False), "four": with_holes(bands("u2", 4, 0, 4000), False),
    "floats": with_holes(bands("f4", 5, 0, 4000) / np.float32(7), False), "grey": with_holes(bands("u1", 1, 0, 256), True),
}

CASES = [
    ("hillshade", {}, "dem"),
    ("hillshade", {"buffer": 0}, "dem"),
    ("hillshade", {"buffer": 0}, "whole"),
    ("hillshade", {"azimuth": 315, "angle_altitude": 20, "z_exaggeration": 0.02}, "dem"),
    ("hillshade", {"azimuth": 0, "angle_altitude": -90}, "dem16"),
    ("hillshade", {"buffer": 1, "z_exaggeration": 0.1}, "dem16"),
    ("slope", {}, "dem"),
    ("slope", {"buffer": 0, "z_exaggeration": 2}, "dem"),
    ("slope", {"buffer": 2}, "dem16"),
    ("slope", {"buffer": 0}, "whole"),
    ("contours", {}, "dem"),
    ("contours", {"increment": 100, "thickness": 10, "minz": -500, "maxz": 1500}, "dem16"),
    ("contours", {"increment": 0}, "dem"),
    ("contours", {"minz": 5, "maxz": 5}, "dem"),
    ("contours", {"minz": 10, "maxz": 5}, "dem"),
    ("normalizedIndex", {}, "four"),
    ("normalizedIndex", {}, "rgb"),
    ("normalizedIndex", {}, "floats"),
    ("terrarium", {}, "dem"),
    ("terrarium", {"nodata_height": 12.5}, "dem16"),
    ("terrainrgb", {}, "dem"),
    ("terrainrgb", {"interval": 0.25, "baseval": -2000, "nodata_height": -3}, "dem"),
    ("terrainrgb", {"nodata_height": None}, "dem16"),
] + [(name, {}, source) for name in ("cast", "ceil", "floor") for source in ("dem", "four", "rgb")] + [
    (name, {}, source)
    for name in ("min", "max", "median", "mean", "std", "var", "sum")
    for source in ("four", "floats", "grey")
] + [
    ("grayscale", {}, "rgb"),
    ("grayscale", {}, "four"),
    ("grayscale", {}, "floats"),
    ("bitonal", {}, "rgb"),
    ("bitonal", {}, "grey"),
]

PIXEL = (2.5, 4.0)  # Width and height.

if __name__ == "__main__":
    arrays, lines = dict(INPUTS), []
    for number, (name, parameters, source) in enumerate(CASES):
        stored = INPUTS[source]
        nodata = NODATA[stored.dtype.str[1:]]
        masked = np.ma.array(stored, mask=stored == nodata)
        result, kind = ALGORITHMS[name](masked, PIXEL, **parameters)
        if name == "median" and stored.dtype.kind == "f":
            kind = "f4"
        # NaN where there is no value.
        arrays[f"values{number}"] = np.where(np.ma.getmaskarray(result), np.nan, result.filled(0)).astype("f8")
        # A pixel is seen where any of its bands is.
        arrays[f"seen{number}"] = (~np.ma.getmaskarray(result)).any(0).astype("u1")
        lines.append(f"{name};{json.dumps(parameters)};{source};{stored.dtype.str[1:]};{nodata};{kind}")
    np.savez_compressed(os.path.join(HERE, "expected.npz"), **arrays)
    with open(os.path.join(HERE, "cases.txt"), "w", encoding="ascii") as file:
        file.write("\n".join(lines) + "\n")
