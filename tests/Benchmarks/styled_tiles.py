#!/usr/bin/python3
"""CPU of styled map tiles: the native `cog serve` and a peer of rasterio and NumPy, by turns, tile by tile.

    make cog
    /usr/bin/python3 tests/Benchmarks/styled_tiles.py artifacts/cog/cog [NAME...]

The peer does what rio-tiler and TiTiler do for the same address: rasterio's WarpedVRT, nearest, numexpr for expressions, NumPy for
hillshade and colour maps, and GDAL's PNG driver. It is called in one process, without a web server in front: that is to its advantage.
Needs Debian's gdal-bin, python3-numpy, python3-numexpr, python3-rasterio and python3-gdal.
"""
import http.client
import os
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import warnings

import numexpr
import numpy as np
import rasterio
from osgeo import gdal, osr
from rasterio.io import MemoryFile
from rasterio.transform import from_bounds
from rasterio.vrt import WarpedVRT

gdal.UseExceptions()
warnings.filterwarnings("ignore", category=rasterio.errors.NotGeoreferencedWarning)  # A PNG has no place.
numexpr.set_num_threads(1)
WORLD = 20037508.342789244
SIZE, PIXELS, METRES = 256, 4096, 10.0
LEFT, TOP = 600_000.0, 5_200_000.0  # EPSG:32632
ROUNDS = 4


def make(folder):
    """A four-band uint16 scene and a float32 DEM, Deflate, in UTM."""
    rng = np.random.default_rng(20261128)
    y, x = np.mgrid[0:PIXELS, 0:PIXELS] / PIXELS
    relief = sum(np.sin(x * 6.3 * f + f) * np.cos(y * 6.3 * f * 1.3) / f for f in (1, 2, 5, 11, 23))
    dem = (900 + 400 * relief + rng.normal(0, 0.4, relief.shape)).astype("float32")
    scene = np.stack([2000 + 900 * k + 700 * relief * (1 if k < 3 else -1) + rng.normal(0, 40, relief.shape) for k in range(4)])
    return write(f"{folder}/scene.tif", scene.clip(0, 10000).astype("uint16"), 2), write(f"{folder}/dem.tif", dem[None], 3)


def write(path, bands, predictor):
    kinds = {"uint16": gdal.GDT_UInt16, "float32": gdal.GDT_Float32}
    memory = gdal.GetDriverByName("MEM").Create("", PIXELS, PIXELS, len(bands), kinds[str(bands.dtype)])
    memory.SetGeoTransform((LEFT, METRES, 0, TOP, 0, -METRES))
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32632)
    memory.SetProjection(crs.ExportToWkt())
    for number, band in enumerate(bands, 1):
        memory.GetRasterBand(number).WriteArray(band)
    options = ["COMPRESS=DEFLATE", f"PREDICTOR={predictor}", "BLOCKSIZE=512", "OVERVIEW_RESAMPLING=AVERAGE"]
    gdal.GetDriverByName("COG").CreateCopy(path, memory, options=options)
    return path


def tiles(path):
    """Tiles of zooms 11 to 14 that lie inside the file."""
    with rasterio.open(path) as file, WarpedVRT(file, crs="EPSG:3857") as warped:
        box = warped.bounds
    for z in (11, 12, 13, 14):
        width = 2 * WORLD / 2**z
        for x in range(int((box.left + WORLD) / width) + 1, int((box.right + WORLD) / width)):
            for y in range(int((WORLD - box.top) / width) + 1, int((WORLD - box.bottom) / width)):
                if (x * 7 + y) % (1 if z < 13 else 11) == 0:
                    yield z, x, y


def bounds(z, x, y, margin=0):
    width = 2 * WORLD / 2**z
    more = margin * width / SIZE
    return (x * width - WORLD - more, WORLD - (y + 1) * width - more, (x + 1) * width - WORLD + more, WORLD - y * width + more)


def read(path, tile, indexes, margin=0):
    box, size = bounds(*tile, margin), SIZE + 2 * margin
    with rasterio.open(path) as file:
        with WarpedVRT(file, crs="EPSG:3857", transform=from_bounds(*box, size, size), width=size, height=size, add_alpha=True) as warped:
            data = warped.read(indexes)
            return data, warped.read(warped.count), box


def png(bands, mask):
    stack = np.concatenate([bands, mask[None]]).astype("uint8")
    with MemoryFile() as memory:
        with memory.open(driver="PNG", height=SIZE, width=SIZE, count=len(stack), dtype="uint8", ZLEVEL=6) as out:
            out.write(stack)
        return memory.read()


def scaled(values, low, high):
    return ((np.clip(values, low, high) - low) / (high - low) * 255).astype("uint8")


RAMP = np.stack([np.linspace(a, b, 256) for a, b in ((68, 253), (1, 231), (84, 37))], 1).astype("uint8")


def peer_colormap(path, tile):
    data, alpha, _ = read(path, tile, [1])
    return png(RAMP[scaled(data[0], 0, 2000)].transpose(2, 0, 1), alpha)


def peer_expression(path, tile):
    data, alpha, _ = read(path, tile, [1, 3, 4])
    b1, b3, b4 = data.astype("float64")
    values = numexpr.evaluate("(b4-b3)/(b4+b3+b1)", local_dict={"b1": b1, "b3": b3, "b4": b4})
    return png(RAMP[scaled(values, -0.5, 0.5)].transpose(2, 0, 1), alpha)


def peer_hillshade(path, tile):
    margin = 3
    data, alpha, box = read(path, tile, [1], margin)
    step = (box[2] - box[0]) / data.shape[2]
    down, across = np.gradient(data[0], step, step)
    slope = np.pi / 2 - np.arctan(np.hypot(across, down))
    aspect = np.arctan2(-across, down)
    azimuth, altitude = np.radians(360 - 45), np.radians(45)
    shade = np.sin(altitude) * np.sin(slope) + np.cos(altitude) * np.cos(slope) * np.cos(azimuth - np.pi / 2 - aspect)
    inside = slice(margin, -margin)
    return png((255 * (shade + 1) / 2).clip(0, 255).astype("uint8")[None, inside, inside], alpha[inside, inside])


INDEX = "expression=(b4-b3)/(b4%2Bb3%2Bb1)&rescale=-0.5,0.5&colormap_name=viridis"
CASES = [
    ("colormap", "dem", "colormap_name=viridis&rescale=0,2000", peer_colormap),
    ("expression of three bands, colormap", "scene", INDEX, peer_expression),
    ("hillshade", "dem", "algorithm=hillshade&buffer=3", peer_hillshade),
]


class Server:
    def __init__(self, program, *files):
        # A cold block cache is the fair one: the peer opens the file anew for each tile. No background collector, as in the functions.
        environment = dict(os.environ, ENABLE_BLOCK_CACHE="FALSE", DOTNET_gcConcurrent="0")
        self.process = subprocess.Popen([program, "serve", "--port", "0", *files], stdout=subprocess.PIPE, env=environment, text=True)
        self.base = next(w for line in self.process.stdout for w in line.split() if w.startswith("http://127.0.0.1")).rstrip("/")
        threading.Thread(target=self.process.stdout.read, daemon=True).start()  # A line for each request: a full pipe would stop it.
        # One connection, as a map keeps it.
        self.connection = http.client.HTTPConnection(self.base.removeprefix("http://"), timeout=60)

    def cpu(self):
        fields = open(f"/proc/{self.process.pid}/stat").read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def get(self, path):
        self.connection.request("GET", path)
        answer = self.connection.getresponse()
        body = answer.read()
        assert answer.status == 200, body
        return body


def main():
    folder = tempfile.mkdtemp(prefix="cog-styled-")
    files = dict(zip(("scene", "dem"), make(folder)))
    server = Server(sys.argv[1], *files.values())
    print(f"{'style':38}{'tiles':>6}{'cog ms':>9}{'peer ms':>9}{'ratio':>7}{'cog B':>8}{'peer B':>8}")
    try:
        for name, file, query, peer in (case for case in CASES if not sys.argv[2:] or case[0] in sys.argv[2:]):
            wanted = list(tiles(files[file]))
            query += "&url=" + urllib.parse.quote(files[file], safe="")
            paths = [f"/cog/tiles/WebMercatorQuad/{z}/{x}/{y}.png?{query}" for z, x, y in wanted]
            server.get(paths[0]), peer(files[file], wanted[0])
            ours = theirs = our_bytes = their_bytes = 0
            for _ in range(ROUNDS):
                before = server.cpu()
                our_bytes += sum(len(server.get(path)) for path in paths)
                ours += server.cpu() - before
                before = time.process_time()
                their_bytes += sum(len(peer(files[file], tile)) for tile in wanted)
                theirs += time.process_time() - before
            count = ROUNDS * len(wanted)
            print(f"{name:38}{count:6}{1000 * ours / count:9.2f}{1000 * theirs / count:9.2f}{theirs / ours:7.1f}"
                  f"{our_bytes // count:8}{their_bytes // count:8}", flush=True)
    finally:
        server.process.kill()


if __name__ == "__main__":
    main()
