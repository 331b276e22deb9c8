#!/usr/bin/python3
"""Golden numbers of a linear stretch to bytes, by NumPy: TYPE;MIN;MAX;hex of samples (little endian);hex of bytes. Prints to standard output.

The formula is rio-tiler's (linear_rescale, then a cast in place and one to uint8), with the types that NumPy 2 gives each step spelled out.
"""
import numpy as np


def scale(a, lo, hi):
    if a.dtype == np.float32:
        offset = np.clip(a, np.float32(lo), np.float32(hi)) - np.float32(lo)
        assert offset.dtype == np.float32
    else:
        offset = np.clip(a.astype(np.float64), lo, hi) - lo
    image = offset.astype(np.float64) / np.float64(hi - lo) * 255
    return image.astype(a.dtype).astype(np.uint8)


rng = np.random.default_rng(11)
CASES = [
    ("uint8", 10, 200), ("uint8", 0, 11), ("int8", -100, 90), ("uint16", 0, 3000), ("uint16", 12.5, 4097.25), ("int16", -500, 8848),
    ("uint32", 0, 4e9), ("int32", -2e9, 2e9), ("uint64", 0, 1e19), ("int64", -9e18, 9e18),
    ("float32", 0.1, 0.7), ("float32", -11000.5, 8848.86), ("float64", 0.1, 0.7), ("float64", -1e300, 1e300),
]
for name, lo, hi in CASES:
    t = np.dtype(name)
    if t.kind == "f":
        a = rng.uniform(lo - (hi / 2 - lo / 2), hi + (hi / 2 - lo / 2), 200).astype(t)
        a = np.concatenate([a, np.linspace(lo, hi, 256).astype(t), np.array([lo, hi, np.inf, -np.inf], t)])
    else:
        i = np.iinfo(t)
        a = rng.integers(max(i.min, int(lo - (hi - lo) / 4)), min(i.max, int(hi + (hi - lo) / 4)), 200, dtype=t)
        a = np.concatenate([a, np.array([i.min, i.max, int(np.ceil(lo)), int(hi)], t)])
    print(name, repr(float(lo)), repr(float(hi)), a.astype(t.newbyteorder("<")).tobytes().hex(), scale(a, lo, hi).tobytes().hex(), sep=";")
