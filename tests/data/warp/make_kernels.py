"""What GDAL's warper makes of two images of this folder, by every method it has; see README.md. Debian 12: python3-gdal, python3-numpy."""
import numpy as np
from osgeo import gdal, osr

gdal.UseExceptions()
HERE = __file__.rsplit("/", 1)[0] + "/"
WARPS = ["nearest", "bilinear", "cubic", "cubic_spline", "lanczos", "average", "mode", "max", "min", "med", "q1", "q3", "sum", "rms"]
SPELLINGS = {"nearest": "near", "cubic_spline": "cubicspline"}
answers = {}


def osr_3857():
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(3857)
    return srs.ExportToWkt()


# Magnified: one step. The same boxes as in make.py, fewer pixels; and "even": about one pixel to one.
BOXES = {"utm33": (1670100, 6081300, 1670700, 6081900), "wgs84-int16-gap": (1116500, 6097500, 1123500, 6104500)}
for name, (left, bottom, right, top) in BOXES.items():
    for what, size in (("magnified", 64), ("even", 40 if name == "utm33" else 63)):
        for method in WARPS:
            out = gdal.Warp("", HERE + name + ".tif", format="MEM", dstSRS="EPSG:3857", outputBounds=(left, bottom, right, top), width=size, height=size,
                            resampleAlg=SPELLINGS.get(method, method), errorThreshold=0, dstNodata=-32768 if "gap" in name else None, dstAlpha="gap" not in name)
            array = out.ReadAsArray()
            answers[f"{name}.{what}.{method}"] = np.stack([array, np.where(array == -32768, 0, 255).astype("int16")]) if array.ndim == 2 else array

# Shrunk: rio-tiler's two steps, a virtual file as fine as the image, and a read of that. The box lies in the image.
RIO = {"nearest": gdal.GRIORA_NearestNeighbour, "bilinear": gdal.GRIORA_Bilinear, "cubic": gdal.GRIORA_Cubic, "cubic_spline": gdal.GRIORA_CubicSpline,
       "lanczos": gdal.GRIORA_Lanczos, "average": gdal.GRIORA_Average, "mode": gdal.GRIORA_Mode, "gauss": gdal.GRIORA_Gauss, "rms": gdal.GRIORA_RMS}
suggested = gdal.AutoCreateWarpedVRT(gdal.Open(HERE + "wgs84-int16-gap.tif"), None, osr_3857()).GetGeoTransform()[1]
left, bottom, right, top = 1113600, 6086800, 1130600, 6103800
width = round((right - left) / suggested)
for warp, read in [(m, m) for m in WARPS if m in RIO] + [(m, "nearest") for m in WARPS if m not in RIO] + [("bilinear", "gauss"), ("max", "average")]:
    virtual = gdal.Warp("/vsimem/warped.vrt", HERE + "wgs84-int16-gap.tif", format="VRT", dstSRS="EPSG:3857", outputBounds=(left, bottom, right, top),
                        width=width, height=width, resampleAlg=SPELLINGS.get(warp, warp), errorThreshold=0, dstNodata=-32768)
    array = virtual.GetRasterBand(1).ReadAsArray(buf_xsize=72, buf_ysize=72, resample_alg=RIO[read])
    answers[f"shrunk.{warp}.{read}"] = np.stack([array, np.where(array == -32768, 0, 255).astype("int16")])

np.savez_compressed(HERE + "kernels.npz", **answers)
for key, value in answers.items():
    print(key, value.shape, value.dtype, value[0].mean(), (value[1] > 0).mean())
print("grid", width, suggested)
