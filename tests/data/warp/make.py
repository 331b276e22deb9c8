"""Makes the images of this folder; see README.md. Debian 12: python3-gdal, python3-numpy."""
import numpy as np
from osgeo import gdal, osr

gdal.UseExceptions()
HERE = __file__.rsplit("/", 1)[0] + "/"


def write(name, array, epsg, transform, nodata=None, overviews=()):
    bands, rows, columns = array.shape
    kind = {"uint16": gdal.GDT_UInt16, "int16": gdal.GDT_Int16, "float32": gdal.GDT_Float32, "uint8": gdal.GDT_Byte}[str(array.dtype)]
    dataset = gdal.GetDriverByName("GTiff").Create(HERE + name, columns, rows, bands, kind,
                                                   ["TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64", "COMPRESS=DEFLATE", "PREDICTOR=%d" % (3 if array.dtype.kind == "f" else 2)])
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(epsg)
    dataset.SetProjection(srs.ExportToWkt())
    dataset.SetGeoTransform(transform)
    if nodata is not None:
        dataset.GetRasterBand(1).SetNoDataValue(nodata)
    dataset.WriteArray(array)
    if overviews:
        dataset.BuildOverviews("AVERAGE", list(overviews))
    dataset = None


random = np.random.default_rng(7)
y, x = np.mgrid[0:120, 0:160]
hills = 500 + 300 * np.sin(x / 9) * np.cos(y / 7) + random.integers(0, 60, x.shape)
write("utm33.tif", hills.astype("uint16")[None], 32633, (500000, 10, 0, 5300000, 0, -10), overviews=(2, 4))
write("mercator.tif", hills.astype("uint16")[None], 3857, (1000000, 10, 0, 6000000, 0, -10), overviews=(2, 4))
gap = hills.astype("int16") - 600
gap[30:60, 40:80] = -32768
write("wgs84-int16-gap.tif", gap[None], 4326, (10, .001, 0, 48, 0, -.001), nodata=-32768)
write("dateline.tif", hills.astype("float32")[None], 4326, (179.92, .001, 0, -15, 0, -.001))
