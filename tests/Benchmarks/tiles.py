#!/usr/bin/python3
"""What map tiles cost: the native `cog serve` and a peer of rasterio, by turns, tile by tile; and the least that a tile can cost.

    make cog package
    /usr/bin/python3 tests/Benchmarks/tiles.py artifacts/cog/cog             # the tables of doc/performance.md
    /usr/bin/python3 tests/Benchmarks/tiles.py artifacts/cog/cog --pixels 8192 --tiles 60 --rounds 4 --only deflate

The script makes its files with GDAL. The peer reads as rio-tiler does, by rasterio's WarpedVRT, nearest, and encodes by GDAL's drivers; it
is called in one process, without a web server in front: that is to its advantage. Ours is asked over HTTP with its block cache switched
off, as the peer opens the file anew for each tile. "floor" reads the blocks that the tile touches, whole, by GDAL's C libraries (libjpeg-
turbo, libdeflate, libwebp, liblerc ...) from the level that the tile is drawn from, warps nothing and encodes a picture of the same size
with the least effort. Figures are processor time. Then: requests, bytes and time to the answer from a server of ranges that waits 25 ms,
the first tile of a program and all others; memory; processor time of a first tile of a new process; sizes of what is published.
Needs Debian's gdal-bin, python3-gdal, python3-numpy, python3-numexpr, python3-rasterio and python3-pil.
"""
import argparse
import glob
import http.server
import io
import os
import re
import resource
import subprocess
import tempfile
import threading
import time
import urllib.parse

import numpy as np
import rasterio
from osgeo import gdal, osr
from PIL import Image
from rasterio.io import MemoryFile
from rasterio.transform import from_bounds
from rasterio.vrt import WarpedVRT
from rasterio.warp import transform_bounds
from rasterio.windows import Window
from rasterio.windows import from_bounds as window_of

from styled_tiles import SIZE, Server, bounds, tiles

METRES, LEFT, TOP = 10.0, 600_000.0, 5_200_000.0  # EPSG:32632
LATENCY = 0.025
DATA = {  # name: what, options of GDAL's COG driver
    "RGB JPEG 4:2:0, mask": ("rgb", ["COMPRESS=JPEG", "QUALITY=85"]),
    "RGB JPEG, web grid": ("rgb", ["COMPRESS=JPEG", "QUALITY=85", "TILING_SCHEME=GoogleMapsCompatible"]),
    "RGB LZW": ("rgb", ["COMPRESS=LZW", "PREDICTOR=YES"]),
    "RGB Deflate": ("rgb", ["COMPRESS=DEFLATE", "PREDICTOR=YES"]),
    "RGB ZSTD": ("rgb", ["COMPRESS=ZSTD", "PREDICTOR=YES"]),
    "RGB WebP": ("rgb", ["COMPRESS=WEBP", "QUALITY=75"]),
    "RGB WebP lossless": ("rgb", ["COMPRESS=WEBP", "QUALITY=100"]),
    "uint16 x4 Deflate": ("scene", ["COMPRESS=DEFLATE", "PREDICTOR=YES"]),
    "float32 Deflate": ("dem", ["COMPRESS=DEFLATE", "PREDICTOR=YES"]),
    "float32 LERC": ("dem", ["COMPRESS=LERC", "MAX_Z_ERROR=0.01"]),
}
FORMATS = {"png": ("PNG", {}, {"compress_level": 1}), "jpg": ("JPEG", {}, {}), "webp": ("WEBP", {}, {"method": 0})}
RANGES = {"rgb": None, "scene": (0, 6000), "dem": (0, 2000)}


def make(folder, pixels, only):
    rng = np.random.default_rng(20261128)
    y, x = np.mgrid[0:pixels, 0:pixels] / 4096
    relief = sum(np.sin(x * 6.3 * f + f) * np.cos(y * 8.2 * f) / f for f in (1, 2, 5, 11, 23, 61))
    fields = ((np.floor(x * 60) * 7 + np.floor(y * 45) * 13) % 5 - 2) * 9
    noise = rng.normal(0, 5, relief.shape)
    bands = {
        "rgb": lambda: np.stack([105 + 40 * relief * k + fields + noise for k in (1, 0.8, -0.5)]).clip(1, 255).astype("uint8"),
        "scene": lambda: np.stack([2000 + 700 * (k + relief) + 30 * fields + 8 * noise for k in range(4)]).clip(0, 9999).astype("uint16"),
        "dem": lambda: (900 + 400 * relief + noise / 12).astype("float32")[None],
    }
    made = {}
    for name, (kind, options) in DATA.items():
        if only in name.lower():
            made[name] = f"{folder}/{re.sub('[^a-z0-9]+', '-', name.lower())}.tif"
            write(made[name], bands[kind](), options, with_mask="mask" in name)
    return made


def write(path, bands, options, with_mask):
    kind = {"uint8": gdal.GDT_Byte, "uint16": gdal.GDT_UInt16, "float32": gdal.GDT_Float32}[str(bands.dtype)]
    memory = gdal.GetDriverByName("MEM").Create("", bands.shape[2], bands.shape[1], len(bands), kind)
    memory.SetGeoTransform((LEFT, METRES, 0, TOP, 0, -METRES))
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32632)
    memory.SetProjection(crs.ExportToWkt())
    for number, band in enumerate(bands, 1):
        memory.GetRasterBand(number).WriteArray(band)
    if with_mask:
        memory.CreateMaskBand(gdal.GMF_PER_DATASET)
        mask = np.full(bands.shape[1:], 255, "uint8")
        mask[:200, :300] = 0
        memory.GetRasterBand(1).GetMaskBand().WriteArray(mask)
    gdal.GetDriverByName("COG").CreateCopy(path, memory, options=[*options, "OVERVIEW_RESAMPLING=AVERAGE"])


def to_bytes(data, kind):
    if RANGES[kind] is None:
        return data[:3]
    low, high = RANGES[kind]
    return ((np.clip(data[:3].astype("float32"), low, high) - low) * (255 / (high - low))).astype("uint8")


def encode(data, alpha, driver):
    planes = [*data, alpha] if alpha is not None else list(data)
    with MemoryFile() as memory:
        with memory.open(driver=driver, height=SIZE, width=SIZE, count=len(planes), dtype="uint8") as out:
            out.write(np.stack(planes))
        return memory.read()


def peer(path, kind, tile, name):
    with rasterio.open(path) as file:
        options = {"crs": "EPSG:3857", "transform": from_bounds(*bounds(*tile), SIZE, SIZE), "width": SIZE, "height": SIZE}
        with WarpedVRT(file, add_alpha=True, **options) as warped:
            data, alpha = warped.read([1, 2, 3] if file.count > 1 else [1]), warped.read(warped.count)
    return encode(to_bytes(data, kind), None if name == "jpg" or alpha.min() == 255 else alpha, FORMATS[name][0])


def floor(path, kind, tile, name):
    with rasterio.open(path) as file:
        box = transform_bounds("EPSG:3857", file.crs, *bounds(*tile))
        size = (box[2] - box[0]) / SIZE
        levels = [n for n, f in enumerate(file.overviews(1)) if f * file.res[0] <= 1.01 * size]
    with rasterio.open(path, **({"overview_level": levels[-1]} if levels else {})) as file:
        side = file.block_shapes[0][0]
        wanted = window_of(*box, transform=file.transform)
        x, y = max(0, int(wanted.col_off) // side * side), max(0, int(wanted.row_off) // side * side)
        right = min(file.width, -(-int(wanted.col_off + wanted.width) // side) * side)
        bottom = min(file.height, -(-int(wanted.row_off + wanted.height) // side) * side)
        data = file.read([1, 2, 3] if file.count > 1 else [1], window=Window(x, y, right - x, bottom - y))
    small = np.resize(to_bytes(data[:, :SIZE, :SIZE], kind), (len(data), SIZE, SIZE))
    out = io.BytesIO()
    Image.fromarray(small[0] if len(small) == 1 else np.moveaxis(small, 0, -1)).save(out, FORMATS[name][0], **FORMATS[name][2])
    return out.getvalue()


def address(path, kind, tile, name, url):
    query = "" if RANGES[kind] is None else f"&rescale={RANGES[kind][0]},{RANGES[kind][1]}"
    query += "&bidx=1&bidx=2&bidx=3" if kind == "scene" else ""
    return f"/cog/tiles/WebMercatorQuad/{tile[0]}/{tile[1]}/{tile[2]}.{name}?url={urllib.parse.quote(url or path, safe='')}{query}"


def compare(files, server, arguments):
    print("| data | format | tiles | cog, ms | peer, ms | peer / cog | floor, ms | cog / floor | cog, bytes | peer, bytes |")
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for data, path in files.items():
        kind = DATA[data][0]
        wanted = list(tiles(path))
        wanted = wanted[:: max(1, len(wanted) // arguments.tiles)][: arguments.tiles]
        for name in FORMATS:
            server.get(address(path, kind, wanted[0], name, None)), peer(path, kind, wanted[0], name), floor(path, kind, wanted[0], name)
            sums = np.zeros(3)
            sizes = np.zeros(2)
            for _ in range(arguments.rounds):
                before = server.cpu()  # In hundredths of a second: over all tiles of a round, not tile by tile.
                sizes[0] += sum(len(server.get(address(path, kind, tile, name, None))) for tile in wanted)
                sums[0] += server.cpu() - before
                for place, other in ((1, peer), (2, floor)):
                    before = time.process_time()
                    made = sum(len(other(path, kind, tile, name)) for tile in wanted)
                    sums[place] += time.process_time() - before
                    sizes[1] += made if place == 1 else 0
            count = arguments.rounds * len(wanted)
            cog, theirs, least = 1000 * sums / count
            print(f"| {data} | {name} | {count} | {cog:.2f} | {theirs:.2f} | {theirs / cog:.1f} | {least:.2f} | {cog / least:.2f} "
                  f"| {sizes[0] / count:.0f} | {sizes[1] / count:.0f} |", flush=True)


class Ranges(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked = []

    def do_GET(self):
        path = self.server.folder + self.path
        size = os.path.getsize(path)
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", "bytes=0-"))
        first, last = int(wanted[1]), min(size - 1, int(wanted[2] or size - 1))
        time.sleep(LATENCY)
        with open(path, "rb") as file:
            file.seek(first)
            body = file.read(last - first + 1)
        Ranges.asked.append(len(body))
        self.send_response(206)
        for name, value in (("Content-Length", len(body)), ("Content-Range", f"bytes {first}-{last}/{size}"), ("ETag", '"1"')):
            self.send_header(name, str(value))
        self.send_header("Accept-Ranges", "bytes")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def over_http(program, folder, files, arguments):
    """Requests and bytes of the first tile of a program, and of others."""
    ranges = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Ranges)
    ranges.folder = folder
    threading.Thread(target=ranges.serve_forever, daemon=True).start()
    print(f"\n| data, {1000 * LATENCY:.0f} ms a request | first: requests | bytes | ms | others: requests | bytes | ms |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for data, path in files.items():
        url = f"http://127.0.0.1:{ranges.server_port}/{os.path.basename(path)}"
        wanted = list(tiles(path))
        wanted = wanted[:: max(1, len(wanted) // arguments.tiles)][: arguments.tiles]
        server = Server(program)
        try:
            rows = []
            for tile in wanted:
                Ranges.asked.clear()
                start = time.monotonic()
                server.get(address(path, DATA[data][0], tile, "png", url))
                rows.append((len(Ranges.asked), sum(Ranges.asked), 1000 * (time.monotonic() - start)))
        finally:
            server.process.kill()
        others = np.mean(rows[1:], axis=0)
        first = " | ".join(f"{value:.0f}" for value in rows[0])
        print(f"| {data} | {first} | {others[0]:.2f} | {others[1]:.0f} | {others[2]:.0f} |", flush=True)


def processor_time(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def cold(program, files):
    """A new process each: to say its version, and to draw one tile."""
    version = min(processor_time([program, "--version"]) for _ in range(9))
    print(f"\n| new process | processor time, ms | of `cog --version` ({version:.1f} ms) |")
    print("|---|--:|--:|")
    for data, path in files.items():
        z, x, y = map(str, next(tiles(path)))
        rescale = RANGES[DATA[data][0]]
        options = ["--rescale", f"{rescale[0]},{rescale[1]}"] if rescale else []
        options += ["--bidx", "1", "--bidx", "2", "--bidx", "3"] if DATA[data][0] == "scene" else []
        command = [program, "tile", path, z, x, y, "--quiet", "--format", "png", "--output", os.devnull, *options]
        took = min(processor_time(command) for _ in range(9))
        print(f"| {data}, PNG | {took:.1f} | {took / version:.1f} |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--pixels", type=int, default=4096)
    parser.add_argument("--tiles", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--only", default="", help="part of a name of the data, in lower case")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cog-tiles-") as folder:
        files = make(folder, arguments.pixels, arguments.only)
        server = Server(arguments.program, *files.values())
        try:
            compare(files, server, arguments)
            status = open(f"/proc/{server.process.pid}/status").read()
            print(f"\nPeak memory of `cog serve` after these: {int(re.search('VmHWM:.*?([0-9]+)', status)[1]) / 1024:.0f} MB")
        finally:
            server.process.kill()
        over_http(arguments.program, folder, files, arguments)
        cold(arguments.program, files)
    print("\n| published | bytes |\n|---|--:|")
    root = os.path.dirname(os.path.dirname(os.path.abspath(arguments.program)))
    for path in [arguments.program, *sorted(glob.glob(f"{root}/x86_64/*.zip"))]:
        print(f"| `{os.path.basename(path)}` | {os.path.getsize(path)} |")


if __name__ == "__main__":
    main()
