#!/usr/bin/python3
"""CPU and memory of map tiles of a mosaic of 64 files, beside those of the one file that they were cut of: the native `cog serve`.

    make cog
    /usr/bin/python3 tests/Benchmarks/mosaic_tiles.py artifacts/cog/cog [TILES]

TILES, 5000 unless given, are drawn of the mosaic; resident memory is printed after every 500.
Needs what styled_tiles.py needs.
"""
import subprocess
import sys
import tempfile
import urllib.parse

import styled_tiles
from osgeo import gdal

PIECES = 8  # On each side.


def cut(file, folder):
    """The file in pieces, each a COG."""
    side = styled_tiles.PIXELS // PIECES
    options = ["COMPRESS=DEFLATE", "PREDICTOR=3", "BLOCKSIZE=512", "OVERVIEW_RESAMPLING=AVERAGE"]
    for number in range(PIECES * PIECES):
        path = f"{folder}/piece{number}.tif"
        window = [number % PIECES * side, number // PIECES * side, side, side]
        gdal.Translate(path, file, format="COG", srcWin=window, creationOptions=options)
        yield path


def megabytes(server):
    with open(f"/proc/{server.process.pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) // 1024


def measure(server, name, url, tiles, count):
    paths = [f"{name}/tiles/WebMercatorQuad/{z}/{x}/{y}.png?rescale=0,2000&url={urllib.parse.quote(url, safe='')}" for z, x, y in tiles]
    for path in paths:
        server.get(path)
    before = server.cpu()
    for number in range(count):
        server.get(paths[number % len(paths)])
        if number % 500 == 499:
            print(f"{number + 1:6} tiles, {megabytes(server)} MB", flush=True)
    print(f"{name}: {1000 * (server.cpu() - before) / count:.2f} ms of processor a tile", flush=True)


def main():
    program, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5000
    with tempfile.TemporaryDirectory(prefix="cog-mosaic-") as folder:
        _, dem = styled_tiles.make(folder)
        mosaic = f"{folder}/mosaic.json"
        levels = ["--minzoom", "10", "--maxzoom", "14", "--quadkey-zoom", "12"]
        subprocess.run([program, "mosaic", "create", *cut(dem, folder), "-o", mosaic, *levels, "-q"], check=True)
        server = styled_tiles.Server(program, dem)
        try:
            tiles = list(styled_tiles.tiles(dem))
            measure(server, "/cog", dem, tiles, 4 * len(tiles))
            measure(server, "/mosaicjson", mosaic, tiles, count)
        finally:
            server.process.kill()


if __name__ == "__main__":
    main()
