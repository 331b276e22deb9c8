"""Makes GeoTIFFs whose blocks are tiles of WebMercatorQuad, zoom 10, from column 500 and row 340 on, and prints what GDAL reads of them.

/usr/bin/python3 make_passthrough.py > blocks.txt     (GDAL 3.6.2)

A line is: file, overview (-1 for the image), block column, block row, CRC-32 of its bytes, pixels interleaved.
"""

import os
import zlib

import numpy as np
from osgeo import gdal, osr

gdal.UseExceptions()
gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES")
gdal.SetConfigOption("GDAL_TIFF_OVR_BLOCKSIZE", "256")
HALF = 20037508.342789244
PIXEL = 2 * HALF / 1024 / 256


def pixels(width, height, bands):
    y, x = np.mgrid[:height, :width]
    waves = [np.sin(x / (23 + 5 * b)) * np.cos(y / (31 - 4 * b)) + 0.3 * np.sin((x + 2 * y) / (6 + b)) for b in range(bands)]
    return [((w + 1.3) / 2.6 * 255).clip(1, 255) for w in waves]


def make(name, width, height, bands, options, shift=0.0, prepare=None):
    tiles = ["TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256"]
    file = gdal.GetDriverByName("GTiff").Create(f"{name}.tif", width, height, bands, gdal.GDT_Byte, tiles + options)
    left, top = 500 * 256 * PIXEL - HALF, HALF - 340 * 256 * PIXEL
    file.SetGeoTransform((left + shift * PIXEL, PIXEL, 0, top, 0, -PIXEL))
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(3857)
    file.SetProjection(srs.ExportToWkt())
    if prepare:
        prepare(file)
    for band, values in enumerate(pixels(width, height, bands), 1):
        file.GetRasterBand(band).WriteArray(values.astype(np.uint8))
    return file


def mask(file):
    file.CreateMaskBand(gdal.GMF_PER_DATASET)
    holes = np.full((file.RasterYSize, file.RasterXSize), 255, np.uint8)
    holes[100:120, 300:340] = 0
    file.GetRasterBand(1).GetMaskBand().WriteArray(holes)


def describe(name):
    file = gdal.Open(f"{name}.tif")
    for level in range(-1, file.GetRasterBand(1).GetOverviewCount()):
        bands = [file.GetRasterBand(b) if level < 0 else file.GetRasterBand(b).GetOverview(level) for b in range(1, file.RasterCount + 1)]
        for y in range(bands[0].YSize // 256):
            for x in range(bands[0].XSize // 256):
                block = np.stack([b.ReadAsArray(x * 256, y * 256, 256, 256) for b in bands], axis=-1)
                print(name, level, x, y, f"{zlib.crc32(block.tobytes()):08x}")


YCBCR = ["COMPRESS=JPEG", "PHOTOMETRIC=YCBCR"]
make("ycbcr", 512, 512, 3, YCBCR).BuildOverviews("AVERAGE", [2])
make("rgb", 256, 256, 3, ["COMPRESS=JPEG", "PHOTOMETRIC=RGB"])
make("gray", 256, 256, 1, ["COMPRESS=JPEG"])
make("webp", 256, 256, 3, ["COMPRESS=WEBP", "WEBP_LEVEL=60"])
make("webp-lossless", 256, 256, 3, ["COMPRESS=WEBP", "WEBP_LOSSLESS=YES"])
make("mask", 512, 256, 3, YCBCR, prepare=mask)
for described in ["ycbcr", "rgb", "gray", "webp", "webp-lossless", "mask"]:
    describe(described)

# Those whose blocks are no tiles, or no pictures.
make("webp-mask", 512, 256, 3, ["COMPRESS=WEBP", "WEBP_LEVEL=60"], prepare=mask)
make("webp-alpha", 256, 256, 4, ["COMPRESS=WEBP", "WEBP_LEVEL=60"])
make("alpha", 256, 256, 4, ["COMPRESS=JPEG"])
make("cmyk", 256, 256, 4, ["COMPRESS=JPEG", "PHOTOMETRIC=CMYK"])
make("planar", 256, 256, 3, ["COMPRESS=JPEG", "INTERLEAVE=BAND"])
make("nodata", 256, 256, 3, YCBCR, prepare=lambda file: [file.GetRasterBand(b).SetNoDataValue(0) for b in (1, 2, 3)])
make("edge", 300, 256, 3, YCBCR)
make("offset", 256, 256, 3, YCBCR, shift=0.01)
make("deflate", 256, 256, 1, ["COMPRESS=DEFLATE", "PREDICTOR=2"])
for leftover in os.listdir("."):
    if leftover.endswith(".aux.xml"):
        os.remove(leftover)
