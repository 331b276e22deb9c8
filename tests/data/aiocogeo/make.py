#!/usr/bin/env python3
"""Makes files like those of aiocogeo's README, and expected.json: what aiocogeo itself answers to each of its snippets.

aiocogeo 0.3.0 (5a1d32c), in the folder that is given; modules that it imports and that are missing are replaced by what they are used for
here, decoders by those of zlib and PIL. GDAL 3.6.2: /usr/bin/python3 make.py FOLDER
"""
import asyncio
import io
import json
import os
import pathlib
import sys
import types
import zlib

import numpy as np
from osgeo import gdal, osr
from PIL import Image

HERE = pathlib.Path(__file__).parent
WIDTH, HEIGHT, WEST, NORTH, PIXEL = 10280, 12190, 367188, 3777102, 0.6
gdal.UseExceptions()


def pixels(x, y, width, height):
    """Each pixel tells its place: column and row modulo 256, and how often they went round."""
    row, col = np.mgrid[y : y + height, x : x + width]
    return np.stack([col % 256, row % 256, (col // 256) * 4 + (row // 256) % 4]).astype('uint8')


def create(name, width, height, options, blocks=(), overviews=()):
    path = str(HERE / name)
    file = gdal.GetDriverByName('GTiff').Create(path, width, height, 3, gdal.GDT_Byte, ['TILED=YES', 'PHOTOMETRIC=RGB', 'SPARSE_OK=TRUE', *options])
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(26911)
    file.SetProjection(crs.ExportToWkt())
    file.SetGeoTransform([WEST, PIXEL, 0, NORTH, 0, -PIXEL])
    for x, y in blocks:
        file.WriteArray(pixels(x * 512, y * 512, 512, 512), x * 512, y * 512)
    file = None
    if overviews:
        gdal.SetConfigOption('GDAL_TIFF_OVR_BLOCKSIZE', '128')
        file = gdal.Open(path, gdal.GA_Update)
        file.BuildOverviews('NONE', list(overviews))
        file = None
    return path


# Most blocks were never written: the README's files are of 10280 × 12190 pixels.
lzw = create('lzw_cog.tif', WIDTH, HEIGHT, ['COMPRESS=LZW', 'BLOCKXSIZE=512', 'BLOCKYSIZE=512'], overviews=(2, 4, 8, 16, 32))
bounds = (368461, 3770591, 368796, 3770921)
first = (int((bounds[0] - WEST) / PIXEL) // 512, int((NORTH - bounds[3]) / PIXEL) // 512)
last = (int((bounds[2] - WEST) / PIXEL) // 512, int((NORTH - bounds[1]) / PIXEL) // 512)
inside = [(x, y) for y in range(first[1], last[1] + 1) for x in range(first[0], last[0] + 1)]
webp = create('webp_cog.tif', WIDTH, HEIGHT, ['COMPRESS=WEBP', 'WEBP_LOSSLESS=YES', 'BLOCKXSIZE=512', 'BLOCKYSIZE=512'], [(0, 0), *inside])
gdal.SetConfigOption('GDAL_TIFF_INTERNAL_MASK', 'YES')
masked = create('naip_image_masked.tif', 1024, 1024, ['COMPRESS=WEBP', 'WEBP_LOSSLESS=YES', 'BLOCKXSIZE=512', 'BLOCKYSIZE=512'], [(0, 0), (1, 0), (0, 1), (1, 1)])
file = gdal.Open(masked, gdal.GA_Update)
file.CreateMaskBand(gdal.GMF_PER_DATASET)
mask = np.full((1024, 1024), 255, 'uint8')
mask[:, :100] = 0
file.GetRasterBand(1).GetMaskBand().WriteArray(mask)
file = None


def module(name, **members):
    found = types.ModuleType(name)
    found.__dict__.update(members)
    sys.modules[name] = found
    return found


class File:
    def __init__(self, path, mode):
        self.file = open(path, mode)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        self.file.close()

    async def seek(self, *a):
        return self.file.seek(*a)

    async def read(self, *a):
        return self.file.read(*a)

    async def close(self):
        self.file.close()


class Opened:
    def __init__(self, path, mode='rb'):
        self.opened = File(path, mode)

    def __await__(self):
        async def same():
            return self.opened
        return same().__await__()

    async def __aenter__(self):
        return self.opened

    async def __aexit__(self, *_):
        await self.opened.close()


module('aiofiles', open=Opened)
module('aiohttp', ClientSession=object)
module('botocore')
module('botocore.exceptions')
module('aiocache', Cache=types.SimpleNamespace(MEMORY=None), cached=lambda *a, **k: (lambda f: (lambda self, *a, cache_read=None, cache_write=None, **k: f(self, *a, **k))))
module('xmltodict', parse=None)
module('imagecodecs', zlib_decode=zlib.decompress, webp_decode=lambda data: np.array(Image.open(io.BytesIO(data)).convert('RGB')))
module('stac_pydantic')
module('stac_pydantic.shared', Asset=object, MimeTypes=types.SimpleNamespace(cog='image/tiff; application=geotiff; profile=cloud-optimized'))
os.environ['INGESTED_BYTES_AT_OPEN'] = '65536'  # Of these files, the overviews' directories lie behind the image.
sys.path.insert(0, sys.argv[1])
from aiocogeo import COGReader  # noqa: E402


async def answers():
    found = {}
    async with COGReader(lzw) as cog:
        profile = dict(cog.profile)
        profile['transform'] = list(profile['transform'])[:6]
        found['profile'] = profile
        found['block_sizes'] = [[ifd.TileWidth.value, ifd.TileHeight.value] for ifd in cog]
        first = cog.ifds[0]
        found['tag_count'] = first.tag_count
        found['tags'] = [
            {'code': tag.code, 'name': tag.name, 'count': tag.count, 'length': tag.length, 'value': tag.value}
            for tag in first if tag.code in (256, 257, 258, 259)
        ]
    async with COGReader(webp) as cog:
        tile = await cog.get_tile(0, 0, 0)
        found['tile'] = {'shape': list(tile.shape), 'bands': [int(band.astype('int64').sum()) for band in tile]}
        found['epsg'] = cog.epsg
        part = await cog.read(bounds=bounds, shape=(512, 512))
        found['part'] = {'shape': list(part.shape), 'columns': part[0, 0].tolist(), 'rows': part[1, :, 0].tolist()}
    async with COGReader(masked) as cog:
        tile = await cog.get_tile(0, 0, 0)
        found['masked'] = {'is_masked': bool(cog.is_masked), 'hidden': int(np.ma.getmaskarray(tile)[0].sum()), 'sum': int(tile[0].astype('int64').sum())}
    return found


(HERE / 'expected.json').write_text(json.dumps(asyncio.run(answers())) + '\n')
