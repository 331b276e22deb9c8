"""Single blocks out of TIFFs that GDAL 3.6.2 (libtiff 4.5) writes, and what GDAL reads.

    /usr/bin/python3 make_blocks.py      (in this folder)

NAME.block: the stored bytes of the only strip. NAME.raw: its bytes as GDAL's array has them (fax.raw: packed again, one bit a pixel, of all three).
The fax image has, in white and in black, runs of every length from 0 to 63 and of every multiple of 64 up to 2560: all code words.
"""
import numpy as np
from osgeo import gdal

gdal.UseExceptions()


def make(name, a, kind, options, bits=8):
    rows, columns = a.shape
    options = options + [f"BLOCKYSIZE={rows}"] + ([f"NBITS={bits}"] if bits < 8 else [])
    d = gdal.GetDriverByName("GTiff").Create("/vsimem/x.tif", columns, rows, 1, kind, options)
    d.GetRasterBand(1).WriteArray(a)
    d = None
    d = gdal.Open("/vsimem/x.tif")
    band = d.GetRasterBand(1)
    offset, size = (int(band.GetMetadataItem(f"BLOCK_{n}_0_0", "TIFF")) for n in ("OFFSET", "SIZE"))
    f = gdal.VSIFOpenL("/vsimem/x.tif", "rb")
    gdal.VSIFSeekL(f, offset, 0)
    block = bytes(gdal.VSIFReadL(1, size, f))
    gdal.VSIFCloseL(f)
    back = band.ReadAsArray()
    assert (back == a).all()
    open(name + ".block", "wb").write(block)
    open(name.split("-g")[0].split("-rle")[0] + ".raw", "wb").write((np.packbits(back, axis=1) if bits == 1 else back).tobytes())


width = 2700
lines = []
lengths = list(range(64)) + list(range(64, 2561, 64)) + [2623]
for n in lengths:
    line = np.zeros(width, np.uint8)
    line[n:n + 7] = 1                      # white n
    lines.append(line)
    line = np.zeros(width, np.uint8)
    line[3:3 + n] = 1                      # black n
    lines.append(line)
    line = np.ones(width, np.uint8)
    line[n:n + 1] = 0                      # black from the first column on
    lines.append(line)
rng = np.random.default_rng(2)
for density in (0.02, 0.2, 0.5):           # every mode of two dimensions
    lines += list((rng.random((12, width)) < density).astype(np.uint8))
line = lines[-40].copy()
for shift in (1, 1, -2, 3, -3, 2, -1, 0):
    line = np.roll(line, shift)
    lines.append(line)
fax = np.array(lines)
make("fax-rle", fax, gdal.GDT_Byte, ["COMPRESS=CCITTRLE"], 1)
make("fax-g3", fax, gdal.GDT_Byte, ["COMPRESS=CCITTFAX3"], 1)
make("fax-g4", fax, gdal.GDT_Byte, ["COMPRESS=CCITTFAX4"], 1)

y, x = np.mgrid[0:60, 0:97]
noise = rng.normal(0, 2, x.shape)
make("lzma-uint8", (100 + x / 2 + 9 * np.sin(y / 5) + noise).astype(np.uint8), gdal.GDT_Byte, ["COMPRESS=LZMA"])
make("lzma-int16", (x * y + noise).astype(np.int16), gdal.GDT_Int16, ["COMPRESS=LZMA", "LZMA_PRESET=9"])
make("lzma-float64", np.round(x + y / 3, 3), gdal.GDT_Float64, ["COMPRESS=LZMA", "LZMA_PRESET=0"])
make("lzma-random", rng.integers(0, 256, (60, 97)).astype(np.uint8), gdal.GDT_Byte, ["COMPRESS=LZMA"])
make("lzma-zero", np.zeros((300, 700), np.uint8), gdal.GDT_Byte, ["COMPRESS=LZMA"])
