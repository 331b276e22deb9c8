#!/usr/bin/python3
"""WebP files by libwebp's encoder with each of its options in turn, and what libwebp's decoder makes of them.

usage: make_webp_streams.py OUT

Writes OUT/NAME.webp and OUT/streams.txt: a line for each file of its name, width, height and the first half of the SHA-256 of its RGB
and of its RGBA as WebPDecodeRGB and WebPDecodeRGBA (libwebp.so.7, Debian 12: 1.2.4) return them. The options are those of WebPConfig;
cwebp has no word for some (partitions).
"""
import ctypes as c
import hashlib
import sys

import numpy as np

WEBP = c.CDLL("libwebp.so.7")
ABI = 0x020F


class Config(c.Structure):
    _fields_ = [
        (name, c.c_float if name in ("quality", "target_PSNR") else c.c_int)
        for name in (
            "lossless quality method image_hint target_size target_PSNR segments sns_strength filter_strength filter_sharpness "
            "filter_type autofilter alpha_compression alpha_filtering alpha_quality passes show_compressed preprocessing partitions "
            "partition_limit emulate_jpeg_size thread_level low_memory near_lossless exact use_delta_palette use_sharp_yuv qmin qmax"
        ).split()
    ]


class Picture(c.Structure):
    _fields_ = [
        ("use_argb", c.c_int), ("colorspace", c.c_int), ("width", c.c_int), ("height", c.c_int),
        ("y", c.c_void_p), ("u", c.c_void_p), ("v", c.c_void_p), ("y_stride", c.c_int), ("uv_stride", c.c_int),
        ("a", c.c_void_p), ("a_stride", c.c_int), ("pad1", c.c_uint32 * 2),
        ("argb", c.c_void_p), ("argb_stride", c.c_int), ("pad2", c.c_uint32 * 3),
        ("writer", c.c_void_p), ("custom_ptr", c.c_void_p), ("rest", c.c_uint8 * 512),
    ]


class Writer(c.Structure):
    _fields_ = [("mem", c.POINTER(c.c_uint8)), ("size", c.c_size_t), ("max_size", c.c_size_t), ("pad", c.c_uint32)]


def encode(rgba, options):
    config = Config()
    assert WEBP.WebPConfigInitInternal(c.byref(config), 0, c.c_float(75), ABI)
    for name, value in options.items():
        assert hasattr(config, name), name
        setattr(config, name, value)
    assert WEBP.WebPValidateConfig(c.byref(config)), options
    picture, writer = Picture(), Writer()
    assert WEBP.WebPPictureInitInternal(c.byref(picture), ABI)
    picture.use_argb = config.lossless
    picture.height, picture.width = rgba.shape[:2]
    assert WEBP.WebPPictureImportRGBA(c.byref(picture), rgba.tobytes(), 4 * picture.width)
    WEBP.WebPMemoryWriterInit(c.byref(writer))
    picture.writer = c.cast(WEBP.WebPMemoryWrite, c.c_void_p)
    picture.custom_ptr = c.cast(c.byref(writer), c.c_void_p)
    assert WEBP.WebPEncode(c.byref(config), c.byref(picture)), options
    data = c.string_at(writer.mem, writer.size)
    WEBP.WebPPictureFree(c.byref(picture))
    return data


def decode(data, decoder, samples):
    width, height = c.c_int(), c.c_int()
    decoder.restype = c.c_void_p
    pixels = decoder(data, c.c_size_t(len(data)), c.byref(width), c.byref(height))
    return hashlib.sha256(c.string_at(pixels, width.value * height.value * samples)).hexdigest()[:32]


def photo(width, height, alpha=None, noise=12, seed=1):
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    light = 128 + 80 * np.sin(x / 9.0) * np.cos(y / 7.0) + 25 * (((x // 13) ^ (y // 11)) & 1)
    channels = [light, 0.7 * light + 40, 220 - 0.8 * light]
    rgb = [np.clip(v + random.integers(0, noise + 1, v.shape), 0, 255) for v in channels]
    shape = {
        None: np.full_like(x, 255),
        "steps": ((x // 8 + y // 8) & 1) * 255,
        "slope": (5 * x + 3 * y) & 255,
        "noise": random.integers(0, 256, x.shape),
    }[alpha]
    return np.ascontiguousarray(np.stack([*rgb, shape], axis=-1).astype(np.uint8))


def classes(width, height, count, seed=2):
    random = np.random.default_rng(seed)
    palette = random.integers(0, 256, (count, 4), dtype=np.uint8)
    numbers = random.integers(0, count, ((height + 3) // 4, (width + 2) // 3)).repeat(4, 0).repeat(3, 1)[:height, :width]
    return np.ascontiguousarray(palette[numbers])


def patches(side, cell, flat):
    """Squares that are each coded best in their own way, above rows of one colour: one run ends the picture, past all of its blocks."""
    random = np.random.default_rng(3)
    y, x = np.mgrid[0:side, 0:side]
    kind = ((x // cell) ^ (y // cell)) & 3
    noise, few = random.integers(0, 256, x.shape), random.integers(0, 2, x.shape) * 90
    light = np.choose(kind, [noise, (5 * x + random.integers(0, 3, x.shape)) & 255, few, (7 * y) & 255])
    rgba = np.stack([light, light ^ kind, light // 2, np.full_like(light, 255)], axis=-1).astype(np.uint8)
    rgba[side - flat :] = (200, 100, 50, 255)
    return np.ascontiguousarray(rgba)


LOSSY = {
    **{f"method{m}": {"method": m} for m in range(7)},
    **{f"quality{q}": {"quality": q} for q in (0, 5, 30, 95, 100)},
    **{f"segments{s}": {"segments": s, "sns_strength": 100} for s in (1, 2, 3)},
    **{f"partitions{p}": {"partitions": p} for p in (1, 2, 3)},
    "sns0": {"sns_strength": 0},
    "nofilter": {"filter_strength": 0},
    "simple": {"filter_type": 0, "filter_strength": 60},
    "simple-sharp": {"filter_type": 0, "filter_strength": 100, "filter_sharpness": 7},
    "strong": {"filter_type": 1, "filter_strength": 100},
    "strong-sharp3": {"filter_type": 1, "filter_strength": 80, "filter_sharpness": 3},
    "strong-sharp6": {"filter_type": 1, "filter_strength": 100, "filter_sharpness": 6, "quality": 20},
    "auto": {"autofilter": 1, "passes": 3},
    "dither": {"preprocessing": 2},
    "sharp-yuv": {"use_sharp_yuv": 1},
}
LOSSLESS = {f"m{m}-q{q}": {"method": m, "quality": q} for m, q in ((0, 0), (0, 100), (2, 50), (4, 75), (6, 100))}


def streams():
    for name, options in LOSSY.items():
        yield f"lossy-{name}", photo(83, 61), options
    for width, height in ((1, 1), (1, 17), (17, 1), (2, 2), (3, 5), (15, 16), (16, 15), (16, 16), (17, 33), (32, 32), (33, 48)):
        yield f"lossy-{width}x{height}", photo(width, height, noise=60), {"quality": 60}
        yield f"lossless-{width}x{height}", photo(width, height, "slope", noise=60), {"lossless": 1, "exact": 1}
    for alpha in ("steps", "slope", "noise"):
        for filtering in range(3):
            for compression in range(2):
                options = {"alpha_filtering": filtering, "alpha_compression": compression}
                yield f"alpha-{alpha}-f{filtering}-c{compression}", photo(37, 29, alpha), options
    yield "alpha-quality20", photo(37, 29, "noise"), {"alpha_quality": 20}
    for name, options in LOSSLESS.items():
        yield f"lossless-{name}", photo(45, 39), {"lossless": 1, **options}
    yield "lossless-alpha", photo(45, 39, "steps"), {"lossless": 1, "exact": 1}
    yield "lossless-near40", photo(45, 39), {"lossless": 1, "near_lossless": 40}
    for count in (1, 2, 3, 4, 5, 16, 17, 200, 256, 257):
        yield f"lossless-{count}-colors", classes(53, 41, count), {"lossless": 1, "exact": 1}
    yield "lossless-large", classes(300, 200, 500), {"lossless": 1, "exact": 1, "method": 6, "quality": 100}
    for cell, flat, method, quality in ((32, 17, 4, 75), (16, 24, 6, 100)):
        yield f"lossless-flat-end-{flat}", patches(64, cell, flat), {"lossless": 1, "exact": 1, "method": method, "quality": quality}
    yield "lossy-large", photo(300, 220, "slope", noise=4), {"quality": 40, "partitions": 2, "segments": 4}


def main(out):
    with open(f"{out}/streams.txt", "w") as index:
        for name, rgba, options in streams():
            data = encode(rgba, options)
            with open(f"{out}/{name}.webp", "wb") as f:
                f.write(data)
            height, width = rgba.shape[:2]
            rgb = decode(data, WEBP.WebPDecodeRGB, 3)
            index.write(f"{name} {width} {height} {rgb} {decode(data, WEBP.WebPDecodeRGBA, 4)}\n")


main(*sys.argv[1:])
