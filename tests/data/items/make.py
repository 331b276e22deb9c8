#!/usr/bin/env python3
"""Makes the items of this folder and their files, and expected.json: what rasterio and NumPy say of them.

rasterio 1.3.5, GDAL 3.6.2, NumPy 1.24.2: /usr/bin/python3 make.py
"""
import json
import math
import pathlib

import numpy as np
import rasterio
from affine import Affine
from rasterio.enums import Resampling
from rasterio.rio.overview import get_maximum_overview_level
from rasterio.vrt import WarpedVRT
from rasterio.warp import calculate_default_transform, transform, transform_bounds

HERE = pathlib.Path(__file__).parent
COG = 'image/tiff; application=geotiff; profile=cloud-optimized'
PROJECTION = 'https://stac-extensions.github.io/projection/v1.1.0/schema.json'
WEST, NORTH = 500_000, 5_500_000
EQUATOR = 2 * math.pi * 6378137


def write(name, array, pixel, crs='EPSG:32632', west=WEST, north=NORTH, **more):
    array = array if array.ndim == 3 else array[np.newaxis]
    with rasterio.open(
        HERE / name, 'w', driver='GTiff', count=array.shape[0], height=array.shape[1], width=array.shape[2], dtype=array.dtype,
        crs=crs, transform=Affine(pixel, 0, west, 0, -pixel, north), compress='deflate', tiled=True, blockxsize=32, blockysize=32, **more,
    ) as file:
        file.write(array)
    return array


def grid(size):
    return np.mgrid[0:size, 0:size]


row, col = grid(64)
red = (1000 + 7 * col + 3 * row).astype('uint16')
red[:8, :8] = 0
nir = (3000 + 5 * col - 2 * row).astype('uint16')
row20, col20 = grid(32)
swir = (500 + 11 * col20 + row20).astype('uint16')
classes = ((col20 // 8 + row20 // 8) % 11).astype('uint8')
write('red.tif', red, 10, nodata=0)
write('nir.tif', nir, 10, nodata=0)
write('swir.tif', swir, 20)
write('classes.tif', classes, 20)
naip = np.stack([(col * 3 + i * 10) % 256 for i in range(4)]).astype('uint8')
write('naip.tif', naip, 1, crs='EPSG:26911', west=368_000, north=3_777_000, photometric='rgb')
# 2 degrees from each side of 180.
across = (10 + 2 * np.mgrid[0:32, 0:64][1]).astype('int16')
write('across.tif', across, 4 / 64, crs='EPSG:4326', west=178, north=1)


def asset(href, size, pixel, **more):
    return {
        'href': href, 'type': COG, 'roles': ['data'], 'proj:shape': [size, size],
        'proj:transform': [pixel, 0, WEST, 0, -pixel, NORTH], **more,
    }


box = transform_bounds('EPSG:32632', 'EPSG:4326', WEST, NORTH - 640, WEST + 640, NORTH)
west, south, east, north = box
geometry = {'type': 'Polygon', 'coordinates': [[[west, south], [east, south], [east, north], [west, north], [west, south]]]}


def item(name, version, bbox, assets, geometry=geometry, properties=None):
    return {
        'type': 'Feature', 'stac_version': version, 'id': name, 'stac_extensions': [PROJECTION], 'geometry': geometry, 'bbox': list(bbox),
        'properties': {'datetime': '2026-01-01T00:00:00Z', **(properties or {})}, 'links': [], 'assets': assets,
    }


items = {
    'sentinel': item('sentinel', '1.0.0', box, {
        'red': asset('./red.tif', 64, 10, **{
            'eo:bands': [{'name': 'B04', 'common_name': 'red'}],
            'raster:bands': [{'nodata': 0, 'scale': 0.0001, 'offset': -0.1, 'statistics': {'minimum': 1000, 'maximum': 1630}}],
            'file:header_size': 600,
        }),
        'nir': asset('nir.tif', 64, 10, **{'eo:bands': [{'name': 'B08', 'common_name': 'nir'}]}),
        'swir16': asset('../items/swir.tif', 32, 20, **{'eo:bands': [{'name': 'B11', 'common_name': 'swir16'}]}),
        'scl': asset('classes.tif', 32, 20),
        'thumbnail': {'href': 'thumbnail.jpg', 'type': 'image/jpeg', 'roles': ['thumbnail']},
        'gone': asset('gone.tif', 64, 10),
    }, properties={'proj:epsg': 32632}),
    'naip': item('naip', '1.1.0', transform_bounds('EPSG:26911', 'EPSG:4326', 368_000, 3_777_000 - 64, 368_064, 3_777_000), {
        'image': {
            'href': 'naip.tif', 'type': COG, 'roles': ['data'],
            'bands': [{'name': n, 'eo:common_name': n, 'raster:scale': 0.5, 'raster:offset': 1} for n in ('red', 'green', 'blue', 'nir')],
            'proj:code': 'EPSG:26911', 'proj:shape': [64, 64], 'proj:transform': [1, 0, 368_000, 0, -1, 3_777_000],
        },
        'metadata': {'href': 'metadata.txt', 'type': 'text/plain'},
    }, geometry=None),
    'across': item('across', '1.0.0', [178, -1, -178, 1], {'data': {'href': 'across.tif', 'type': COG}}, geometry=None),
    'pictures': item('pictures', '1.0.0', box, {'thumbnail': {'href': 'thumbnail.jpg', 'type': 'image/jpeg'}}),
}
for name, document in items.items():
    (HERE / f'{name}.json').write_text(json.dumps(document, indent=1) + '\n')


def read(name):
    with rasterio.open(HERE / name) as file:
        return file.read(masked=True)


def counted(band):
    values = band.compressed().astype('float64')
    return {
        'min': values.min(), 'max': values.max(), 'mean': values.mean(), 'std': values.std(), 'count': len(values),
        'masked_pixels': int(np.ma.getmaskarray(band).sum()),
    }


def tile(name, z, x, y, size=256):
    """rio-tiler's part(): a WarpedVRT over the tile, as fine as the file, read in the tile's size."""
    side = EQUATOR / 2**z
    left, top = x * side - EQUATOR / 2, EQUATOR / 2 - y * side
    with rasterio.open(HERE / name) as file:
        # Finer than the file: the grid of the tile itself.
        with WarpedVRT(
            file, crs='EPSG:3857', transform=Affine(side / size, 0, left, 0, -side / size, top), width=size, height=size,
            resampling=Resampling.nearest, add_alpha=file.nodata is None,
        ) as vrt:
            data = vrt.read(1)
            mask = vrt.dataset_mask()
    return data, mask


def zooms(crs, width, height, bounds):
    target, w, h = calculate_default_transform(crs, 'EPSG:3857', width, height, *bounds)
    resolution = max(abs(target[0]), abs(target[4]))
    level = get_maximum_overview_level(w, h, minsize=256)

    def zoom(res):
        # morecantile's zoom_for_res with its strategy "auto"
        matrices = [EQUATOR / 256 / 2**z for z in range(25)]
        for z, matrix in enumerate(matrices):
            if matrix < res:
                return z if z == 0 or matrices[z - 1] / res > res / matrix else z - 1
        return 24

    return [zoom(resolution * 2**level), zoom(resolution)]


red_m, nir_m, swir_m = read('red.tif'), read('nir.tif'), read('swir.tif')
swir_up = np.repeat(np.repeat(swir_m, 2, axis=1), 2, axis=2)
r, n = red_m[0].astype('float64'), nir_m[0].astype('float64')
ndvi = (n - r) / (n + r)
middle = transform('EPSG:32632', 'EPSG:4326', [WEST + 325], [NORTH - 325])
lon, lat = middle[0][0], middle[1][0]
z = 17
mx, my = transform('EPSG:4326', 'EPSG:3857', [lon], [lat])
x, y = int((mx[0] + EQUATOR / 2) / (EQUATOR / 2**z)), int((EQUATOR / 2 - my[0]) / (EQUATOR / 2**z))
tiles = {name: tile(f'{name}.tif', z, x, y) for name in ('red', 'nir', 'swir')}
expected = {
    'statistics': {'b1': counted(red_m[0]), 'b2': counted(nir_m[0]), 'b3': counted(swir_up[0])},
    'asset_statistics': {'red': counted(red_m[0]), 'swir16': counted(swir_m[0])},
    'ndvi': counted(ndvi),
    'point': {'lon': lon, 'lat': lat, 'values': [int(red_m[0, 32, 32]), int(nir_m[0, 32, 32]), int(swir_m[0, 16, 16])]},
    'corner': {
        'xy': [WEST + 35, NORTH - 35], 'values': [None, int(nir_m[0, 3, 3]), int(swir_m[0, 1, 1])],
    },
    'bounds': list(box),
    'zooms': zooms('EPSG:32632', 64, 64, (WEST, NORTH - 640, WEST + 640, NORTH)),
    'tile': {
        'z': z, 'x': x, 'y': y,
        'sums': {name: int(data[mask > 0].astype('int64').sum()) for name, (data, mask) in tiles.items()},
        'visible': {name: int((mask > 0).sum()) for name, (data, mask) in tiles.items()},
        'rows': {name: data[100].tolist() for name, (data, mask) in tiles.items()},
    },
    'scaled': [float(np.float32(np.float32(int(red_m[0, 32, 32]) * 0.0001) + -0.1))],
}
(HERE / 'expected.json').write_text(json.dumps(expected) + '\n')
