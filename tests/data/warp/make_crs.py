"""One synthetic picture placed in many CRSs, and what gdalwarp makes of each in Web Mercator; see README.md. Debian 12: python3-gdal, python3-numpy."""
import json
import struct

import numpy as np
from osgeo import gdal, osr

gdal.UseExceptions()
osr.UseExceptions()
HERE = __file__.rsplit("/", 1)[0] + "/"
SOURCE, TILE = 200, 48

# CRS, method or place, longitude and latitude of the picture's middle, a pixel in units of the CRS. "East" and "west" are of the antimeridian.
CASES = [
    ("EPSG:32633", "transverse Mercator, north", 15, 48, 100), ("EPSG:32756", "transverse Mercator, south", 153, -30, 100),
    ("EPSG:31467", "transverse Mercator, Gauss-Krüger", 9, 50, 100), ("EPSG:3006", "transverse Mercator, far from its meridian", 24, 66, 300),
    ("EPSG:27700", "transverse Mercator, Airy", -2.5, 53, 300), ("EPSG:2193", "transverse Mercator, New Zealand", 173, -41, 200),
    ("EPSG:2053", "transverse Mercator, south orientated", 29.5, -26, 100),
    ("EPSG:2154", "Lambert conformal conic, 2 parallels", 3, 46.5, 500), ("EPSG:27572", "Lambert conformal conic, 1 parallel, Paris", 2.5, 46.8, 300),
    ("EPSG:2263", "Lambert conformal conic, US feet", -73.9, 40.7, 300), ("EPSG:31370", "Lambert conformal conic, Belgium", 4.5, 50.6, 100),
    ("EPSG:3577", "Albers, south", 134, -25, 1000), ("EPSG:5070", "Albers, north", -96, 37, 1000),
    ("EPSG:3338", "Albers, antimeridian, west", 179.9, 52, 1000), ("EPSG:3338", "Albers, antimeridian, east", -179.9, 52, 1000),
    ("EPSG:3035", "Lambert azimuthal equal area, oblique", 10, 52, 1000), ("EPSG:6931", "Lambert azimuthal equal area, polar", 40, 80, 1000),
    ("EPSG:3413", "polar stereographic B, north", -45, 75, 1000), ("EPSG:3031", "polar stereographic B, south", 100, -72, 1000),
    ("EPSG:3413", "polar stereographic B, over the pole", 0, 90, 40000), ("EPSG:3031", "polar stereographic B, over the pole", 0, -90, 40000),
    ("EPSG:5041", "polar stereographic A", 20, 83.5, 500), ("EPSG:3976", "polar stereographic B, NSIDC south", 140, -67, 300),
    ("EPSG:28992", "oblique stereographic", 5.4, 52.1, 100), ("EPSG:2056", "Hotine B, Switzerland", 8, 46.8, 100),
    ("EPSG:3375", "Hotine A, Malaysia", 102.5, 4, 200), ("EPSG:3078", "Hotine A, Michigan", -84.5, 44, 500), ("EPSG:29702", "Laborde", 47, -19, 300),
    ("EPSG:27200", "New Zealand map grid", 172.5, -42, 300), ("EPSG:3395", "Mercator A", 20, 40, 500),
    ("EPSG:3832", "Mercator A, antimeridian, west", 179.9, -15, 500), ("EPSG:3832", "Mercator A, antimeridian, east", -179.9, -15, 500),
    ("EPSG:3994", "Mercator B", 175, -41, 500), ("EPSG:5880", "polyconic", -54, -12, 1000), ("EPSG:5514", "Krovak", 15, 49.8, 200),
    ("EPSG:6933", "cylindrical equal area", 30, 20, 1000), ("EPSG:8857", "Equal Earth", 100, 30, 2000), ("EPSG:3068", "Cassini-Soldner", 13.4, 52.5, 50),
    ("EPSG:6247", "Colombia urban", -74.1, 4.65, 20), ("EPSG:3993", "Guam", 144.75, 13.45, 30),
    ("EPSG:4326", "longitude and latitude", 10, 45, 0.01), ("EPSG:4326", "longitude and latitude, antimeridian, west", 179.9, -20, 0.01),
    ("EPSG:4326", "longitude and latitude, antimeridian, east", -179.9, -20, 0.01), ("EPSG:4258", "longitude and latitude, far north", 25, 80, 0.01),
    ("ESRI:54008", "sinusoidal", 80, 25, 2000), ("ESRI:54009", "Mollweide", -60, -10, 2000), ("ESRI:54030", "Robinson", 40, 55, 3000),
    ("ESRI:54012", "Eckert IV", 120, -30, 2000), ("ESRI:54010", "Eckert VI", -100, 40, 2000), ("ESRI:54032", "azimuthal equidistant", 30, 40, 2000),
    ("ESRI:54003", "Miller", 20, 60, 2000), ("ESRI:54016", "Gall stereographic", -20, 30, 2000), ("ESRI:54029", "Van der Grinten", 60, 20, 2000),
    ("ESRI:54027", "equidistant conic", 20, 50, 2000), ("ESRI:54024", "Bonne", 10, 50, 2000),
]


def srs(name):
    s = osr.SpatialReference()
    s.SetFromUserInput(name)
    s.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return s


def picture():
    """Slopes, and a pattern of single pixels; the test writes the same."""
    y, x = np.mgrid[0:SOURCE, 0:SOURCE]
    slope = lambda n, period: np.abs(n % (2 * period) - period)
    return (20 + 2 * slope(x, 29) + 2 * slope(y, 37) + (x * 7 + y * 13) % 11 * 3).astype("uint8")


def geo_tags(dataset, code=None):
    """Tags 33550, 33922, 34735, 34736 and 34737 as GDAL writes them: numbers, and text as it stands."""
    gdal.GetDriverByName("GTiff").CreateCopy("/vsimem/keys.tif", dataset)
    f = gdal.VSIFOpenL("/vsimem/keys.tif", "rb")
    data = bytes(gdal.VSIFReadL(1, 1 << 20, f))
    gdal.VSIFCloseL(f)
    tags, start = {}, struct.unpack_from("<I", data, 4)[0]
    for i in range(struct.unpack_from("<H", data, start)[0]):
        tag, kind, count, at = struct.unpack_from("<HHII", data, start + 2 + 12 * i)
        if tag in (33550, 33922, 34735, 34736, 34737):
            form, size = {2: ("c", 1), 3: ("H", 2), 12: ("d", 8)}[kind]
            at = at if count * size > 4 else start + 2 + 12 * i + 8
            tags[str(tag)] = data[at:at + count - 1].decode() if form == "c" else list(struct.unpack_from("<%d%s" % (count, form), data, at))
    if code and code not in tags.get("34735", []):  # GDAL has no keys for some methods: they would stand in a file beside it
        tags["34735"] = [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, code]
        tags = {k: v for k, v in tags.items() if k not in ("34736", "34737")}
    return tags


image, mercator, wgs84 = picture(), srs("EPSG:3857"), srs("EPSG:4326")
cases, answers = [], {}
for number, (crs, what, lon, lat, pixel) in enumerate(CASES):
    own = srs(crs)
    to_own, to_mercator = osr.CoordinateTransformation(wgs84, own), osr.CoordinateTransformation(wgs84, mercator)
    from_own = osr.CoordinateTransformation(own, mercator)
    polar, seam = abs(lat) == 90, "antimeridian" in what
    if polar:
        x, y, show = 0, 0, (45, 70 if lat > 0 else -70)
    else:
        x, y, _ = to_own.TransformPoint(float(180 if seam else lon), float(lat))
        show = (lon, lat)
    left, top = round(x / pixel) * pixel - SOURCE // 2 * pixel, round(y / pixel) * pixel + SOURCE // 2 * pixel
    left, top = round(left, 6), round(top, 6)
    mx, my, _ = to_mercator.TransformPoint(float(show[0]), float(show[1]))
    if seam:  # a box whose edge is the antimeridian
        mx = (20037508.342789244 if lon > 0 else -20037508.342789244)
    steps = []
    sx, sy, _ = to_own.TransformPoint(float(show[0]), float(show[1]))
    ox, oy, _ = from_own.TransformPoint(sx, sy)
    for dx, dy in ((pixel, 0), (0, pixel)):
        px, py, _ = from_own.TransformPoint(sx + dx, sy + dy)
        steps.append(np.hypot((px - ox + 20037508.342789244) % 40075016.685578488 - 20037508.342789244, py - oy))
    half = 0.65 * min(steps) * TILE / 2
    box = [mx - half, my - half, mx + half, my + half]
    if seam:
        box[0], box[2] = (mx - 2 * half, mx) if lon > 0 else (mx, mx + 2 * half)
    source = gdal.GetDriverByName("MEM").Create("", SOURCE, SOURCE, 1, gdal.GDT_Byte)
    source.SetProjection(own.ExportToWkt())
    source.SetGeoTransform((left, pixel, 0, top, 0, -pixel))
    source.GetRasterBand(1).WriteArray(image)
    for method in ("near", "bilinear", "cubic"):
        out = gdal.Warp("", source, format="MEM", dstSRS="EPSG:3857", outputBounds=box, width=TILE, height=TILE, resampleAlg=method, errorThreshold=0, dstAlpha=True)
        answers["%02d.%s" % (number, {"near": "nearest"}.get(method, method))] = out.ReadAsArray()
    cases.append({"key": "%02d" % number, "crs": crs, "what": what, "box": box, "tags": geo_tags(source, int(crs[5:]) if crs.startswith("EPSG") else None)})
    print(crs, what, "valid", (answers["%02d.nearest" % number][1] > 0).mean())

# The same picture by control points: four make an affine map, seven a polynomial of the second order.
POINTS = [(0, 0, 500000, 5300000), (200, 0, 504040, 5300210), (0, 200, 499830, 5295980), (200, 200, 503950, 5296160),
          (100, 100, 502000, 5298160), (50, 150, 500890, 5297060), (150, 40, 502990, 5299390)]
for count in (4, 7):
    source = gdal.GetDriverByName("MEM").Create("", SOURCE, SOURCE, 1, gdal.GDT_Byte)
    source.SetGCPs([gdal.GCP(x, y, 0, column, row) for column, row, x, y in POINTS[:count]], srs("EPSG:32633").ExportToWkt())
    source.GetRasterBand(1).WriteArray(image)
    left, top = 1671500, 6080800
    box = [left, top - 900, left + 900, top]
    for method in ("near", "bilinear", "cubic"):
        out = gdal.Warp("", source, format="MEM", dstSRS="EPSG:3857", outputBounds=box, width=TILE, height=TILE, resampleAlg=method, errorThreshold=0, dstAlpha=True)
        answers["gcp%d.%s" % (count, {"near": "nearest"}.get(method, method))] = out.ReadAsArray()
    cases.append({"key": "gcp%d" % count, "crs": "EPSG:32633", "what": "%d control points" % count, "box": box, "tags": geo_tags(source)})
    print("gcp", count, (answers["gcp%d.nearest" % count][1] > 0).mean())

np.savez_compressed(HERE + "crs.npz", **answers)
with open(HERE + "crs-cases.json", "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(c, ensure_ascii=False) for c in cases) + "\n]\n")
