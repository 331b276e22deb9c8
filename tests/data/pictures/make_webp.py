#!/usr/bin/python3
"""Takes single blocks out of WebP GeoTIFFs, with GDAL's array of each: NAME.webp as stored, NAME.bin chunky samples.

usage: make_webp.py FOLDER_OF_TIFFS OUT
"""
import sys
import numpy as np
from osgeo import gdal

gdal.UseExceptions()
BLOCKS = {  # file: (block column, block row)
    "webp-rgb": (1, 0),
    "webp-rgba": (0, 0),
    "webp-lossless": (1, 1),
    "webp-lossless-rgba": (1, 0),
    "webp-q30-strip": (0, 2),
}


def main(folder, out):
    for name, (x, y) in BLOCKS.items():
        ds = gdal.Open(f"{folder}/{name}.tif")
        band = ds.GetRasterBand(1)
        width, height = band.GetBlockSize()
        offset = int(band.GetMetadataItem(f"BLOCK_OFFSET_{x}_{y}", "TIFF"))
        size = int(band.GetMetadataItem(f"BLOCK_SIZE_{x}_{y}", "TIFF"))
        with open(f"{folder}/{name}.tif", "rb") as f:
            f.seek(offset)
            data = f.read(size)
        assert (x + 1) * width <= ds.RasterXSize and (y + 1) * height <= ds.RasterYSize, "a whole block"
        array = ds.ReadAsArray(x * width, y * height, width, height)
        with open(f"{out}/{name}.webp", "wb") as f:
            f.write(data)
        np.ascontiguousarray(array.transpose(1, 2, 0)).tofile(f"{out}/{name}.bin")
        print(f"{name}: {width} x {height} x {ds.RasterCount}, {size} bytes")


main(*sys.argv[1:])
