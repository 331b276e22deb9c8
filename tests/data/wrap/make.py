"""Makes the files of this folder; needs GDAL 3.6 with its programs and Python bindings, and NumPy. Run here: python3 make.py

Files across the antimeridian or over a pole, one band of bytes each, no value twice beside another; cases.npz holds what `gdalwarp -et 0 -r near`
makes of them: samples, then 255 where there is something. CASES says which box, CRS and size each is.
"""
import json
import math
import os
import subprocess

import numpy as np
from osgeo import gdal, osr

gdal.UseExceptions()
HALF = math.pi * 6378137

# name: CRS, west, north, pixel, columns, rows
FILES = {
    "east": (4326, 170, 10, 0.25, 80, 60),
    "west": (4326, -190, 10, 0.25, 80, 60),
    "utm60": (32660, 400000, 5700000, 5000, 120, 60),
    "utm1": (32601, 100000, 5700000, 5000, 120, 60),
    "pdc": (3832, 2000000, 1000000, 25000, 120, 60),
    "npolar": (3413, -1500000, 1200000, 25000, 100, 110),
    "spolar": (3031, -1500000, 1200000, 25000, 100, 110),
    "mercator": (3857, -HALF, HALF, HALF / 200, 400, 400),
}

# key: file, CRS, box, columns and rows: finer than the file, which is then warped at once
CASES = {
    "east": ("east", 4326, (172.5, -3, 187.5, 8), (60, 44)),
    "west": ("west", 4326, (172.5, -3, 187.5, 8), (60, 44)),
    "utm60": ("utm60", 4326, (176, 49, 184, 51), (200, 100)),
    "utm1": ("utm1", 4326, (176, 49, 184, 51), (200, 100)),
    "pdc": ("pdc", 4326, (165, -5, 190, 12), (100, 68)),
    "npolar": ("npolar", 4326, (150, 75, 210, 88), (240, 130)),
    "spolar": ("spolar", 4326, (150, -88, 210, -75), (240, 130)),
    "mercator": ("mercator", 4326, (170, -30, 190, 30), (40, 120)),
    "east-pdc": ("east", 3832, None, (60, 44)),
    "west-pdc": ("west", 3832, None, (60, 44)),
    "world-pdc": ("../tiling/world", 3832, None, (60, 44)),
    "world-mercator": ("../tiling/world", 3857, None, (60, 44)),
    "utm60-mercator": ("utm60", 3857, None, (170, 88)),
}
DEGREES = {"utm60-mercator": (176, 49, 184, 51)}


def srs(code):
    found = osr.SpatialReference()
    found.ImportFromEPSG(code)
    found.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return found


def files():
    for name, (code, west, north, pixel, columns, rows) in FILES.items():
        y, x = np.mgrid[0:rows, 0:columns]
        memory = gdal.GetDriverByName("MEM").Create("", columns, rows, 1, gdal.GDT_Byte)
        memory.SetGeoTransform((west, pixel, 0, north, 0, -pixel))
        memory.SetProjection(srs(code).ExportToWkt())
        memory.GetRasterBand(1).WriteArray(((x * 7 + y * 31) % 251 + 1).astype("u1"))
        gdal.Translate(f"{name}.tif", memory, format="COG", creationOptions=["COMPRESS=DEFLATE", "BLOCKSIZE=128", "LEVEL=9", "OVERVIEWS=NONE"])


def around(code, box):
    """The box around 21 points an edge, continuous in x."""
    to = osr.CoordinateTransformation(srs(4326), srs(code))
    west, south, east, north = box
    points = [(west + (east - west) * i / 22, lat) for i in range(23) for lat in (south, north)] + [(lon, south + (north - south) * i / 22) for i in range(23) for lon in (west, east)]
    out = [to.TransformPoint(*point)[:2] for point in points]
    xs = [x + 2 * HALF if code == 3857 and x < 0 else x for x, _ in out]
    ys = [y for _, y in out]
    return min(xs), min(ys), max(xs), max(ys)


def cases():
    arrays, told = {}, {}
    for key, (name, code, box, (columns, rows)) in CASES.items():
        degrees = DEGREES.get(key, (172.5, -3, 187.5, 8))
        box = box or around(code, degrees)
        # The pixels of west are those of east, a turn away; +lon_wrap has longitudes from 0 to 360.
        source = ["-s_srs", "+proj=longlat +datum=WGS84 +lon_wrap=180"] if name in ("east", "west") and code != 4326 else []
        subprocess.run(["gdalwarp", "-q", "-overwrite", *source, "-t_srs", f"EPSG:{code}", "-te", *map(repr, box), "-ts", str(columns), str(rows),
                        "-et", "0", "-r", "near", "-dstalpha", f"{'east' if name == 'west' else name}.tif", "tmp.tif"], check=True)
        arrays[key] = gdal.Open("tmp.tif").ReadAsArray()
        told[key] = {"file": name, "crs": code, "box": box, "size": [columns, rows]}
        os.remove("tmp.tif")
    np.savez_compressed("cases.npz", **arrays)
    with open("cases.json", "w") as out:
        json.dump(told, out, indent=1)
    for key, array in arrays.items():
        print(key, told[key]["box"], (array[1] > 0).mean(), (array[1][:, : array.shape[2] // 2] > 0).mean())


files()
cases()
