#!/usr/bin/python3
"""Makes blocks.zip: compressed JPEG blocks as a TIFF holds them, and the samples that GDAL (libtiff, libjpeg-turbo) decodes from them.

usage: make_blocks.py OUT.zip            synthetic cases: samplings, sizes, restart intervals, scans
       make_blocks.py OUT.zip --twelve-bit FOLDER
                                         12-bit samples; FOLDER has cjpeg-static and djpeg-static of libjpeg-turbo 2.1.5 built with -DWITH_12BIT=1,
                                         since the libtiff of Debian has no 12-bit JPEG
       make_blocks.py OUT.zip --arithmetic
                                         arithmetic coding, 8 bits; and the blocks of twelve-bit.zip beside this file, coded anew, with the samples they had.
                                         Beside OUT.zip: arithmetic.tif and arithmetic-progressive.tif
       make_blocks.py OUT.zip FILE.tif…  the first and the last block of every directory of existing files (--all: every block)

Needs GDAL's Python bindings, numpy, and cjpeg and jpegtran of libjpeg-turbo (Debian: python3-gdal, libjpeg-turbo-progs); --arithmetic a C compiler
and libjpeg's headers (libjpeg-dev), too.
"""
import json
import os
import struct
import subprocess
import sys
import tempfile
import zipfile

import numpy as np
from osgeo import gdal

gdal.UseExceptions()
TMP = tempfile.mkdtemp()
GREY, RGB, CMYK, YCBCR = 1, 2, 5, 6
MANY_PASSES = "0,1,2: 0-0, 0, 2;\n0: 1-9, 0, 3;\n1: 1-63, 0, 1;\n2: 1-63, 0, 1;\n0: 10-63, 0, 3;\n0,1,2: 0-0, 2, 1;\n0: 1-63, 3, 2;\n0,1,2: 0-0, 1, 0;\n0: 1-63, 2, 1;\n0: 1-63, 1, 0;\n1: 1-63, 1, 0;\n2: 1-63, 1, 0;\n"


def picture(width, height, bands, seed, bits=8):
    """Smooth colours, an edge and some noise: chroma that upsampling changes, and coefficients of all sizes."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype("f8")
    out = np.empty((height, width, bands))
    for b in range(bands):
        fx, fy, p = rng.uniform(.05, .5, 2).tolist() + [rng.uniform(0, 6)]
        out[..., b] = 128 + 90 * np.sin(fx * x + p) * np.cos(fy * y) + 40 * ((x + y * (b + 1)) % 23 > 11) + rng.normal(0, 8, (height, width))
    scale = 1 << (bits - 8)
    return np.clip(np.rint(out * scale), 0, (256 << (bits - 8)) - 1).astype("u1" if bits == 8 else ">u2")


def pnm(px):
    h, w, n = px.shape
    return b"P%d\n%d %d\n%d\n" % (6 if n == 3 else 5, w, h, 255 if px.itemsize == 1 else 4095) + px.tobytes()


def from_pnm(data):
    magic, w, h, top, rest = data.split(None, 3)[:3] + data.split(None, 3)[3].split(b"\n", 1)
    assert top == b"4095", top
    return np.frombuffer(rest, ">u2").reshape(int(h), int(w), 3 if magic == b"P6" else 1)


def run(cmd, data, **env):
    return subprocess.run(cmd, input=data, capture_output=True, check=True, env=dict(os.environ, **env)).stdout


def tiff_of(block, width, height, spp, photometric, sampling=(1, 1), tile=None):
    """A little-endian TIFF of one strip, or of one tile (width, height), that holds the block."""
    tags = {256: (4, [width]), 257: (4, [height]), 258: (3, [8] * spp), 259: (3, [7]), 262: (3, [photometric]), 277: (3, [spp]), 284: (3, [1])}
    if spp > {GREY: 1, RGB: 3, CMYK: 4, YCBCR: 3}[photometric]:
        tags[338] = (3, [0] * (spp - {GREY: 1, RGB: 3, CMYK: 4, YCBCR: 3}[photometric]))
    if photometric == YCBCR:
        tags[530] = (3, list(sampling))
    offset, count = (324, 325) if tile else (273, 279)
    tags.update({322: (4, [tile[0]]), 323: (4, [tile[1]])} if tile else {278: (4, [height])})
    tags[offset], tags[count] = (4, [8]), (4, [len(block)])
    at = 8 + len(block) + len(block) % 2
    extra_at, extra, entries = at + 2 + 12 * len(tags) + 4, b"", b""
    for tag in sorted(tags):
        typ, values = tags[tag]
        raw = struct.pack("<%d%s" % (len(values), {3: "H", 4: "I"}[typ]), *values)
        if len(raw) > 4:
            raw, extra = struct.pack("<I", extra_at + len(extra)), extra + raw
        entries += struct.pack("<HHI", tag, typ, len(values)) + raw.ljust(4, b"\0")
    return b"II*\0" + struct.pack("<I", at) + block.ljust(at - 8, b"\0") + struct.pack("<H", len(tags)) + entries + b"\0\0\0\0" + extra


def gdal_block(path, x, y, rows=None, ifd=None):
    name = "GTIFF_DIR:%d:%s" % (ifd + 1, path) if ifd else path
    ds = gdal.Open(name)
    if ds.GetMetadataItem("SOURCE_COLOR_SPACE", "IMAGE_STRUCTURE") == "CMYK":
        ds = gdal.Open("GTIFF_RAW:" + path)
    bands = []
    for b in range(1, ds.RasterCount + 1):
        band = ds.GetRasterBand(b)
        w, h = band.GetBlockSize()
        bands.append(np.frombuffer(band.ReadBlock(x, y), "u1").reshape(h, w)[:rows])
    return bands


class Pack:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9)
        self.count = 0

    def put(self, name, block, samples, photometric, bits=8, tables=b"", height=None):
        """samples: rows, columns, samples of a pixel; the block may have a larger height, its other rows are not compared."""
        h, w, n = samples.shape
        layout = {"width": w, "height": height or h, "samplesPerPixel": n, "bitsPerSample": bits, "photometric": photometric}
        raw = samples.astype("u1").tobytes() if bits == 8 else b"".join(map(pack12, samples.reshape(h, -1)))
        self.put_raw(name, block, raw, layout, tables)

    def put_raw(self, name, block, raw, layout, tables=b""):
        for part, data in (("layout.json", json.dumps(layout).encode()), ("block.jpg", block), ("tables.jpg", tables), ("samples.raw", raw)):
            if data:
                info = zipfile.ZipInfo(name + "/" + part, (2000, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                self.zip.writestr(info, data)
        self.count += 1


def pack12(row):
    bits = ((row[:, None].astype("u4") >> np.arange(11, -1, -1)) & 1).astype("u1")
    return np.packbits(bits.ravel()).tobytes()


def put_one(pack, name, block, width, height, spp, photometric, sampling=(1, 1), tile=None):
    path = os.path.join(TMP, name + ".tif")
    with open(path, "wb") as f:
        f.write(tiff_of(block, width, height, spp, photometric, sampling, tile))
    pack.put(name, block, np.stack(gdal_block(path, 0, 0), -1), photometric)


def synthetic(pack):
    seed = 0
    for s in ("1x1", "2x1", "1x2", "2x2", "4x1", "4x2", "1x4", "2x4"):
        for w, h in ((1, 1), (2, 3), (3, 2), (4, 5), (5, 4), (7, 9), (8, 8), (9, 7), (15, 17), (16, 16), (17, 15), (33, 31), (40, 50)):
            seed += 1
            jpg = run(["cjpeg", "-quality", "90", "-sample", s], pnm(picture(w, h, 3, seed)))
            put_one(pack, "ycbcr-%s-%dx%d" % (s, w, h), jpg, w, h, 3, YCBCR, tuple(map(int, s.split("x"))))
    px = picture(61, 45, 3, 99)
    for name, args in (("baseline-quality-1", ["-quality", "1", "-baseline"]), ("quality-1-16-bit-steps", ["-quality", "1"]), ("quality-100", ["-quality", "100", "-sample", "1x1"]), ("optimised", ["-optimize"]),
                       ("restart-1-block", ["-restart", "1B"]), ("restart-3-blocks", ["-restart", "3B"]), ("restart-1-row", ["-restart", "1"]),
                       ("progressive", ["-progressive"]), ("progressive-444", ["-progressive", "-sample", "1x1"]), ("progressive-restart", ["-progressive", "-restart", "5B"]),
                       ("progressive-422", ["-progressive", "-sample", "2x1", "-quality", "98"])):
        jpg = run(["cjpeg"] + args, pnm(px))
        h, v = (1, 1) if "1x1" in args else (2, 1) if "2x1" in args else (2, 2)
        put_one(pack, name, jpg, 61, 45, 3, YCBCR, (h, v))
        if name in ("progressive", "optimised"):
            put_one(pack, name + "-in-a-larger-tile", jpg, 64, 48, 3, YCBCR, (2, 2), tile=(64, 48))
    scans = os.path.join(TMP, "scans")
    for name, text in (("planes", "0;1;2;"), ("luma-then-chroma", "0;1 2;"), ("chroma-first", "2;0;1;"),):
        with open(scans, "w") as f:
            f.write(text)
        put_one(pack, "scans-" + name, run(["cjpeg", "-scans", scans], pnm(px)), 61, 45, 3, YCBCR, (2, 2))
        put_one(pack, "scans-" + name + "-restart", run(["cjpeg", "-scans", scans, "-restart", "2B"], pnm(px)), 61, 45, 3, YCBCR, (2, 2))
    with open(scans, "w") as f:
        f.write(MANY_PASSES)
    put_one(pack, "progressive-many-passes", run(["cjpeg", "-quality", "97", "-scans", scans], pnm(px)), 61, 45, 3, YCBCR, (2, 2))
    grey = picture(61, 45, 1, 7)
    for name, args in (("grey", []), ("grey-restart", ["-restart", "2B"]), ("grey-progressive", ["-progressive"]), ("grey-2x2", ["-sample", "2x2"])):
        if name != "grey-2x2":  # libtiff refuses a sampling other than 1x1 there
            put_one(pack, name, run(["cjpeg", "-grayscale"] + args, pnm(grey)), 61, 45, 1, GREY)
    put_one(pack, "rgb", run(["cjpeg", "-rgb"], pnm(px)), 61, 45, 3, RGB)
    put_one(pack, "ycbcr-markers-but-rgb", run(["cjpeg", "-sample", "1x1"], pnm(px)), 61, 45, 3, RGB)
    put_one(pack, "rgb-markers-but-ycbcr", run(["cjpeg", "-rgb"], pnm(px)), 61, 45, 3, YCBCR)
    put_one(pack, "no-end-of-image", run(["cjpeg"], pnm(px))[:-2], 61, 45, 3, YCBCR, (2, 2))
    standard = run(["cjpeg"], pnm(px))
    put_one(pack, "no-huffman-tables", without(standard, 0xC4), 61, 45, 3, YCBCR, (2, 2))
    put_one(pack, "strip-left-at-full-height", standard, 61, 29, 3, YCBCR, (2, 2))
    put_one(pack, "strip-of-one-row", standard, 61, 1, 3, YCBCR, (2, 2))


def twelve_bit(pack, folder):
    cjpeg, djpeg = (os.path.join(folder, n) for n in ("cjpeg-static", "djpeg-static"))
    for i, (name, bands, photometric, args) in enumerate((
            ("grey", 1, GREY, ["-grayscale"]), ("grey-quality-100", 1, GREY, ["-grayscale", "-quality", "100"]), ("grey-progressive", 1, GREY, ["-grayscale", "-progressive"]),
            ("rgb", 3, RGB, ["-rgb"]), ("444", 3, YCBCR, ["-sample", "1x1"]), ("422", 3, YCBCR, ["-sample", "2x1"]), ("440", 3, YCBCR, ["-sample", "1x2"]),
            ("420", 3, YCBCR, ["-sample", "2x2"]), ("420-quality-99-restart", 3, YCBCR, ["-quality", "99", "-restart", "2B"]), ("411", 3, YCBCR, ["-sample", "4x1"]),
            ("420-progressive", 3, YCBCR, ["-progressive", "-quality", "95"]))):
        for w, h in ((3, 3), (37, 29)):
            jpg = run([cjpeg] + args, pnm(picture(w, h, bands, i + w, 12)))
            pack.put("twelve-bit-%s-%dx%d" % (name, w, h), jpg, from_pnm(run([djpeg], jpg)), photometric, 12)


# cjpeg has no option for the conditioning of arithmetic coding: a library loaded before libjpeg sets L, U and Kx of the even and of the odd slots.
CONDITIONING = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <jpeglib.h>
void jpeg_start_compress(j_compress_ptr c, boolean all)
{
    int v[6];
    sscanf(getenv("CONDITIONING"), "%d,%d,%d,%d,%d,%d", v, v + 1, v + 2, v + 3, v + 4, v + 5);
    for (int i = 0; i < NUM_ARITH_TBLS; i++) {
        int *s = v + 3 * (i & 1);
        c->arith_dc_L[i] = s[0], c->arith_dc_U[i] = s[1], c->arith_ac_K[i] = s[2];
    }
    ((void (*)(j_compress_ptr, boolean))dlsym(RTLD_NEXT, "jpeg_start_compress"))(c, all);
}
"""


def arithmetic(pack, folder):
    def put(name, px, photometric, *args, sampling=(1, 1), edit=lambda jpg: jpg, height=None, **env):
        if px.shape[2] == 3 and photometric == YCBCR and "-rgb" not in args:
            args += ("-sample", "%dx%d" % sampling)
        jpg = edit(run(["cjpeg", "-arithmetic", *args], pnm(px), **env))
        put_one(pack, name, jpg, px.shape[1], height or px.shape[0], px.shape[2], photometric, sampling)

    seed = 300
    for sampling in ((1, 1), (2, 1), (1, 2), (2, 2), (4, 1)):
        for w, h in ((1, 1), (3, 2), (9, 7), (17, 15), (40, 50)):
            seed += 1
            put("ycbcr-%dx%d-%dx%d" % (*sampling, w, h), picture(w, h, 3, seed), YCBCR, "-quality", "90", sampling=sampling)
            put("progressive-%dx%d-%dx%d" % (*sampling, w, h), picture(w, h, 3, seed), YCBCR, "-quality", "90", "-progressive", sampling=sampling)
    px, grey = picture(61, 45, 3, 99), picture(61, 45, 1, 7)
    noise = np.random.default_rng(5).integers(0, 256, (90, 70, 3), "u1")
    scans = os.path.join(TMP, "scans")
    for coding, args in (("", ()), ("-progressive", ("-progressive",))):
        for quality in ("1", "100"):
            put("quality-%s%s" % (quality, coding), px, YCBCR, "-quality", quality, *args, sampling=(2, 2))
        put("noise" + coding, noise, YCBCR, "-quality", "100", *args)
        for interval in ("1B", "3B", "1"):
            put("restart-%s%s" % (interval, coding), px, YCBCR, "-restart", interval, *args, sampling=(2, 2))
        put("grey" + coding, grey, GREY, "-grayscale", *args)
        put("grey-restart" + coding, grey, GREY, "-grayscale", "-restart", "2B", *args)
        put("rgb" + coding, px, RGB, "-rgb", *args)
        put("strip-left-at-full-height" + coding, px, YCBCR, *args, sampling=(2, 2), height=29)
        put("no-data-at-all" + coding, np.full((200, 300, 1), 128, "u1"), GREY, "-grayscale", *args)
        put("flat" + coding, np.full((200, 300, 3), (250, 30, 60), "u1"), YCBCR, *args, sampling=(2, 2))
        put("no-conditioning" + coding, px, YCBCR, *args, edit=lambda jpg: without_all(jpg, 0xCC), sampling=(2, 2))

    with open(os.path.join(TMP, "shim.c"), "w") as f:
        f.write(CONDITIONING)
    shim = os.path.join(TMP, "shim.so")
    run(["cc", "-shared", "-fPIC", "-o", shim, f.name, "-ldl"], b"")
    for values in ("2,3,2,0,4,20", "0,0,1,15,15,63", "3,5,63,1,1,1"):
        for coding, args in (("", ()), ("-progressive", ("-progressive",))):
            put("conditioning-%s%s" % (values.replace(",", "-"), coding), px, YCBCR, "-quality", "95", *args, sampling=(2, 2), CONDITIONING=values, LD_PRELOAD=shim)

    for name, text in (("planes", "0;1;2;"), ("luma-then-chroma", "0;1 2;"), ("chroma-first", "2;0;1;")):
        with open(scans, "w") as f:
            f.write(text)
        put("scans-" + name, px, YCBCR, "-scans", scans, sampling=(2, 2))
    with open(scans, "w") as f:
        f.write(MANY_PASSES)
    put("progressive-many-passes", px, YCBCR, "-quality", "97", "-scans", scans, sampling=(2, 2))
    put("progressive-many-passes-restart", px, YCBCR, "-quality", "97", "-scans", scans, "-restart", "5B", sampling=(2, 2))

    # Whole files, to be damaged.
    for coding, args in (("", ()), ("-progressive", ("-progressive",))):
        with open(os.path.join(folder, "arithmetic%s.tif" % coding), "wb") as f:
            f.write(tiff_of(run(["cjpeg", "-arithmetic", "-restart", "4B", *args], pnm(px)), 61, 45, 3, YCBCR, (2, 2)))

    # jpegtran built for 8 bits does not look at what coefficients mean, only at the header.
    with zipfile.ZipFile(os.path.join(os.path.dirname(os.path.abspath(__file__)), "twelve-bit.zip")) as z:
        for name in sorted({os.path.dirname(n) for n in z.namelist()}):
            layout = json.loads(z.read(name + "/layout.json"))
            args = ["-progressive"] if "progressive" in name else ["-restart", "2B"] if "restart" in name else []
            jpg = precision(run(["jpegtran", "-arithmetic", *args], precision(z.read(name + "/block.jpg"), 8)), 12)
            pack.put_raw(name, jpg, z.read(name + "/samples.raw"), layout)


def precision(jpg, bits):
    at = 2
    while jpg[at + 1] not in (0xC0, 0xC1, 0xC2, 0xC9, 0xCA):
        at += 2 + int.from_bytes(jpg[at + 2:at + 4], "big")
    return jpg[:at + 4] + bytes([bits]) + jpg[at + 5:]


def without_all(jpg, marker):
    """Without the segments of a marker, between scans as well."""
    out, at = b"", 0
    while at < len(jpg):
        if jpg[at] == 0xFF and at + 3 < len(jpg) and jpg[at + 1] == marker:
            at += 2 + int.from_bytes(jpg[at + 2:at + 4], "big")
        else:
            out += jpg[at:at + 1]
            at += 1
    return out


def without(jpg, marker):
    out, at = jpg[:2], 2
    while jpg[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(jpg[at + 2:at + 4], "big")
        out += b"" if jpg[at + 1] == marker else jpg[at:end]
        at = end
    return out + jpg[at:]


def from_file(pack, path, every):
    import tiffraw
    t = tiffraw.load(path)
    for i, ifd in enumerate(t.ifds):
        if ifd.get(259) != 7:
            continue
        width, height, spp, planar = ifd.get(256), ifd.get(257), ifd.get(277, 1), ifd.get(284, 1)
        bw, bh = (ifd.get(322), ifd.get(323)) if ifd.tiled else (width, min(ifd.get(278, height), height))
        across, down = -(-width // bw), -(-height // bh)
        tables = ifd.get(347, b"") or b""
        bits = ifd.get(258)
        bits = bits[0] if isinstance(bits, list) else bits
        wanted = range(len(ifd.blocks)) if every else sorted({0, len(ifd.blocks) - 1})
        for n in wanted:
            if not ifd.blocks[n]:
                continue
            plane, k = divmod(n, across * down)
            x, y = k % across, k // across
            inside = min(bh, height - y * bh)
            bands = gdal_block(path, x, y, inside, i)  # GDAL does not decode rows below the image
            samples = np.stack(bands if planar == 1 else bands[plane:plane + 1], -1)
            pack.put("%s-ifd%d-block%d" % (os.path.splitext(os.path.basename(path))[0], i, n), ifd.blocks[n], samples, ifd.get(262), bits, tables, bh if ifd.tiled else inside)


if __name__ == "__main__":
    pack = Pack(sys.argv[1])
    files = [f for f in sys.argv[2:] if f != "--all"]
    if files[:1] == ["--twelve-bit"]:
        twelve_bit(pack, files[1])
        files = [None]
    elif files == ["--arithmetic"]:
        arithmetic(pack, os.path.dirname(os.path.abspath(sys.argv[1])))
        files = [None]
    for f in filter(None, files):
        sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(f)), ".."))
        from_file(pack, f, "--all" in sys.argv)
    if not files:
        synthetic(pack)
    pack.zip.close()
    print(pack.count, "blocks,", os.path.getsize(sys.argv[1]), "bytes")
