"""Small files and what GDAL's RasterIO makes of windows of them. See README.md."""
import json
import os
import subprocess
import sys

import numpy as np
import rasterio
from rasterio.enums import Resampling
from rasterio.transform import from_origin
from rasterio.windows import from_bounds

OUT = os.path.dirname(os.path.abspath(__file__))
TRANSFORM = from_origin(1000, 2000, 10, 10)


def scene(bands, h, w, dtype):
    y, x = np.mgrid[0:h, 0:w]
    a = np.stack([100 + 60 * np.sin(x / (3 + b)) + 50 * np.cos(y / (2.5 + b)) + (x * 7 + y * 13 + b) % 11 for b in range(bands)])
    return np.clip(a, 1, 254).astype(dtype)


def write(name, data, mask=None, overviews=(), **profile):
    path = os.path.join(OUT, name)
    n, h, w = data.shape
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True):
        with rasterio.open(path, "w", driver="GTiff", width=w, height=h, count=n, dtype=data.dtype, transform=TRANSFORM, crs="EPSG:32633",
                           tiled=True, blockxsize=32, blockysize=32, compress="deflate", **profile) as d:
            d.write(data)
            if mask is not None:
                d.write_mask(mask)
        if overviews:
            with rasterio.open(path, "r+") as d:
                d.build_overviews(overviews, Resampling.average)
    return path


def main():
    h, w = 80, 100
    y, x = np.mgrid[0:h, 0:w]
    hole = ((x - 40) ** 2 + (y - 30) ** 2 < 15 ** 2) | (x > 85)
    files = []
    files.append(write("plain-u8.tif", scene(3, h, w, "uint8"), overviews=(2, 4)))
    a = scene(2, h, w, "uint8")
    a[:, hole] = 0
    a[1, y < 6] = 0  # nodata in one band only
    files.append(write("nodata-u8.tif", a, nodata=0))
    f = scene(1, h, w, "float32") * np.float32(1.37)
    f[0][hole] = np.nan
    files.append(write("nan-f32.tif", f, nodata=np.nan))
    files.append(write("mask-i16.tif", scene(1, h, w, "int16") - 120, mask=(~hole * 255).astype("uint8"), overviews=(2,)))
    rgba = scene(4, h, w, "uint8")
    rgba[3] = np.where(hole, 0, np.clip(x * 3, 1, 255))
    files.append(write("alpha-u8.tif", rgba, photometric="RGB", alpha="yes"))

    odd = scene(3, 61, 71, "uint8")
    files.append(write("odd-u8.tif", odd, mask=((np.indices((61, 71)).sum(0) % 9) > 2).astype("uint8") * 255, overviews=(2,), interleave="pixel"))

    # As many pixels as the window has, but not where they are; half as many, from an odd one; and half of an odd image, whose bands GDAL copies from an overview.
    boxes = {"shift": (3.3, 5.4, 43.3, 35.4, 40, 30), "half": (3, 5, 63, 45, 30, 20), "first": (0, 0, 70, 60, 35, 30), "shrink": (0, 0, 100, 80, 37, 29), "enlarge": (30.3, 20.6, 62.1, 41.9, 71, 50), "stretch": (5, 7, 95, 37, 40, 61), "one": (10, 10, 60, 50, 1, 1)}
    requests, arrays = [], {}
    for path in files:
        with rasterio.open(path) as d:
            for what, (c0, r0, c1, r1, width, height) in boxes.items():
                if c1 > d.width or r1 > d.height:
                    continue
                bounds = (1000 + 10 * c0, 2000 - 10 * r1, 1000 + 10 * c1, 2000 - 10 * r0)
                window = from_bounds(*bounds, transform=d.transform)
                for method in ("nearest", "bilinear", "cubic", "cubic_spline", "lanczos", "average", "mode", "gauss", "rms"):
                    key = "r%02d" % len(requests)
                    kw = dict(window=window, resampling=Resampling[method])
                    if d.count == 4:
                        data = d.read(out_shape=(d.count, height, width), **kw)
                        valid = data[3] > 0
                    else:
                        data = d.read(out_shape=(d.count, height, width), masked=True, **kw)
                        valid = ~np.ma.getmaskarray(data)
                        if d.nodata is not None:
                            valid = ~np.isnan(data.data) if np.isnan(d.nodata) else data.data != d.nodata
                        valid = valid.any(axis=0)
                        data = data.data
                    arrays[key] = np.concatenate((data.astype("f4"), valid[None].astype("f4")))
                    requests.append({"key": key, "file": os.path.basename(path), "what": what, "resampling": method, "bounds": bounds, "width": width, "height": height})
    np.savez_compressed(os.path.join(OUT, "rasterio.npz"), **arrays)
    json.dump(requests, open(os.path.join(OUT, "rasterio.json"), "w"), indent=0)

    # COGs that GDAL lays out itself, for counting reads.
    big = write("tmp.tif", np.random.default_rng(1).integers(0, 255, (3, 400, 500)).astype("uint8") // 64 * 64, mask=(np.indices((400, 500))[1] > 40).astype("uint8") * 255)
    for name, options in (("cog-mask.tif", []), ("cog-small.tif", ["-outsize", "60", "50", "-b", "1", "-b", "2", "-b", "3", "-mask", "none"])):
        subprocess.check_call(["gdal_translate", "-q", "-of", "COG", "-co", "COMPRESS=DEFLATE", "-co", "BLOCKSIZE=128", *options, big, os.path.join(OUT, name)])
    os.remove(big)


if __name__ == "__main__":
    sys.exit(main())
