"""LERC blobs of every version that the reader has, by Esri's liblerc 4.0 (Debian libLerc4), and what it decodes them to.

    /usr/bin/python3 make_lerc.py        (in this folder)

NAME.lerc: the blob. NAME.raw: its values, little endian, pixel after pixel; masked pixels are 0, or the quiet not-a-number of NumPy.
NAME = lerc-v<version>-<type>-<columns>x<rows>x<depth>-<kind>
"""
import ctypes
import numpy as np

lerc = ctypes.CDLL("libLerc.so.4")
TYPES = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "float32", "float64"]
rng = np.random.default_rng(1)


def pattern(kind, dtype, rows, columns, depth):
    y, x, z = np.mgrid[0:rows, 0:columns, 0:depth].astype(float)
    noise = rng.normal(0, 1, (rows, columns, depth))
    if kind == "smooth":
        a = 40 + x + y / 2 + 3 * z + 8 * np.sin(x / 5)
    elif kind == "classes":
        a = 3 + 17 * (np.floor((x + y) / 4) % 4) + 30 * (noise > 1)
    elif kind == "noise":
        a = 60 + 25 * noise
    elif kind == "wide":
        a = 1e4 * np.sin(x / 3) * np.cos(y / 4) * (1 + z)
    elif kind == "flat":
        a = np.full(x.shape, 42.0) + z
    elif kind == "steps":
        a = np.where(x < columns / 2, 7.0, 7.0 + z + np.floor(y / 8))
    elif kind == "rare":
        a = np.where(noise > 2.2, np.floor(rng.uniform(-60, 60, x.shape)), 5)  # Huffman codes longer than 10 bits
    else:
        raise ValueError(kind)
    info = np.iinfo(dtype) if np.dtype(dtype).kind in "iu" else None
    return np.ascontiguousarray((np.clip(np.round(a), info.min, info.max) if info else a).astype(dtype))


def make(version, dtype, rows, columns, depth, kind, error, masked=False):
    a = pattern(kind, dtype, rows, columns, depth)
    mask = np.ones((rows, columns), np.uint8)
    if masked:
        mask[rng.random(mask.shape) < 0.3] = 0
        mask[: rows // 3, : columns // 2] = 0
    out = np.zeros(a.nbytes * 2 + 4096, np.uint8)
    written = ctypes.c_uint(0)
    number = TYPES.index(dtype)
    p = lambda v: v.ctypes.data_as(ctypes.c_void_p)
    status = lerc.lerc_encodeForVersion(
        p(a), version, number, depth, columns, rows, 1, 1 if masked else 0, p(mask) if masked else None,
        ctypes.c_double(error), p(out), len(out), ctypes.byref(written))
    assert status == 0, (status, version, dtype, kind)
    blob = out[: written.value]
    back, valid = np.zeros_like(a), np.ones_like(mask)
    status = lerc.lerc_decode(p(blob), len(blob), 1 if masked else 0, p(valid) if masked else None, depth, columns, rows, 1, number, p(back))
    assert status == 0, status
    back[valid == 0] = np.nan if np.dtype(dtype).kind == "f" else 0
    name = f"lerc-v{version}-{dtype}-{columns}x{rows}x{depth}-{kind}{error:g}{'-masked' if masked else ''}"
    blob.tofile(name + ".lerc")
    back.tofile(name + ".raw")


for version in (2, 3, 4, 5):
    make(version, "uint8", 21, 37, 1, "smooth", 0)
    make(version, "uint8", 21, 37, 1, "noise", 0, masked=True)
    make(version, "int8", 40, 40, 1, "rare", 0)
    make(version, "uint8", 17, 24, 1, "smooth", 2)
    make(version, "int16", 21, 37, 1, "smooth", 0, masked=True)
    make(version, "uint16", 21, 37, 1, "classes", 0)
    make(version, "int32", 16, 16, 1, "wide", 0)
    make(version, "uint32", 9, 50, 1, "classes", 0, masked=True)
    make(version, "float32", 21, 37, 1, "smooth", 0.01)
    make(version, "float32", 21, 37, 1, "noise", 0, masked=True)
    make(version, "float64", 21, 37, 1, "wide", 0.5, masked=True)
    make(version, "float64", 8, 8, 1, "flat", 0)
    make(version, "int16", 16, 24, 1, "steps", 0)
for version in (4, 5):
    make(version, "uint8", 21, 37, 3, "smooth", 0)
    make(version, "int16", 21, 37, 4, "smooth", 0, masked=True)
    make(version, "uint16", 16, 16, 3, "wide", 1)
    make(version, "float32", 16, 24, 2, "smooth", 0.01, masked=True)
    make(version, "int32", 16, 24, 3, "flat", 0, masked=True)
    make(version, "uint8", 16, 24, 3, "steps", 0)
    make(version, "float64", 9, 9, 2, "noise", 0)
