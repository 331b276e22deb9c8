"""Makes the files of this folder; needs GDAL 3.6 with its programs and Python bindings, rasterio 1.3 and NumPy. Run here: python3 make.py

world.tif is the whole world in longitude and latitude. tiles.txt says, for a tile of each tile matrix set, what gdalwarp makes of it in the tile's own box
and size (nearest, exact): the boxes are worked out here from the registered numbers (OGC 17-083r4, LINZ), not by the code under test.
zooms.txt says minzoom and maxzoom of files in each set, by rio-tiler's rule on rasterio's calculate_default_transform.
"""
import math
import os
import subprocess

import numpy as np
from osgeo import gdal, osr
from rasterio.crs import CRS
from rasterio.warp import calculate_default_transform

gdal.UseExceptions()
HALF = math.pi * 6378137
DEGREE = math.pi / 180 * 6378137
PIXEL = 0.28e-3

# name: CRS, left, top, units per pixel at level z, pixels of a tile at level z, first and last level
SETS = {
    "WebMercatorQuad": ("EPSG:3857", -HALF, HALF, lambda z: 2 * HALF / 256 / 2**z, lambda z: 256, 0, 24),
    "WorldCRS84Quad": ("EPSG:4326", -180, 90, lambda z: 180 / 256 / 2**z, lambda z: 256, 0, 23),
    "WGS1984Quad": ("EPSG:4326", -180, 90, lambda z: 180 / 256 / 2**z, lambda z: 256, 0, 23),
    "WorldMercatorWGS84Quad": ("EPSG:3395", -HALF, HALF, lambda z: 2 * HALF / 256 / 2**z, lambda z: 256, 0, 24),
    "EuropeanETRS89_LAEAQuad": ("EPSG:3035", 2000000, 5500000, lambda z: 4500000 / 256 / 2**z, lambda z: 256, 0, 15),
    "NZTM2000Quad": ("EPSG:2193", -3260586.7284, 10438190.1652, lambda z: 139770566.007179 * PIXEL / 2**z, lambda z: 256, 0, 21),
    "UTM31WGS84Quad": ("EPSG:32631", -9501965.72931276, 20003931.4586255, lambda z: 20003931.4586255 * 2 / 256 / 2**z, lambda z: 256, 1, 24),
    "CanadianNAD83_LCC": ("EPSG:3978", -34655800, 39310000, lambda z: CANADA[z] * 38364.660062653464 / 145e6, lambda z: 256, 0, 25),
    "UPSArcticWGS84Quad": ("EPSG:5041", -14440759.350252, 18440759.350252, lambda z: 32881518.700504 / 256 / 2**z, lambda z: 256, 0, 24),
    "UPSAntarcticWGS84Quad": ("EPSG:5042", -14440759.350252, 18440759.350252, lambda z: 32881518.700504 / 256 / 2**z, lambda z: 256, 0, 24),
    "LINZAntarticaMapTilegrid": ("EPSG:5482", -918457.73, 6918457.73, lambda z: 409600000 * PIXEL / 2**z, lambda z: 256, 0, 13),
    "CDB1GlobalGrid": ("EPSG:4326", -180, 90, lambda z: 1 / 2 ** max(z, 0) / 2 ** (10 + min(z, 0)), lambda z: 2 ** (10 + min(z, 0)), -10, 21),
    "GNOSISGlobalGrid": ("EPSG:4326", -180, 90, lambda z: 90 / 256 / 2**z, lambda z: 256, 0, 28),
}
CANADA = [145e6, 85e6, 50e6, 30e6, 17.5e6, 10e6, 6e6, 3.5e6, 2e6, 1.2e6, 7e5, 4.2e5, 2.5e5, 1.45e5, 85e3, 50e3, 30e3, 17.5e3, 10e3, 6e3, 3.5e3, 2e3, 1.2e3, 700, 420, 250]

# set, level, column, row, columns that one tile of that row spans (17-083r4 annexes: CDB1 and GNOSIS are wider towards the poles)
TILES = [
    ("WebMercatorQuad", 5, 17, 10, 1),
    ("WorldCRS84Quad", 4, 17, 3, 1),
    ("WGS1984Quad", 4, 30, 12, 1),
    ("WorldMercatorWGS84Quad", 5, 4, 20, 1),
    ("EuropeanETRS89_LAEAQuad", 1, 1, 0, 1),
    ("NZTM2000Quad", 3, 3, 4, 1),
    ("UTM31WGS84Quad", 5, 8, 12, 1),
    ("CanadianNAD83_LCC", 5, 27, 31, 1),
    ("UPSArcticWGS84Quad", 3, 4, 4, 1),
    ("UPSAntarcticWGS84Quad", 3, 3, 3, 1),
    ("LINZAntarticaMapTilegrid", 3, 2, 1, 1),
    ("CDB1GlobalGrid", -3, 190, 40, 1),     # 50 degrees north: one column
    ("CDB1GlobalGrid", -3, 181, 20, 2),     # 70 degrees north: columns 180 and 181 are one tile
    ("CDB1GlobalGrid", -2, 14, 179, 12),    # at the south pole twelve are
    ("GNOSISGlobalGrid", 2, 9, 3, 1),
    ("GNOSISGlobalGrid", 2, 5, 0, 4),
    ("GNOSISGlobalGrid", 3, 11, 2, 2),
]

# What zooms are worked out for: CRS, west, north, pixel, columns, rows.
FILES = [
    ("EPSG:4326", -180.0, 90.0, 0.5, 720, 360),
    ("EPSG:4326", -180.0, 90.0, 0.1, 3600, 1800),
    ("EPSG:4326", -30.0, 60.0, 0.01, 4000, 3000),
    ("EPSG:32631", 400000.0, 5700000.0, 10.0, 10980, 10980),
    ("EPSG:2193", 1500000.0, 5400000.0, 0.075, 6400, 9600),
    ("EPSG:3413", -1000000.0, -1000000.0, 240.0, 4000, 3000),
    ("EPSG:3031", -2000000.0, 2000000.0, 500.0, 8000, 8000),
]

# Left out: in sets that run round the earth, a file with a pole inside; PROJ's number for a pole that is infinitely far.
ROUND = ("EPSG:3857", "EPSG:3395", "EPSG:4326")


def world():
    y, x = np.mgrid[0:360, 0:720]
    array = ((x * 5 + y * 3) % 251 + (x // 90 + y // 45) % 2 * 3).astype("u1")
    memory = gdal.GetDriverByName("MEM").Create("", 720, 360, 1, gdal.GDT_Byte)
    memory.SetGeoTransform((-180, 0.5, 0, 90, 0, -0.5))
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(4326)
    memory.SetProjection(srs.ExportToWkt())
    memory.GetRasterBand(1).WriteArray(array)
    gdal.Translate("world.tif", memory, format="COG", creationOptions=["COMPRESS=DEFLATE", "BLOCKSIZE=128", "LEVEL=9", "OVERVIEWS=NONE"])


def tiles():
    with open("tiles.txt", "w") as out:
        out.write("# set level column row box columns rows, then rows of hexadecimal samples, 32 columns of 32 rows, evenly spaced, '--' where there is none\n")
        for name, z, column, row, span in TILES:
            crs, left, top, resolution, pixels, *_ = SETS[name]
            edge = resolution(z) * pixels(z)
            first = column // span * span
            box = [left + first * edge, top - (row + 1) * edge, left + (first + span) * edge, top - row * edge]
            size = str(pixels(z))
            subprocess.run(["gdalwarp", "-q", "-overwrite", "-t_srs", crs, "-te", *map(repr, box), "-ts", size, size, "-et", "0", "-r", "near", "-dstalpha", "world.tif", "tmp-tile.tif"], check=True)
            tile = gdal.Open("tmp-tile.tif")
            samples, alpha = tile.GetRasterBand(1).ReadAsArray(), tile.GetRasterBand(2).ReadAsArray()
            step = max(1, pixels(z) // 32)
            out.write(f"{name} {z} {column} {row} {box[0]!r},{box[1]!r},{box[2]!r},{box[3]!r} {size}\n")
            for line, valid in zip(samples[::step], alpha[::step]):
                out.write("".join(f"{v:02x}" if a else "--" for v, a in zip(line[::step], valid[::step])) + "\n")


def level_for(name, resolution):
    """morecantile's zoom_for_res with the strategy "auto", in its own words: the first level that is as fine, or the one before if that is nearer by ratio."""
    _, _, _, of, _, first, last = SETS[name]
    z = first
    while z < last and not (resolution > of(z) or abs(resolution - of(z)) / of(z) <= 1e-8):
        z += 1
    if z > 0 and abs(resolution - of(z)) / of(z) > 1e-8 and of(max(z - 1, first)) / resolution < resolution / of(z):
        z = max(z - 1, first)
    return z


def zooms():
    with open("zooms.txt", "w") as out:
        out.write("# CRS west north pixel columns rows set minzoom maxzoom\n")
        for crs, west, north, pixel, columns, rows in FILES:
            for name, (target, _, _, _, pixels, first, last) in SETS.items():
                if CRS.from_user_input(crs) == CRS.from_user_input(target):
                    resolution, width, height = pixel, columns, rows
                else:
                    try:
                        transform, width, height = calculate_default_transform(crs, target, columns, rows, west, north - rows * pixel, west + columns * pixel, north)
                    except Exception:
                        continue
                    resolution = transform.a
                    if crs == "EPSG:3031" and target in ROUND or abs(transform.f) > 1e8 and target != "EPSG:3857":
                        continue
                halvings = 0
                while min(width >> halvings, height >> halvings) > pixels(first):
                    halvings += 1
                low, high = level_for(name, resolution * 2**halvings), level_for(name, resolution)
                out.write(f"{crs[5:]} {west!r} {north!r} {pixel!r} {columns} {rows} {name} {low} {high}\n")


world()
tiles()
os.remove("tmp-tile.tif")
zooms()
