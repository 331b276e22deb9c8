"""A small rotated image, and boxes of it as gdalwarp turns them within its own CRS. See README.md."""
import os
import subprocess
import tempfile

import numpy as np
import rasterio
from affine import Affine

OUT = os.path.dirname(os.path.abspath(__file__))
BOXES = {"all": (980.0, 1690.0, 1850.0, 2530.0, 87, 84), "inside": (1300.0, 2000.0, 1450.0, 2120.0, 45, 36), "coarse": (1100.0, 1800.0, 1700.0, 2400.0, 20, 20)}

transform = Affine.translation(1000, 2200) * Affine.rotation(30) * Affine.scale(10, -12) * Affine.shear(5, 0)
y, x = np.mgrid[0:48, 0:64]
image = np.stack([(x * 3 + y) % 251 + 1, (y * 5 + 2 * x) % 251 + 1]).astype("u1")
path = os.path.join(OUT, "rotated-u8.tif")
with rasterio.open(path, "w", driver="GTiff", width=64, height=48, count=2, dtype="uint8", transform=transform, crs="EPSG:32633",
                   tiled=True, blockxsize=16, blockysize=16, compress="deflate", nodata=0) as d:
    d.write(image)

boxes = {}
for name, (left, bottom, right, top, width, height) in BOXES.items():
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "box.tif")
        subprocess.run(["gdalwarp", "-q", "-r", "near", "-et", "0", "-te", *map(str, (left, bottom, right, top)), "-ts", str(width), str(height), path, out], check=True)
        with rasterio.open(out) as d:
            boxes[name] = d.read()
np.savez_compressed(os.path.join(OUT, "rotated.npz"), **boxes)
