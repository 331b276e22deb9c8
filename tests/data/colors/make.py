"""Writes named.txt, maps.json and formulas.json with rio-tiler 9.4.2 and color-operations 0.4.0 (NumPy 1.24): see README.md."""
import json
import pathlib
import zlib

import numpy
from color_operations import parse_operations
from color_operations.utils import scale_dtype, to_math_type
from rio_tiler.colormap import apply_cmap, cmap, parse_color

HERE = pathlib.Path(__file__).parent

VALUES = {
    "uint8": [0, 1, 2, 3, 10, 127, 128, 254, 255],
    "int8": [-128, -3, -1, 0, 1, 2, 3, 127],
    "uint16": [0, 1, 2, 3, 255, 256, 258, 300, 65535],
    "int16": [-32768, -300, -1, 0, 1, 2, 3, 255, 256, 300],
    "int32": [-70000, -1, 0, 1, 2, 3, 257, 300, 100000],
    "float32": [-9999, -0.5, 0, 0.1, 0.2, 0.3, 1, 2, 2.5, 2.999, 3, 255.7, 256.2, 300, 100000, "nan"],
    "float64": [-9999, -0.5, 0, 0.1, 0.2, 0.3, 1, 2, 2.5, 2.999, 3, 255.7, 256.2, 300, 100000, "nan"],
}
MAPS = {
    "classes": {"1": "#f00", "2": "#0f08", "3": [1, 2, 3], "300": "#11223344", "-1": [9, 8, 7, 6], "100000": "#abcdef"},
    "far classes": {"-9999": "#111", "2": "#222", "4000000000": "#333"},
    "255 colours": {str(i): [i, 0, 255 - i] for i in range(255)},
    "256 colours": {str(i): [i, 0, 255 - i, 255 - i // 2] for i in range(256)},
    "intervals": [[[0, 1], "#f00"], [[1, 2.5], [0, 255, 0]], [[2.5, 256], [0, 0, 255, 128]], [[-1e6, 0], "#123456"]],
    "overlaps": [[[0, 300], "#f00"], [[2, 3], "#0f0"], [[0.1, 0.2], "#00f"], [[5, 1], "#fff"]],
    "open": [[[float("-inf"), 0], "#111"], [[256, float("inf")], "#222"]],
}

FORMULAS = [
    "gamma rgb 1.5",
    "Gamma RGB 3.5 Sigmoidal RGB 15 0.35 Saturation 1.2",
    "gamma b 1.85, gamma rg 1.95, sigmoidal rgb 35 0.13, saturation 1.15",
    "sigmoidal rgb 6 0.5",
    "sigmoidal r -6 0.5",
    "sigmoidal gb 10 0",
    "sigmoidal 12 0 0.5",
    "saturation 0",
    "saturation 1",
    "saturation 2.5",
    "Saturation 0.5, Gamma 3 0.7",
    "saturation -1",
]


def colored():
    for type_name, values in VALUES.items():
        data = numpy.array([[[float(v) if isinstance(v, str) else v for v in values]]], type_name)
        for name, text in MAPS.items():
            if isinstance(text, list):
                colors = [(tuple(interval), parse_color(color)) for interval, color in text]
            else:
                colors = {int(key): parse_color(color) for key, color in text.items()}
            rgb, alpha = apply_cmap(data, colors)
            pixels = numpy.concatenate([rgb[:, 0], alpha]).T
            yield {
                "type": type_name,
                "values": [str(v) for v in values],
                "map": name,
                "rgba": [bytes(pixel.tolist()).hex() for pixel in pixels],
            }


def inputs():
    rng = numpy.random.default_rng(7)
    values = numpy.concatenate([rng.integers(0, 256, (3, 42)), [[0, 255, 128, 255, 0, 1]] * 3], axis=1)
    return {"uint8": values, "uint16": values * 257, "int16": values * 120 - 600}


def formed():
    for type_name, values in inputs().items():
        for formula in FORMULAS:
            out = values.reshape(3, 1, -1).astype(type_name)
            out[out < 0] = 0
            for operation in parse_operations(formula):
                out = scale_dtype(operation(to_math_type(out)), numpy.uint8)
            yield {"type": type_name, "formula": formula, "result": out.tobytes().hex()}


def write(name, shared, cases):
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    shared = "".join(f'"{key}":{json.dumps(value, separators=(",", ":"))},\n' for key, value in shared.items())
    (HERE / name).write_text(f'{{\n{shared}"cases":[\n{lines}\n]\n}}\n')


with (HERE / "named.txt").open("w") as named:
    for name in sorted(cmap.list()):
        colors = numpy.array([cmap.get(name)[i] for i in range(256)], numpy.uint8)
        named.write(f"{name} {zlib.crc32(colors.tobytes()):08x}\n")
write("maps.json", {"maps": {name: json.dumps(text, separators=(",", ":")) for name, text in MAPS.items()}}, colored())
write("formulas.json", {"values": {name: values.tolist() for name, values in inputs().items()}}, formed())
