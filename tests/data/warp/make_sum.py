"""Sums that GDAL's warper makes of pictures turned against the map; see README.md. Debian 12: python3-gdal, python3-numpy."""
import numpy as np
from osgeo import gdal, osr

gdal.UseExceptions()
HERE = __file__.rsplit("/", 1)[0] + "/"
WIDTH, HEIGHT = 60, 44

# Name, CRS, left, top, pixel, CRS of the picture. All but the first lie askew.
CASES = [
    ("wgs84", 4326, 10.0, 70.0, 0.05, 3857),
    ("utm33", 32633, 900000, 7200000, 400, 3857),
    ("laea", 3035, 4900000, 4200000, 500, 3857),
    ("polar", 3413, 1500000, -600000, 2000, 3857),
    ("mercator", 3857, 5000000, 11000000, 2500, 3413),
]


def wkt(epsg):
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(epsg)
    return srs.ExportToWkt()


def picture(kind):
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    values = (100 + 40 * np.sin(x / 3.1) + 30 * np.cos(y / 2.3) + (x * 7 + y * 13) % 11 * 4).astype("float32")
    if kind == "gap":
        values[(x - 20) ** 2 + (y - 15) ** 2 < 60] = -9999
        values[:, 50:53] = -9999
    alpha = np.where((x // 6 + y // 5) % 4 == 0, 0, 255 - (x * 5 + y * 3) % 200)
    return values, alpha


def write(name, epsg, left, top, pixel, kind):
    values, alpha = picture(kind)
    options = ["COMPRESS=DEFLATE", "PREDICTOR=2", "TILED=NO", "BLOCKYSIZE=64"]
    if kind == "alpha":
        values = np.round(values * 100).astype("uint16")
        data = gdal.GetDriverByName("GTiff").Create(HERE + f"sum-{name}-{kind}.tif", WIDTH, HEIGHT, 2, gdal.GDT_UInt16, options + ["ALPHA=YES"])
        data.GetRasterBand(2).WriteArray(alpha.astype("uint16") * 257)
    else:
        data = gdal.GetDriverByName("GTiff").Create(HERE + f"sum-{name}-{kind}.tif", WIDTH, HEIGHT, 1, gdal.GDT_Float32, options)
        if kind == "gap":
            data.GetRasterBand(1).SetNoDataValue(-9999)
    data.SetProjection(wkt(epsg))
    data.SetGeoTransform((left, pixel, 0, top, 0, -pixel))
    data.GetRasterBand(1).WriteArray(values)
    data = None
    return HERE + f"sum-{name}-{kind}.tif"


answers = {}


def warp(file, to, kind, box, columns, rows):
    out = gdal.Warp("", file, format="MEM", dstSRS=wkt(to), outputBounds=box, width=columns, height=rows, resampleAlg="sum", errorThreshold=0,
                    dstAlpha=kind == "whole", dstNodata=-9999 if kind == "gap" else None)
    array = out.ReadAsArray().astype("float32")
    if kind == "gap":
        array = np.stack([array, np.where(array == -9999, 0, 255)])
    if kind == "alpha":
        array[1] = np.floor(array[1] / 257)
    return array.astype("float32")


def total(array):
    return array[0][array[1] > 0].sum(dtype="float64")


for name, epsg, left, top, pixel, to in CASES:
    for kind in ["whole", "gap"] + (["alpha"] if name == "utm33" else []):
        file = write(name, epsg, left, top, pixel, kind)
        values, alpha = picture(kind)
        there = values[values != -9999].sum(dtype="float64") if kind != "alpha" else np.where(alpha > 0, np.round(values * 100), 0).sum()
        suggested = gdal.AutoCreateWarpedVRT(gdal.Open(file), None, wkt(to))
        x0, natural, _, y0, _, _ = suggested.GetGeoTransform()
        wide, high = suggested.RasterXSize * natural, suggested.RasterYSize * natural
        for what, scales in (("even", [0.97]), ("magnified", [1 / 2.6, 1 / 2.2, 1 / 1.9, 1 / 1.6])):
            for scale in scales:
                step = scale * natural
                columns, rows = int(wide / step) + 5, int(high / step) + 5
                x, y = x0 - 1.7 * step, y0 + 1.3 * step
                box = (x, y - rows * step, x + columns * step, y)
                array = warp(file, to, kind, box, columns, rows)
                off = abs(total(array) / there - 1)
                print(name, kind, what, 1 / scale, array.shape, total(array), there, off)
                if off < (1e-3 if kind == "alpha" else 1e-6):
                    break  # GDAL 3.6.2 counts some pixels twice, and others not at all, here and there; such a picture is no measure.
            else:
                raise SystemExit("no scale at which GDAL keeps the total")
            if what == "magnified":  # The middle of it: no edge of the file is there.
                i, j = rows // 3, columns // 5
                box = (x + j * step, y - (i + 64) * step, x + (j + 64) * step, y - i * step)
                array = array[:, i:i + 64, j:j + 64]
            answers[f"{name}.{kind}.{what}"] = array
            answers[f"{name}.{kind}.{what}.box"] = np.array(box)

np.savez_compressed(HERE + "sum.npz", **answers)
