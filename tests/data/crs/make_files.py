#!/usr/bin/env python3
"""Makes keys.csv and extents.csv with GDAL's Python bindings (Debian 12: GDAL 3.6.2, PROJ 9.1.1).

  /usr/bin/python3 make_files.py

keys.csv: the GeoKeys of a file (number=value; a point makes it a DOUBLE, a quote ASCII); x, y in its CRS; longitude, latitude on WGS 84 where GDAL places them.
extents.csv: a CRS; half the width of a square file around x, y; its columns; the lowest and highest latitude among those of its pixels' middles that have a place
(there and back within 1 km); then longitude and latitude of some of them, the extremes among them.
"""
import math, os, struct, tempfile
import numpy as np
from osgeo import gdal, osr
gdal.UseExceptions(); osr.DontUseExceptions(); gdal.PushErrorHandler('CPLQuietErrorHandler')
here = os.path.dirname(os.path.abspath(__file__))
PATH = os.path.join(tempfile.mkdtemp(), 'keys.tif')

def tiff(keys):
    rows, doubles, text = [], [], b''
    for k, v in sorted(keys.items()):
        if isinstance(v, str):
            b = v.encode() + b'|'; rows += [k, 34737, len(b), len(text)]; text += b
        elif isinstance(v, float): rows += [k, 34736, 1, len(doubles)]; doubles.append(v)
        else: rows += [k, 0, 1, v]
    tags = [(256, 4, [8]), (257, 4, [8]), (258, 3, [8]), (259, 3, [1]), (262, 3, [1]), (273, 4, [8]), (277, 3, [1]), (278, 4, [8]), (279, 4, [64]), (33550, 12, [10., 10., 0.]), (33922, 12, [0.] * 6),
            (34735, 3, [1, 1, 0, len(keys)] + rows), (34736, 12, doubles or [0.]), (34737, 2, text + b'\0')]
    entries, more, at = b'', b'', 72 + 2 + 12 * len(tags) + 4
    for t, ty, v in tags:
        d = bytes(v) if ty == 2 else struct.pack('<%d%s' % (len(v), {3: 'H', 4: 'I', 12: 'd'}[ty]), *v)
        if len(d) <= 4: entries += struct.pack('<HHI', t, ty, len(v)) + d.ljust(4, b'\0')
        else: entries += struct.pack('<HHII', t, ty, len(v), at + len(more)); more += d + b'\0' * (len(d) & 1)
    open(PATH, 'wb').write(b'II*\0' + struct.pack('<I', 72) + bytes(64) + struct.pack('<H', len(tags)) + entries + bytes(4) + more)

def degrees():
    g = osr.SpatialReference(); g.ImportFromEPSG(4326); g.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER); return g

LCC = {3075: 8, 3078: 41.71666, 3079: 42.68333, 3080: -71.5, 3081: 41.0, 3082: 656166.667, 3083: 2460625.0}
TM = {3075: 1, 3080: 15., 3081: 0., 3092: 0.9996, 3082: 500000., 3083: 0.}
KEYS = [
    # A unit beside the code of a projected CRS.
    ({3072: 26986, 3076: 9003}, 775000, 2955000), ({3072: 26986, 3076: 9002}, 775000, 2955000), ({3072: 26986, 3076: 9001}, 236000, 901000), ({3072: 26986}, 236000, 901000),
    ({3072: 26986, 3076: 32767, 3077: 0.5}, 472000, 1802000), ({3072: 26986, 3076: 32767}, 236000, 901000), ({3072: 26986, 3077: 0.5}, 236000, 901000), ({3072: 26986, 3076: 9036}, 236, 901),
    ({3072: 26986, 3076: 9096}, 258000, 985000), ({3072: 26986, 3076: 12345}, 236000, 901000), ({3072: 2249, 3076: 9001}, 236000, 901000), ({3072: 2249, 3076: 9003}, 775000, 2955000), ({3072: 2249}, 775000, 2955000),
    ({3072: 32633, 3076: 9002}, 1640000, 16400000), ({3072: 32633, 3076: 32767, 3077: 1000.0}, 500, 5000), ({3072: 3857, 3076: 9003}, 3280000, 16400000), ({3072: 3031, 3076: 9002}, 3280000, 3280000), ({3072: 5070, 3076: 9003}, 3280000, 6560000),
    # Parameters beside a code.
    ({3072: 32767, 3074: 12001, 2048: 4269, 3076: 9003, **LCC}, 775000, 2955000), ({3072: 32767, 3074: 12001, 2048: 4269, 3076: 9003}, 775000, 955000), ({3072: 32767, 3074: 12001, 2048: 4269}, 236000, 151000),
    ({3072: 32767, 3074: 16033, 2048: 4326, 3076: 9001}, 400000, 5500000), ({3072: 32767, 3074: 16033, 2048: 4326, 3076: 9001, **TM, 3080: 9.}, 400000, 5500000), ({3072: 32767, 3074: 16033, 2048: 4326, 3076: 9001, 3082: 400000.}, 400000, 5500000),
    ({3072: 32767, 3074: 16033, 2048: 4326, 3076: 9001, 3075: 10, 3088: 9., 3089: 50.}, 100000, 200000), ({3072: 32767, 3074: 16033, 2048: 4326, 3076: 9002, **TM}, 1640000, 16400000),
    ({3072: 26986, **LCC, 3082: 1000., 3083: 2000.}, 36000, 151000), ({3072: 26986, 3082: 1000.}, 236000, 901000), ({3072: 32633, **TM}, 400000, 5500000), ({3072: 32633, **TM, 3080: 16.}, 400000, 5500000),
    ({3072: 32633, **TM, 3076: 9002, 3080: 16.}, 1640000, 16400000), ({3072: 32633, 3074: 16032}, 400000, 5500000), ({3072: 3857, 3075: 7, 3080: 0., 3081: 0., 3092: 1., 3082: 0., 3083: 0.}, 1000000, 5000000),
    ({3072: 3031, 3075: 15, 3095: 0., 3081: -71., 3092: 1., 3082: 0., 3083: 0.}, 1000000, 1000000), ({3072: 65000, 2048: 4326, 3075: 24, 3080: 10., 3076: 9001}, 1000000, 1000000),
    # A datum beside a code.
    ({3072: 27700, 2048: 4326}, 400000, 300000), ({3072: 3035, 2048: 4326}, 4400000, 3300000), ({3072: 32633, 2048: 4258}, 400000, 5500000),
]
with open(here + '/keys.csv', 'w') as f:
    for keys, x, y in KEYS:
        keys = {1024: 1, 1025: 1, **keys}; tiff(keys)
        s = gdal.Open(PATH).GetSpatialRef(); s.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        lon, lat, _ = osr.CoordinateTransformation(s, degrees()).TransformPoint(x, y)
        assert math.isfinite(lon), keys
        f.write('%s;%r;%r;%.9f;%.9f\n' % (' '.join('%d=%r' % p for p in sorted(keys.items())), x, y, lon, lat))

EXTENTS = [
    ('EPSG:6931', 9000000, 0, 0, 50), ('EPSG:6932', 9000000, 0, 0, 50), ('EPSG:6931', 5400000, 0, 0, 50), ('EPSG:6932', 9000000, 0, 0, 200),
    ('EPSG:3995', 12000000, 0, 0, 48), ('EPSG:3031', 3000000, 500000, -200000, 50), ('EPSG:3413', 2000000, 1900000, 0, 50), ('EPSG:3035', 3000000, 4321000, 3210000, 50),
    ('+proj=vandg +R_A +lon_0=0 +ellps=WGS84', 20015109.356, 0, 0, 64), ('+proj=aeqd +lat_0=90 +ellps=WGS84', 20000000, 0, 0, 50), ('+proj=aeqd +lat_0=40 +lon_0=-100 +R=6371000', 20000000, 0, 0, 50), ('+proj=laea +lat_0=10 +lon_0=-20 +R=6371000', 12700000, 0, 0, 50),
    ('+proj=moll +lon_0=0 +ellps=WGS84', 18040096, 0, 0, 50), ('+proj=robin +lon_0=150 +ellps=WGS84', 17005834, 0, 0, 60), ('+proj=igh +ellps=WGS84', 20037508, 0, 0, 60), ('+proj=wintri +lat_1=50.467 +ellps=WGS84', 16400000, 0, 0, 50), ('+proj=sinu +R=6371007.181', 20015109.354, 0, 0, 48),
    ('+proj=geos +h=35786023 +lon_0=-75 +sweep=x +ellps=GRS80', 5434895.08, 0, 0, 50), ('+proj=geos +h=35785831 +lon_0=0 +ellps=WGS84', 5570248, 0, 0, 58), ('+proj=geos +h=35785863 +lon_0=140.7 +ellps=WGS84', 5500000, 0, 0, 55),
    ('+proj=geos +h=35785831 +lon_0=9.5 +ellps=WGS84', 2500000, 3500000, 3500000, 50), ('+proj=geos +h=35786023 +lon_0=-137 +sweep=x +ellps=GRS80', 3000000, -3000000, 1000000, 50),
    ('+proj=ortho +lat_0=40 +lon_0=10 +R=6371000', 6500000, 0, 0, 50), ('+proj=ortho +lat_0=-90 +lon_0=0 +R=6371000', 6371000, 0, 0, 50), ('+proj=ortho +lat_0=0 +lon_0=175 +ellps=WGS84', 6400000, 0, 0, 50), ('+proj=nsper +lat_0=50 +lon_0=20 +h=10000000 +R=6371000', 5500000, 0, 0, 50),
]
with open(here + '/extents.csv', 'w') as f:
    for text, r, cx, cy, n in EXTENTS:
        s = osr.SpatialReference(); s.SetFromUserInput(text); s.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        p = (np.arange(n) + .5) / n * 2 * r - r
        X, Y = (a.ravel() for a in np.meshgrid(p + cx, p + cy))
        L = np.array(osr.CoordinateTransformation(s, degrees()).TransformPoints(np.c_[X, Y].tolist()))[:, :2]
        k = np.isfinite(L).all(1)
        B = np.array(osr.CoordinateTransformation(degrees(), s).TransformPoints(np.where(k[:, None], L, 0).tolist()))
        k &= np.hypot(B[:, 0] - X, B[:, 1] - Y) < 1000
        lon, lat = L[k].T
        some = sorted(set(list(range(0, len(lon), max(1, len(lon) // 40))) + [int(g(v)) for v in (lon, lat) for g in (np.argmin, np.argmax)]))
        f.write(';'.join([text] + ['%r' % v for v in (r, cx, cy, n)] + ['%.6f' % lat.min(), '%.6f' % lat.max()] + ['%.5f,%.5f' % (lon[i], lat[i]) for i in some]) + '\n')
