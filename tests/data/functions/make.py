"""Makes the files of this folder; needs GDAL 3.6 with its Python bindings and NumPy. Run here: python3 make.py"""
import numpy as np
from osgeo import gdal, osr

gdal.UseExceptions()
HALF = 20037508.342789244
RES = 2 * HALF / 256 / 2**10  # a pixel of WebMercatorQuad, level 10


def write(name, array, epsg, origin, res, nodata=None, description=None):
    """A COG of 128 x 128 blocks with overviews, by GDAL's COG driver."""
    rows, columns = array.shape[-2:]
    bands = array.reshape(-1, rows, columns)
    memory = gdal.GetDriverByName("MEM").Create("", columns, rows, len(bands), gdal.GDT_UInt16 if array.dtype == "u2" else gdal.GDT_Byte)
    memory.SetGeoTransform((origin[0], res, 0, origin[1], 0, -res))
    srs = osr.SpatialReference()
    if isinstance(epsg, int):
        srs.ImportFromEPSG(epsg)
    else:
        srs.ImportFromProj4(epsg)
    memory.SetProjection(srs.ExportToWkt())
    for i, band in enumerate(bands):
        memory.GetRasterBand(i + 1).WriteArray(band)
        if nodata is not None:
            memory.GetRasterBand(i + 1).SetNoDataValue(nodata)
        if description:
            memory.GetRasterBand(i + 1).SetDescription(description)
    gdal.Translate(name, memory, format="COG", creationOptions=["COMPRESS=DEFLATE", "BLOCKSIZE=128", "OVERVIEW_RESAMPLING=NEAREST", "LEVEL=9"])


# Row by row 1, 2, 3 ...; the first 16 rows of the first 32 columns are nodata. Its upper left corner is that of tile 10/511/340.
ramp = (np.arange(256 * 256, dtype="u4").reshape(256, 256) % 65535 + 1).astype("u2")
ramp[:16, :32] = 0
write("ramp-3857.tif", ramp, 3857, (-HALF + 511 * 256 * RES, HALF - 340 * 256 * RES), RES, nodata=0, description="height")

# The same place and size, all 7: what ramp-3857.tif is overwritten with.
write("sevens-3857.tif", np.full((256, 256), 7, "u2"), 3857, (-HALF + 511 * 256 * RES, HALF - 340 * 256 * RES), RES, nodata=0, description="sevens")

# Three bands of bytes in UTM zone 28N, 10 m pixels.
y, x = np.mgrid[0:200, 0:300]
write("rgb-32628.tif", np.stack([x % 256, y % 256, (x + y) % 256]).astype("u1"), 32628, (500000, 3100000), 10)

# Three bands of uint16, nodata 0, each with holes of its own; all of them in the last pixel.
write("holes-32628.tif", np.array([[[0, 3], [5, 0]], [[7, 0], [0, 0]], [[8, 9], [10, 0]]], "u2"), 32628, (500000, 3100000), 10, nodata=0)

# Four bands and alpha, 0 in half the pixels: GDAL's dataset mask knows alpha with one or three bands only (gdalinfo: no "Mask Flags: PER_DATASET ALPHA").
five = gdal.GetDriverByName("GTiff").Create("alpha-of-five.tif", 16, 8, 5, gdal.GDT_Byte, ["ALPHA=YES", "COMPRESS=DEFLATE", "INTERLEAVE=PIXEL"])
for i in range(5):
    five.GetRasterBand(i + 1).WriteArray(np.tile(np.arange(16, dtype="u1") % 2 * 255, (8, 1)))
del five

# One band of bytes, column + 2 * row, in a CRS that has no code: azimuthal equal area around 9 degrees east, 48 degrees north, pixels of 100 m.
y, x = np.mgrid[0:40, 0:60]
write("own-laea.tif", (x + 2 * y).astype("u1"), "+proj=laea +lat_0=48 +lon_0=9 +x_0=100000 +y_0=200000 +datum=WGS84", (97000, 202000), 100)

# No overviews inside, and .ovr files beside: half, and a quarter of the size. Pixels are blocks of 4 x 4 of (x / 4 + y / 4), so every overview is that of x / 2 + y / 2 or x + y.
y, x = np.mgrid[0:800, 0:1000]
beside = gdal.GetDriverByName("GTiff").Create("overviews-beside.tif", 1000, 800, 1, gdal.GDT_Byte, ["TILED=YES", "COMPRESS=DEFLATE", "ZLEVEL=9"])
beside.SetGeoTransform((500000, 10, 0, 3100000, 0, -10))
srs = osr.SpatialReference()
srs.ImportFromEPSG(32628)
beside.SetProjection(srs.ExportToWkt())
beside.GetRasterBand(1).WriteArray(((x // 4 + y // 4) % 256).astype("u1"))
del beside
gdal.SetConfigOption("COMPRESS_OVERVIEW", "DEFLATE")
gdal.Open("overviews-beside.tif", gdal.GA_ReadOnly).BuildOverviews("NEAREST", [2, 4])

# Four ground control points instead of a geotransform.
points = gdal.GetDriverByName("GTiff").Create("ground-points.tif", 16, 8, 1, gdal.GDT_Byte, ["COMPRESS=DEFLATE"])
srs = osr.SpatialReference()
srs.ImportFromEPSG(4326)
points.SetGCPs([gdal.GCP(x, y, z, column, row) for column, row, x, y, z in [(0, 0, -15, 28.5, 0), (16, 0, -14, 28.25, 10), (0, 8, -15.25, 28, 20), (16, 8, -14.25, 27.75, 30.5)]], srs.ExportToWkt())
points.GetRasterBand(1).WriteArray(np.arange(128, dtype="u1").reshape(8, 16))
del points

# What is drawn. A CRS in degrees whose pixels are no binary fraction, nodata NaN in the western half, 7 in the other.
thirds = gdal.GetDriverByName("GTiff").Create("thirds-4326.tif", 600, 300, 1, gdal.GDT_Float32, ["COMPRESS=DEFLATE", "ZLEVEL=9"])
thirds.SetGeoTransform((12.3, 1 / 30, 0, 47.9, 0, -1 / 30))
thirds.SetProjection(srs.ExportToWkt())
thirds.GetRasterBand(1).SetNoDataValue(float("nan"))
thirds.GetRasterBand(1).WriteArray(np.where(np.arange(600) < 300, np.nan, 7)[None].repeat(300, 0).astype("f4"))
del thirds

# Bilevel: a black cross on white paper (MINISWHITE, so ones are ink), 40 x 40 pixels of 10 m.
srs = osr.SpatialReference()
srs.ImportFromEPSG(3857)
ink = np.zeros((40, 40), "u1")
ink[18:22], ink[:, 18:22] = 1, 1
plan = gdal.GetDriverByName("GTiff").Create("plan-3857.tif", 40, 40, 1, gdal.GDT_Byte, ["COMPRESS=CCITTFAX4", "NBITS=1", "PHOTOMETRIC=MINISWHITE"])
plan.SetGeoTransform((1000000, 10, 0, 6000000, 0, -10))
plan.SetProjection(srs.ExportToWkt())
plan.GetRasterBand(1).WriteArray(ink)
del plan

# A palette of four colours, of which index 2 is nodata, 24 x 20 pixels of 10 m; and 200 as nodata in grey.
y, x = np.mgrid[0:20, 0:24]
for name, array, nodata in (("palette-3857.tif", (x * 7 + y * y * 3) // 5 % 4, 2), ("grey-3857.tif", np.where(x < 12, 200, 10 * (x - 12)), 200)):
    made = gdal.GetDriverByName("GTiff").Create(name, 24, 20, 1, gdal.GDT_Byte, ["COMPRESS=DEFLATE"])
    made.SetGeoTransform((1000000, 10, 0, 6000000, 0, -10))
    made.SetProjection(srs.ExportToWkt())
    if nodata == 2:
        table = gdal.ColorTable()
        for i, color in enumerate([(200, 0, 0), (0, 150, 0), (9, 9, 9), (0, 0, 250)]):
            table.SetColorEntry(i, color)
        made.GetRasterBand(1).SetColorTable(table)
    made.GetRasterBand(1).SetNoDataValue(nodata)
    made.GetRasterBand(1).WriteArray(array.astype("u1"))
    del made
