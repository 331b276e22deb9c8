#!/usr/bin/python3
"""What GDAL sees in a raster file, one KEY=VALUE a line; samples and masks as hex of their bytes.

File names come by standard input, a line each; an empty line ends each answer.
"""
import sys
from osgeo import gdal

gdal.UseExceptions()
NAMES = {1: "gray", 2: "palette", 3: "red", 4: "green", 5: "blue", 6: "alpha", 0: "undefined"}


def describe(path):
    ds = gdal.Open(path)
    bands = [ds.GetRasterBand(i + 1) for i in range(ds.RasterCount)]
    srs = ds.GetSpatialRef()
    print("driver", ds.GetDriver().ShortName, sep="=")
    print("size", f"{ds.RasterXSize}x{ds.RasterYSize}x{ds.RasterCount}", sep="=")
    print("type", gdal.GetDataTypeName(bands[0].DataType), sep="=")
    print("pixeltype", bands[0].GetMetadataItem("PIXELTYPE", "IMAGE_STRUCTURE"), sep="=")
    print("epsg", srs.GetAuthorityCode(None) if srs else None, sep="=")
    print("geographic", srs.IsGeographic() if srs else None, sep="=")
    print("transform", ",".join(repr(v) for v in ds.GetGeoTransform(can_return_null=True) or []), sep="=")
    print("area", ds.GetMetadataItem("AREA_OR_POINT"), sep="=")
    print("nodata", bands[0].GetNoDataValue(), sep="=")
    print("color", ",".join(NAMES[b.GetColorInterpretation()] for b in bands), sep="=")
    print("maskflags", bands[0].GetMaskFlags(), sep="=")
    print("compression", ds.GetMetadataItem("COMPRESSION", "IMAGE_STRUCTURE"), sep="=")
    table = bands[0].GetColorTable()
    print("colortable", ";".join(",".join(map(str, table.GetColorEntry(i))) for i in range(min(4, table.GetCount()))) if table else None, sep="=")
    print("mask", bands[0].GetMaskBand().ReadRaster().hex().upper(), sep="=")
    print("samples", "".join(b.ReadRaster().hex() for b in bands).upper(), sep="=")


for line in sys.stdin:
    try:
        describe(line.rstrip("\n"))
    except Exception as error:
        print("error", str(error).replace("\n", " "), sep="=")
    print(flush=True)
