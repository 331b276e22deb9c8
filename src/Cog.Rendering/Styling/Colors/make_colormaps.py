#!/usr/bin/env python3
"""Writes colormaps.bin: the named colour maps, each of 256 colours, from their published definitions.

    apt-get install python3-matplotlib                      # 3.6.3
    git clone https://github.com/matplotlib/cmocean         # 4.0.3
    /usr/bin/python3 make_colormaps.py --cmocean cmocean/cmocean/rgb --out colormaps.bin

Names and colours are those of rio-tiler 9.4, which took them from the same places by the same rule: a map of matplotlib or cmocean at 256
points from 0 to 1, times 255, cut to whole numbers. flag is made of sines, whose last bit depends on the C library: there, what is whole
but for that bit is taken for whole.

    matplotlib      licence based on the PSF's; the sequential, diverging and qualitative ones of ColorBrewer: Apache-2.0
    cmocean         Kristen M. Thyng, MIT
    cfastie         Chris Fastie, Public Lab (publiclab.org/notes/cfastie/08-26-2014/new-ndvi-colormap), CC BY-SA
    rplumbo         Dan Schoppe (rio-tiler pull request 90), BSD-3-Clause; by its rule: grey to a third, then 1° of hue a step
    schwarzwald     W-j-s and Jide (cpt-city wkp/schwarzwald, after a topographic map of Wikipedia), CC BY-SA 3.0

Layout, integers little endian: for each map, sorted by name: length of the name (1 byte), the name in ASCII, length of what follows
(2 bytes), and a raw deflate stream of 768 bytes, the reds, the greens, the blues. Each byte is stored as the difference to the one
before it in its plane, modulo 256; those of a reversed map (name_r) as the difference to the map itself read backwards, since matplotlib
rounds in the other direction there, and nothing where there is none.
"""
import argparse
import pathlib
import struct
import zlib

import matplotlib
import numpy

MATPLOTLIB = """
    Accent Blues BrBG BuGn BuPu CMRmap Dark2 GnBu Greens Greys OrRd Oranges PRGn Paired Pastel1 Pastel2 PiYG PuBu PuBuGn PuOr PuRd
    Purples RdBu RdGy RdPu RdYlBu RdYlGn Reds Set1 Set2 Set3 Spectral Wistia YlGn YlGnBu YlOrBr YlOrRd afmhot autumn binary bone brg bwr
    cividis cool coolwarm copper cubehelix flag gist_earth gist_gray gist_heat gist_ncar gist_rainbow gist_stern gist_yarg gnuplot gnuplot2
    gray hot hsv inferno jet magma nipy_spectral ocean pink plasma prism rainbow seismic spring summer tab10 tab20 tab20b tab20c terrain
    turbo twilight twilight_shifted viridis winter
""".split()

CMOCEAN = """
    algae amp balance curl deep delta dense diff haline ice matter oxy phase rain solar speed tarn tempo thermal topo turbid
""".split()

CFASTIE = """
fffffffafafaf6f6f6f2f2f2eeeeeee9e9e9e5e5e5e1e1e1ddddddd8d8d8d4d4d4d0d0d0ccccccc8c8c8c3c3c3bfbfbfbbbbbbb7b7b7b2b2b2aeaeaeaaaaaaa6a6a6
a1a1a19d9d9d9999999595959191918c8c8c8888888484848080807b7b7b7777777373736f6f6f6a6a6a6666666262625e5e5e5a5a5a5555555151514d4d4d494949
4444444040403c3c3c3838383434343838383c3c3c4040404444444949494d4d4d5151515555555a5a5a5e5e5e6262626666666a6a6a6f6f6f7373737777777b7b7b
8080808484848888888c8c8c9191919595959999999d9d9da1a1a1a6a6a6aaaaaaaeaeaeb2b2b2b7b7b7bbbbbbbfbfbfc3c3c3c8c8c8ccccccd0d0d0d4d4d4d8d8d8
dddddde1e1e1e5e5e5e9e9e9eeeeeef2f2f2f6f6f6fafafafffffffafafaf5f5f5f0f0f0ebebebe6e6e6e1e1e1dcdcdcd7d7d7d2d2d2cdcdcdc8c8c8c3c3c3bebebe
b9b9b9b4b4b4afafafaaaaaaa5a5a5a0a0a09b9b9b9797979292928d8d8d8888888383837e7e7e7979797474746f6f6f6a6a6a6565656060605b5b5b565656515151
4c4c4c4747474242423d3d3d3838384242504d4d6957578262629b6c6cb47777cd8181e68c8cff8393ef7a9adf71a1cf69a8bf60afaf57b79f4ebe8f46c57f3dcc6f
34d35f2bdb4f23e23f1ae92f11f01f08f70f01ff0107ff010fff0117ff011fff0127ff012fff0137ff013fff0147ff014fff0157ff015fff0167ff016fff0177ff01
7fff0187ff018fff0197ff019fff01a7ff01afff01b7ff01bfff01c7ff01cfff01d7ff01dfff01e7ff01efff01f7ff01ffff01fff901fff401ffef01ffe901ffe401
ffdf01ffd901ffd401ffcf01ffc901ffc401ffbf01ffb901ffb401ffaf01ffaa01ffa401ff9f01ff9a01ff9401ff8f01ff8a01ff8401ff7f01ff7a01ff7401ff6f01
ff6a01ff6401ff5f01ff5a01ff5501ff4f01ff4a01ff4501ff3f01ff3a01ff3501ff2f01ff2a01ff2501ff1f01ff1a01ff1501ff0f01ff0a01ff0501ff0101ff010f
ff011fff012fff013fff014fff015fff016fff017fff018fff019fff01afff01bfff01cfff01dfff01ef
"""
SCHWARZWALD = """
aeefd5aeefd4aff0d3b0f2d0b0f2cdb0f2cab0f2c7b1f2c4b1f2c1b0f3beb0f4bab1f5b8b2f6b5b4f6b3b5f6b2baf7b2bdf7b2c0f7b2c3f7b2c6f8b2c9f8b2ccf9b2
d2fab1d6fab1d9fab2ddfab2e0fbb2e7fcb2ebfcb2eefcb3f2fcb3f5fcb3f7fcb3fafcb2f8f9acf3f7a7eef4a2e8f29ce2f097d5eb8ccde786c6e480bfe17bb8de76
b1db71aad86c9ad36293d05e8ccd5984ca557dc7526ec24a66bf465ebc4256b93e4db63945b3353eb03231ab2c2ca82b27a52a23a32a1ea02b189a2e159730129431
1091330e8e340c8c3609893807843c09833e0c823f12823f18823f28843d2e863d34883c3a8a3c408c3b468d3b4c8e3b5792385d93376394366995356e9634789a32
7c9b31809c30849e2f89a02e8ea12c93a22b9ca429a1a528a6a627aba825b0aa24bbad22c0af20c5b01ecab01dcfb11cd5b21adab318e4b414e9b511eeb60ef2b60b
f6b608f8b004f6ab03f4a602f1a002ee9b02eb9502e89002e28402df7f02dc7a02da7402d86f02d36602d16102ce5c02cb5802c85402c04a02bd4602ba4202b73e02
b43a02b13602ae3102a92a02a62702a32402a021029d1e029717029515029212019010018d0e018a0b018708008205008005007d04007b06017a0802770d02770f02
761002761103751204751304751404751504751504741604741704741805721a06721c06721d06711e06701f077020076f21086e23086e23086e24086e25086d2609
6c280a6c280a6c280a6c290a6c2a0a6c2b0a6b2c0b6a2c0c6a2d0c6a2e0c6a2f0d6b300e6e3412703614713917733b19743e1c75401e7642207946257b48287d4a2b
7f4c2f804f3283553885573c875a3f895d428a60458b62498c654c906a54926c57936f5a95715d967460987a689a7e6c9c81709d84749e87789f8a7da08d82a3938b
a5978fa69a93a69d97a7a09caaa7a4aba9a8acacabadadadaeaeaeb0b0b0b2b2b2b5b5b5b7b7b7b8b8b8babababcbcbcc0c0c0c2c2c2c4c4c4c6c6c6c8c8c8cacaca
ccccccd0ced0d2d0d2d4d2d4d6d4d6d8d6d8dad8dadcdadcdddbdddfdddfe1dfe1e3e1e3e5e3e5e9e7e9
"""


def sample(colormap, tolerance=0):
    return (colormap(numpy.linspace(0, 1, 256))[:, :3] * 255 + tolerance).astype(numpy.uint8)


def rplumbo():
    colors = [(round(i * 2 / 3),) * 3 for i in range(129)]
    for hue in range(1, 128):
        value = min(1, 0.25 + 0.04 * hue) if hue <= 60 else 1 - 0.011 * (hue - 60)
        red, green, blue = min(1, (120 - hue) / 60), min(1, hue / 60), (hue - 120) / 60
        colors.append([int(255 * value * max(0, part) + 0.5) for part in (red, green, blue)])
    return numpy.array(colors, numpy.uint8)


def named(cmocean):
    maps = {}
    for name in MATPLOTLIB:
        tolerance = 1e-9 if name == "flag" else 0
        maps[name.lower()] = sample(matplotlib.colormaps[name], tolerance)
        maps[name.lower() + "_r"] = sample(matplotlib.colormaps[name + "_r"], tolerance)
    for name in CMOCEAN:
        colors = numpy.loadtxt(cmocean / f"{name}-rgb.txt")
        colormap = matplotlib.colors.LinearSegmentedColormap.from_list(name, colors, 256)
        maps[name] = sample(colormap)
        maps[name + "_r"] = sample(colormap.reversed())
    maps["rplumbo"] = rplumbo()
    for name, text in (("cfastie", CFASTIE), ("schwarzwald", SCHWARZWALD)):
        maps[name] = numpy.frombuffer(bytes.fromhex(text), numpy.uint8).reshape(256, 3)
    return maps


def pack(differences):
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    return deflate.compress(differences.astype(numpy.uint8).T.tobytes()) + deflate.flush()


def main():
    arguments = argparse.ArgumentParser(description="Writes the named colour maps.")
    arguments.add_argument("--cmocean", type=pathlib.Path, required=True, help="folder of cmocean's *-rgb.txt")
    arguments.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).with_name("colormaps.bin"))
    options = arguments.parse_args()

    maps = named(options.cmocean)
    out = b""
    for name in sorted(maps):
        colors = maps[name]
        if name.endswith("_r"):
            differences = colors - maps[name[:-2]][::-1]
            payload = pack(differences) if differences.any() else b""
        else:
            payload = pack(numpy.diff(colors, axis=0, prepend=numpy.zeros((1, 3), numpy.uint8)))
        out += struct.pack("<B", len(name)) + name.encode() + struct.pack("<H", len(payload)) + payload
    options.out.write_bytes(out)
    print(len(maps), "maps,", len(out), "bytes")


if __name__ == "__main__":
    main()
