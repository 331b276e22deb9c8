#!/usr/bin/env python3
"""Makes planar.npz and the TIFFs whose pixels it holds as GDAL shows them (Debian 12: GDAL 3.6.2, rasterio 1.3.5).

  /usr/bin/python3 make.py
"""
import os
import struct

import numpy as np
import rasterio
from osgeo import gdal

gdal.UseExceptions()
here = os.path.dirname(os.path.abspath(__file__))
rng = np.random.default_rng(5)
shown = {}


def write(name, bands, width, height, options, tags=()):
    """tags: (tag, bytes of the entry that takes its place): GDAL writes no planar YCbCr itself."""
    path = os.path.join(here, name + '.tif')
    ds = gdal.GetDriverByName('GTiff').Create(path, width, height, bands, gdal.GDT_Byte, ['INTERLEAVE=BAND', *options])
    y, x = np.mgrid[0:height, 0:width]
    for b in range(bands):
        ds.GetRasterBand(b + 1).WriteArray(((x * (3 + b) + y * (7 - b)) % 251 + rng.integers(0, 5, x.shape)).astype('u1'))
    ds = None
    data = bytearray(open(path, 'rb').read())
    offset = struct.unpack_from('<I', data, 4)[0]
    for i in range(struct.unpack_from('<H', data, offset)[0]):
        at = offset + 2 + 12 * i
        for tag, entry in tags:
            if struct.unpack_from('<H', data, at)[0] == tag:
                data[at:at + 12] = entry
    open(path, 'wb').write(data)
    with rasterio.open(path) as src:
        print(name, src.colorinterp, src.tags(ns='IMAGE_STRUCTURE'))
        shown[name] = src.read()


write('cmyk-planar', 4, 37, 29, ['PHOTOMETRIC=CMYK', 'TILED=YES', 'BLOCKXSIZE=16', 'BLOCKYSIZE=16', 'COMPRESS=DEFLATE'])
write('ycbcr-planar', 3, 37, 29, ['PHOTOMETRIC=RGB', 'BLOCKYSIZE=10', 'COMPRESS=LZW'], [
    (262, struct.pack('<HHIHH', 262, 3, 1, 6, 0)),  # PhotometricInterpretation
    (339, struct.pack('<HHIHH', 530, 3, 2, 1, 1))])  # SampleFormat becomes YCbCrSubSampling
np.savez_compressed(os.path.join(here, 'planar.npz'), **shown)
