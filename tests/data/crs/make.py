#!/usr/bin/env python3
"""Makes user.json and projections.csv with GDAL's Python bindings (Debian 12: GDAL 3.6.2, PROJ 9.1.1).

  /usr/bin/python3 make.py DEV_JSON     (the file that points.csv came from: only its "user" part is read)

user.json: for each user-defined CRS of points.csv its PROJ string, the GeoKeys of DEV_JSON (or null),
the GeoKeys that GDAL writes for it, and its WKT as GDAL and as Esri write it (Esri's cannot tell sweep x from y: null).
projections.csv: PROJ string; longitude, latitude (on its own ellipsoid), x, y. Empty x: outside the domain.
esri.csv: the same for Esri's codes. gdal-texts.csv: the same for well-known text 1 of GDAL's; derived-texts.csv: for rotated poles. esri-texts.csv: the same for well-known text as GDAL writes it for Esri and reads it again.
"""
import csv, json, os, struct, sys, tempfile
from osgeo import gdal, osr
gdal.UseExceptions(); osr.UseExceptions()
TEMPORARY = os.path.join(tempfile.mkdtemp(), 'user.tif')
here = os.path.dirname(os.path.abspath(__file__))

def geokeys(path):
    b = open(path, 'rb').read()
    off = struct.unpack('<I', b[4:8])[0]
    tags = {}
    for i in range(struct.unpack('<H', b[off:off + 2])[0]):
        t, ty, c, v = struct.unpack('<HHII', b[off + 2 + 12 * i:off + 14 + 12 * i])
        if t in (34735, 34736, 34737):
            size = {2: 1, 3: 2, 12: 8}[ty] * c
            d = b[v:v + size] if size > 4 else b[off + 10 + 12 * i:][:size]
            tags[t] = d if ty == 2 else struct.unpack('<%d%s' % (c, {3: 'H', 12: 'd'}[ty]), d)
    k, out = tags[34735], {}
    for i in range(4, len(k), 4):
        key, loc, n, v = k[i:i + 4]
        out[key] = v if loc == 0 else tags[34736][v] if loc == 34736 else tags[34737][v:v + n].decode('latin1')
    return out

def srs(text):
    s = osr.SpatialReference(); s.SetFromUserInput(text)
    s.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return s

users = {}
for name, u in json.load(open(sys.argv[1]))['user'].items():
    s = srs(u['proj'])
    ds = gdal.GetDriverByName('GTiff').Create(TEMPORARY, 4, 4); ds.SetProjection(s.ExportToWkt()); ds.SetGeoTransform([0, 1, 0, 0, 0, -1]); ds = None
    e = s.Clone(); e.MorphToESRI()
    users[name] = dict(proj=u['proj'], geokeys=u['geokeys'], gdalkeys=geokeys(TEMPORARY), wkt=s.ExportToWkt(),
                       esri=None if 'sweep=x' in u['proj'] else e.ExportToWkt())
json.dump(users, open(here + '/user.json', 'w'), indent=1)

GRS = ' +ellps=GRS80'
NEAR = [(1.5, 2), (-7, 5.5), (3, -9), (0, 0)]
WORLD = [(0, 0), (10, 50), (-100, 40), (150, -35), (-179.9, 70), (179.9, -85), (37, 89.5), (5, -0.001)]
CASES = [
    ('+proj=sinu +lon_0=20 +ellps=WGS84', WORLD), ('+proj=sinu +R=6371007.181', WORLD), ('+proj=moll +lon_0=150 +ellps=WGS84', WORLD),
    ('+proj=robin +ellps=WGS84', WORLD), ('+proj=robin +lon_0=-60 +R=6371000', WORLD), ('+proj=eck4 +lon_0=11 +ellps=WGS84', WORLD),
    ('+proj=eck6 +R=6378137', WORLD), ('+proj=natearth +ellps=WGS84', WORLD), ('+proj=eqearth +lon_0=150 +ellps=WGS84', WORLD),
    ('+proj=mill +lon_0=10 +R=6371000', WORLD), ('+proj=gall +R=6371000', WORLD), ('+proj=vandg +lon_0=20 +R=6371000', WORLD[:-1]),
    ('+proj=cea +lat_ts=30 +ellps=WGS84', WORLD), ('+proj=eqc +lat_ts=45 +lat_0=10 +ellps=WGS84', WORLD), ('+proj=merc +lat_ts=56 +ellps=krass', WORLD[:6]),
    ('+proj=geos +lon_0=9.5 +h=35785831 +sweep=y +ellps=GRS80', WORLD + [(60, 40), (9.5, -60)]),
    ('+proj=geos +lon_0=-75 +h=35786023 +sweep=x +ellps=GRS80', WORLD + [(-75, 60), (-120, 20)]),
    ('+proj=gnom +lat_0=20 +lon_0=70 +R=6378137', WORLD + [(69, -7), (106, 19)]), ('+proj=gnom +lat_0=90 +lon_0=5 +R=6371000', WORLD),
    ('+proj=ortho +lat_0=40 +lon_0=10 +ellps=WGS84', WORLD), ('+proj=ortho +lat_0=-90 +lon_0=0 +R=6371000', WORLD), ('+proj=ortho +lat_0=0 +lon_0=-90 +ellps=WGS84', WORLD),
    ('+proj=eqdc +lat_1=43 +lat_2=62 +lat_0=30 +lon_0=10 +ellps=intl', WORLD), ('+proj=eqdc +lat_1=-20 +lat_2=-40 +lat_0=-30 +lon_0=130 +ellps=GRS80', WORLD),
    ('+proj=bonne +lat_1=45 +lon_0=3 +ellps=WGS84', WORLD), ('+proj=bonne +lat_1=-30 +lon_0=140 +ellps=WGS84', WORLD),
    ('+proj=aeqd +lat_0=-33 +lon_0=151 +ellps=GRS80', WORLD + [(-29.1, 33.05), (-28.9, 32.9), (-29, 30), (-29, 33)]), ('+proj=aeqd +lat_0=90 +lon_0=15 +ellps=WGS84', WORLD),
    ('+proj=aeqd +lat_0=-90 +lon_0=15 +ellps=WGS84', WORLD), ('+proj=aeqd +lat_0=0 +lon_0=0 +ellps=WGS84', WORLD + [(90, 0), (179.5, 0.1), (-60, 0), (180, 0.1)]), ('+proj=aeqd +lat_0=30 +lon_0=10 +R=6371000', WORLD),
    ('+proj=aeqd +lat_0=13.4724663527778 +lon_0=144.748750705556 +guam +ellps=clrk66', None),
    ('+proj=laea +lat_0=0 +lon_0=20 +ellps=WGS84', WORLD), ('+proj=laea +lat_0=-90 +lon_0=20 +ellps=WGS84', WORLD), ('+proj=laea +lat_0=90 +ellps=WGS84', WORLD), ('+proj=laea +lat_0=45 +lon_0=-100 +R=6370997', WORLD),
    ('+proj=stere +lat_0=52 +lon_0=19 +k=0.9995 +ellps=krass', WORLD), ('+proj=stere +lat_0=0 +lon_0=0 +ellps=WGS84', WORLD), ('+proj=stere +lat_0=40 +lon_0=-100 +R=6371000', WORLD),
    ('+proj=stere +lat_0=-90 +lat_ts=-71 +lon_0=45 +ellps=WGS84', [p for p in WORLD if p[1] < 60]), ('+proj=stere +lat_0=90 +k=0.994 +x_0=2000000 +ellps=WGS84', [p for p in WORLD if p[1] > -60]),
    ('+proj=sterea +lat_0=52.15616055555556 +lon_0=5.387638888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel', WORLD),
    ('+proj=somerc +lat_0=46.9524055555556 +lon_0=7.43958333333333 +k=1 +x_0=600000 +y_0=200000 +ellps=bessel', [(5.9, 46), (10.5, 47.8), (7.4, 46.95), (-20, 10)]),
    ('+proj=omerc +lat_0=4 +lonc=102.25 +alpha=323.025796466667 +gamma=323.130102361111 +k=0.99984 +x_0=804671 +no_uoff +ellps=GRS80', [(100, 2), (104, 7), (102.25, 4), (90, -10)]),
    ('+proj=omerc +lat_0=4 +lonc=115 +alpha=53.3158204722222 +gamma=53.1301023611111 +k=0.99984 +ellps=evrst30', [(109, 1), (119, 7), (115, 4)]),
    ('+proj=labrd +lat_0=-18.9 +lon_0=46.4372291666667 +azi=18.9 +k=0.9995 +x_0=400000 +y_0=800000 +ellps=intl', [(44, -25), (50, -13), (47, -19)]),
    ('+proj=nzmg +lat_0=-41 +lon_0=173 +x_0=2510000 +y_0=6023150 +ellps=intl', [(173, -41), (168, -46.5), (178.3, -37.6), (172.5, -34.5)]),
    ('+proj=cass +lat_0=10.44166666666667 +lon_0=-61.33333333333334 +ellps=clrk66', [(-62, 10), (-60.5, 11), (-57, 13)]),
    ('+proj=poly +lat_0=0 +lon_0=-54 +ellps=GRS80', [(-74, -10), (-35, 5), (-54, -33), (-50, 0), (-20, 60), (-54, 0)]),
    ('+proj=krovak +ellps=bessel', [(12.1, 50.2), (22, 48.5), (16.8, 50.2)]),
    ('+proj=aea +lat_0=50 +lon_0=-154 +lat_1=55 +lat_2=65 +ellps=GRS80', [(179, 52), (-179, 52), (-150, 71), (-154, 89.99)]), ('+proj=aea +lat_0=-32 +lon_0=-60 +lat_1=-5 +lat_2=-42 +ellps=aust_SA', WORLD),
    ('+proj=lcc +lat_0=50 +lon_0=-107 +lat_1=50 +lat_2=50 +R=6371200', WORLD), ('+proj=lcc +lat_0=-37 +lon_0=145 +lat_1=-36 +lat_2=-38 +x_0=2500000 +y_0=2500000 +ellps=GRS80', [p for p in WORLD if p[1] < 80]),
    ('+proj=tmerc +lat_0=0 +lon_0=-177 +k=1 +x_0=500000 +ellps=GRS80', [(-177.5, 30), (179, 10), (-175, 80), (-150, 0)]),
    ('+proj=ob_tran +o_proj=longlat +o_lon_p=0 +o_lat_p=39.25 +lon_0=18 +R=6371229', WORLD),
    ('+proj=ob_tran +o_proj=longlat +o_lon_p=-162 +o_lat_p=32.5 +lon_0=10 +R=6371229', WORLD),
]
WIDE = WORLD[:6] + [(5, -0.001), (-60, 65), (-20, 65), (-35, -45), (100, 45), (-110, -41), (80, -20)]
CASES += [(text, WIDE) for text in (
    '+proj=wintri +lat_1=50.467 +lon_0=10 +ellps=WGS84', '+proj=wintri +lat_1=0 +R=6371000', '+proj=aitoff +lon_0=-30 +ellps=WGS84', '+proj=aitoff +R=6371000',
    '+proj=hammer +lon_0=20 +ellps=WGS84', '+proj=hammer +R=6371000', '+proj=wag4 +lon_0=5 +ellps=WGS84', '+proj=wag5 +lon_0=-5 +ellps=WGS84', '+proj=wag7 +lon_0=12 +R=6371007',
    '+proj=goode +lon_0=10 +ellps=WGS84', '+proj=goode +R=6370997', '+proj=igh +ellps=WGS84', '+proj=igh +lon_0=20 +x_0=1000000 +y_0=-500000 +R=6371000', '+proj=igh_o +lon_0=-160 +ellps=WGS84', '+proj=igh_o +R=6371000',
    '+proj=natearth2 +lon_0=11 +ellps=WGS84', '+proj=patterson +lon_0=-90 +ellps=WGS84', '+proj=comill +lon_0=150 +ellps=WGS84', '+proj=eck1 +lon_0=7 +ellps=WGS84', '+proj=eck2 +lon_0=7 +ellps=WGS84',
    '+proj=eck3 +lon_0=7 +ellps=WGS84', '+proj=eck5 +lon_0=7 +ellps=WGS84', '+proj=wink1 +lat_ts=40 +ellps=WGS84', '+proj=wink2 +lat_1=40 +lon_0=3 +ellps=WGS84', '+proj=qua_aut +lon_0=3 +ellps=WGS84',
    '+proj=loxim +lat_1=30 +lon_0=3 +ellps=WGS84', '+proj=mbtfpq +lon_0=3 +ellps=WGS84', '+proj=crast +lon_0=3 +ellps=WGS84', '+proj=times +lon_0=3 +ellps=WGS84',
    '+proj=tpeqd +lat_1=10 +lon_1=-20 +lat_2=50 +lon_2=70 +R=6371000', '+proj=nsper +lat_0=40 +lon_0=-100 +h=5000000 +ellps=WGS84',
    '+proj=ob_tran +o_proj=longlat +o_lon_p=-180 +o_lat_p=43 +lon_0=-10 +R=6371229')]
NEW = [11, 13, 14, 15, 18, 19, 22, 23, 31, 42, 43, 45, 46, 48, 49, 74, 75, 76, 78, 79, 80]
ESRI = [base + n for base in (54000, 53000) for n in NEW] + [54052, 54053, 54001, 54002, 54003, 54004, 54008, 54009, 54010, 54012, 54016, 54017, 54021, 54024, 54026, 54027, 54029, 54030, 54032, 54034, 54035, 54036, 54037, 54077,
        53001, 53002, 53003, 53004, 53008, 53009, 53010, 53012, 53016, 53017, 53021, 53024, 53026, 53027, 53029, 53030, 53032, 53034, 53035, 53036, 53037, 53077]

def write(name, cases):
    with open(here + '/' + name, 'w', newline='') as f:
        out = csv.writer(f, lineterminator='\n', delimiter=';')
        for text, points in cases:
            try: s = srs(text)
            except RuntimeError as e: print('not in this GDAL:', text, e); continue
            g = s.CloneGeogCS() if 'ob_tran' not in text else srs('+proj=longlat +R=6371229')
            g.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
            t = osr.CoordinateTransformation(g, s)
            for lon, lat in points or [(144.8, 13.5), (144.6, 13.2), (144.95, 13.65)]:
                try:
                    x, y, _ = t.TransformPoint(lon, lat)
                    if not (abs(x) < 1e12 and abs(y) < 1e12): x = y = ''
                except RuntimeError: x = y = ''
                out.writerow([text, lon, lat, repr(x) if x != '' else '', repr(y) if y != '' else ''])
write('projections.csv', CASES)
write('esri.csv', [('ESRI:%d' % c, [(-90, 40), (100, -30), (10, 60)] + ([(-35, 65), (-120, -50), (170, 80)] if c % 1000 in NEW + [52, 53] else [])) for c in ESRI])

# One parallel, a pole's, a rotated grid's and a satellite's parameters have names of Esri's own.
CODES = [('EPSG:3375', [(101, 3), (103, 5)]), ('EPSG:29873', [(110, 2), (118, 6)]), ('EPSG:6244', [(-70.7, 7.1)]), ('EPSG:5514', [(14, 50), (17, 49)]), ('EPSG:31370', [(4, 51)]),
         ('EPSG:28992', [(5, 52)]), ('EPSG:21781', [(8, 47)]), ('EPSG:2193', [(173, -41)]), ('EPSG:3031', [(30, -75)]), ('EPSG:3413', [(-40, 75)]), ('EPSG:32661', [(10, 85)]), ('EPSG:3832', [(170, 10)]),
         ('EPSG:2154', [(3, 46)]), ('EPSG:3857', [(3, 46)]), ('EPSG:6933', [(3, 46)]), ('EPSG:27200', [(173, -41)]), ('EPSG:3035', [(10, 52)]), ('EPSG:8857', [(10, 52)])]
def texts(name, form, cases):
  with open(here + '/' + name, 'w', newline='') as f:
    for text, points in cases:
        try: esri = srs(text).ExportToWkt(['FORMAT=' + form]); s = srs(esri)
        except RuntimeError as e: print('not for Esri:', text, e); continue
        if ';' in esri or 'sweep=x' in text: continue
        g = s.CloneGeogCS(); g.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        t = osr.CoordinateTransformation(g, s)
        for lon, lat in points or []:
            try: x, y, _ = t.TransformPoint(lon, lat)
            except RuntimeError: continue
            if abs(x) < 1e12 and abs(y) < 1e12: f.write('%s;%r;%r;%r;%r\n' % (esri, lon, lat, x, y))
texts('esri-texts.csv', 'WKT1_ESRI', CODES + CASES + [('ESRI:%d' % c, [(-90, 40), (100, -30)]) for c in (54053, 54023, 54031, 54049)])
texts('gdal-texts.csv', 'WKT1_GDAL', [(text, points[:3] + points[-2:]) for text, points in CASES[-32:]])

# A rotated pole has well-known text 2 alone, in three conventions.
def derived(method, *parameters):
    return ('GEOGCRS["r",BASEGEOGCRS["b",DATUM["d",ELLIPSOID["e",6371229,0,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]]],DERIVINGCONVERSION["c",METHOD["%s"],%s],'
            'CS[ellipsoidal,2],AXIS["longitude",east,ORDER[1],ANGLEUNIT["degree",0.0174532925199433]],AXIS["latitude",north,ORDER[2],ANGLEUNIT["degree",0.0174532925199433]]]'
            % (method, ','.join('PARAMETER["%s",%s,ANGLEUNIT["degree",0.0174532925199433]]' % p for p in parameters)))
with open(here + '/derived-texts.csv', 'w') as f:
    for text in (derived('PROJ ob_tran o_proj=longlat', ('o_lon_p', -162), ('o_lat_p', 39.25), ('lon_0', 18)),
                 derived('Pole rotation (netCDF CF convention)', ('Grid north pole latitude (netCDF CF convention)', 39.25), ('Grid north pole longitude (netCDF CF convention)', -162), ('North pole grid longitude (netCDF CF convention)', 10)),
                 derived('Pole rotation (GRIB convention)', ('Latitude of the southern pole (GRIB convention)', -39.25), ('Longitude of the southern pole (GRIB convention)', 18), ('Axis rotation (GRIB convention)', 5))):
        g = srs('+proj=longlat +R=6371229'); t = osr.CoordinateTransformation(g, srs(text))
        for lon, lat in [(10, 50), (-100, 40), (150, -35)]:
            x, y, _ = t.TransformPoint(lon, lat); f.write('%s;%r;%r;%r;%r\n' % (text, lon, lat, x, y))
