#!/usr/bin/env python3
"""Makes epsg.bin, the compact CRS table, from a PROJ database (proj.db; standard library only).

  apt-get install proj-data            (Debian; any newer proj.db serves too)
  python3 extract_epsg.py /usr/share/proj/proj.db epsg.bin

epsg.bin beside this file was made from Debian's proj-data 9.9.0-1 (EPSG v13.102). No value is changed but for its unit.

All records are fixed width and sorted, so a reader binary-searches the embedded bytes and
inflates nothing. Little-endian; angles in degrees, lengths in metres, scale as a ratio.
  header   'CRS1', u16 n_sections, then per section: u32 offset, u32 count
  0 ellipsoid   f64 a, f64 1/f (0 = sphere)             1 prime meridian  f64 degrees
  2 unit        f64 factor to metre or to degree        3 value pool      f64
  4 extent      4 i16: W,S,E,N in 1/100 degree (E < W: crosses the antimeridian)
  5 method      u16 EPSG method code, u8 n, 8 u16 EPSG parameter codes
  6 conversion  u8 method, 7 u16 value index (65535 = absent), order as in the method record
  7 geographic  u16 code, u8 ellipsoid, u8 meridian, u8 unit, u16 extent, u16 h3, u8 n3, u16 h7, u8 n7
  8 projected   u16 code, u16 geographic index, u16 conversion, u16 extent, u8 unit, u8 axes
                axes: 1 = easting axis counts west, 2 = northing axis counts south, 4 = official
                order is north first, 8 = deprecated, 16 = GIS order is (south, west), not swapped
  9 helmert 3   u16 extent, u16 accuracy in cm (65535 = unknown), 3 f32 metres
 10 helmert 7   as 9, then 3 f32 rotation arc-seconds (position vector), f32 scale ppm
 11 compound    u16 code, u16 code of its horizontal part
 12 conversion code   u16 EPSG code, u16 conversion          (GeoTIFF's ProjectionGeoKey)
 13 ellipsoid code    u16 EPSG code, u16 ellipsoid           (EllipsoidGeoKey)
 14 meridian code     u16 EPSG code, u16 prime meridian      (PrimeMeridianGeoKey)
 15 unit code         u16 EPSG code, u16 unit                (linear and angular units)
Helmerts lead from the datum to WGS 84; those whose extent holds the data centre are candidates:
take the best accuracy, then the smallest extent. If none holds it, prefer one whose extent meets
the data (PROJ does not: it falls back to 'ballpark'); if the list is empty, treat the datum as WGS 84.
"""
import math, re, sqlite3, struct, sys

db = sqlite3.connect(sys.argv[1])
q = lambda sql, *a: db.execute(sql, a).fetchall()
ARCSEC = 180 / math.pi * 3600
UOM = {(a, str(c)): (t, f) for a, c, t, f in q("select auth_name, code, type, conv_factor from unit_of_measure")}

def dms(v):                                    # EPSG 9110: sign DDD.MMSSsss
    s = '%.10f' % abs(v)
    d, f = s.split('.')
    return math.copysign(int(d) + int(f[:2]) / 60 + float(f[2:4] + '.' + f[4:]) / 3600, v)

def si(v, auth, code):
    if str(code) == '9110': return dms(v)
    if str(code) in ('9102', '9122'): return v
    if str(code) == '9105': return v * 0.9
    kind, f = UOM[(auth, str(code))]
    return v * f * 180 / math.pi if kind == 'angle' else v * f

class Pool:                                    # numbers each distinct value
    def __init__(self): self.index, self.items = {}, []
    def __call__(self, v):
        if v not in self.index: self.index[v] = len(self.items); self.items.append(v)
        return self.index[v]
ell, pms, units, values, extents, methods, convs = (Pool() for _ in range(7))

def area(w, s, e, n): return ((e - w) % 360 or 360) * (n - s)
EXT = {}
for tab, auth, code, w, s, e, n in q("""select u.object_table_name, u.object_auth_name, u.object_code,
        west_lon, south_lat, east_lon, north_lat from usage u join extent x
        on x.auth_name = u.extent_auth_name and x.code = u.extent_code where west_lon is not null"""):
    k, box = (tab, auth, str(code)), (w, s, e, n)
    if k not in EXT or area(*box) > area(*EXT[k]): EXT[k] = box
def extent(tab, auth, code):
    w, s, e, n = EXT.get((tab, auth, str(code)), (-180, -90, 180, 90))
    c = lambda v, f: int(f(round(v * 100, 6)))
    return extents((c(w, math.floor), c(s, math.floor), c(e, math.ceil), c(n, math.ceil)))

# --- geodetic CRSs ---------------------------------------------------------------------
GEO, byname = {}, {}
for code, name, typ, dat, a, au, ac, rf, b, pl, pa, pc, dep in q("""select g.code, g.name, g.type, g.datum_code,
        e.semi_major_axis, e.uom_auth_name, e.uom_code, e.inv_flattening, e.semi_minor_axis,
        p.longitude, p.uom_auth_name, p.uom_code, g.deprecated
        from geodetic_crs g join geodetic_datum d on d.auth_name = g.datum_auth_name and d.code = g.datum_code
        join ellipsoid e on e.auth_name = d.ellipsoid_auth_name and e.code = d.ellipsoid_code
        join prime_meridian p on p.auth_name = d.prime_meridian_auth_name and p.code = d.prime_meridian_code
        where g.auth_name = 'EPSG'"""):
    f = UOM[(au, str(ac))][1]
    rf = 0.0 if rf is None and b in (None, a) else (rf if rf is not None else a / (a - b))
    GEO[str(code)] = dict(datum=str(dat), type=typ, ell=(a * f, rf), pm=si(pl, pa, pc), dep=dep)

SUPERSEDED = {str(r[0]) for r in q("""select superseded_code from supersession where superseded_table_name =
    'helmert_transformation' and replacement_table_name = 'helmert_transformation'
    and same_source_target_crs = 1 and superseded_auth_name = 'EPSG'""")}      # one replaced by a grid stays
R = lambda v, auth, code: (v or 0.0) * UOM[(auth, str(code))][1] if v else 0.0
STEP = {}                                      # datum -> [(target datum, params, accuracy, extent box)]
HELMERT = {}                                   # code of a transformation -> params
for (code, m, src, dst, acc, tx, ty, tz, ta, tc, rx, ry, rz, ra, rc, ds, da, dc, px, py, pz) in q("""select code,
        method_name, source_crs_code, target_crs_code, accuracy, tx, ty, tz, translation_uom_auth_name,
        translation_uom_code, rx, ry, rz, rotation_uom_auth_name, rotation_uom_code, scale_difference,
        scale_difference_uom_auth_name, scale_difference_uom_code, px, py, pz
        from helmert_transformation where auth_name = 'EPSG' and deprecated = 0
        and source_crs_auth_name = 'EPSG' and target_crs_auth_name = 'EPSG'"""):
    if str(code) in SUPERSEDED or str(src) not in GEO or str(dst) not in GEO: continue
    t = [R(tx, ta, tc), R(ty, ta, tc), R(tz, ta, tc)]
    r = [R(v, ra, rc) for v in (rx, ry, rz)]
    s = R(ds, da, dc)
    if 'Coordinate Frame' in m or '(CF' in m: r = [-v for v in r]
    if px is not None:                         # Molodensky-Badekas: fold the pivot into the translation
        x, y, z = px, py, pz
        t = [t[0] - (s * x - r[2] * y + r[1] * z), t[1] - (r[2] * x + s * y - r[0] * z),
             t[2] - (-r[1] * x + r[0] * y + s * z)]
    box = EXT.get(('helmert_transformation', 'EPSG', str(code)), (-180, -90, 180, 90))
    a, b = GEO[str(src)]['datum'], GEO[str(dst)]['datum']
    HELMERT[str(code)] = t + r + [s]
    STEP.setdefault(a, []).append((b, t + r + [s], acc, box))
    STEP.setdefault(b, []).append((a, [-v for v in t + r + [s]], acc, box))   # first-order inverse, used in chains

WGS = GEO['4326']['datum']
WGS_ALL = {WGS} | {GEO[c]['datum'] for c in ('9053', '9054', '9055', '9056', '9057', '9755', '10606') if c in GEO}
def overlap(p, o):
    w, e, s, n = max(p[0], o[0]), min(p[2], o[2]), max(p[1], o[1]), min(p[3], o[3])
    return (w, s, e, n) if w < e and s < n else (p if p[0] > p[2] else o if o[0] > o[2] else None)
def to_wgs84(datum):
    if datum in WGS_ALL: return []
    # What leads to the ensemble itself, as PROJ does: a realization of it may be a continent's drift away (GDA94: 1.8 m).
    direct = [[(p, acc, box) for b, p, acc, box in STEP.get(datum, []) if b in to] for to in ({WGS}, WGS_ALL)]
    direct = direct[0] or direct[1]
    if direct: return direct
    out = []
    for b, p, acc, box in STEP.get(datum, []):
        for c, p2, acc2, box2 in STEP.get(b, []):
            o = overlap(box, box2)
            if c == WGS and o:
                out.append(([u + v for u, v in zip(p, p2)], (acc or 0) + (acc2 or 0), o))
    return out
ROTATED = {}                                   # e.g. NTF (Paris) -> NTF; S-JTSK (Ferro), MGI (Ferro) have several
for a, b in q("select source_crs_code, target_crs_code from other_transformation where auth_name = 'EPSG' and method_code = 9601 and deprecated = 0"):
    ROTATED.setdefault(str(a), []).append(str(b))
# EPSG says of some of them which shifts follow the rotation: those alone are meant, as in PROJ.
CHAINED = {}
for code, src, acc in q("""select code, source_crs_code, accuracy from concatenated_operation
        where auth_name = 'EPSG' and target_crs_code = 4326 and deprecated = 0"""):
    steps = [str(r[0]) for r in q("""select step_code from concatenated_operation_step
        where operation_auth_name = 'EPSG' and operation_code = ? order by step_number""", code)]
    if str(src) in ROTATED and all(s in HELMERT for s in steps[1:]):
        box = EXT.get(('concatenated_operation', 'EPSG', str(code)), (-180, -90, 180, 90))
        CHAINED.setdefault(str(src), []).append(([sum(v) for v in zip(*(HELMERT[s] for s in steps[1:]))], acc, box))

h3, h7, span, geos = [], [], {}, []
def helmerts(code):
    datums = tuple(GEO[c]['datum'] for c in ROTATED.get(code, [code]))
    if code in CHAINED: datums = ('chained', code)
    if datums not in span:
        a3, a7, seen = len(h3), len(h7), set()
        for p, acc, box in CHAINED[code] if code in CHAINED else (x for d in datums for x in to_wgs84(d)):
            ext = extents(tuple(round(v * 100) for v in box))
            rec = (ext, 65535 if acc is None else min(65534, round(acc * 100)), *p[:3])
            rot = [v * ARCSEC for v in p[3:6]] + [p[6] * 1e6]
            key = (rec, tuple(rot))
            if key in seen: continue
            seen.add(key)
            (h7 if any(rot) else h3).append(rec + tuple(rot) if any(rot) else rec)
        span[datums] = (a3, len(h3) - a3, a7, len(h7) - a7)
    return span[datums]
AX = {}
for auth, cs, o, d, n, ua, uc in q("""select coordinate_system_auth_name, coordinate_system_code,
        coordinate_system_order, orientation, name, uom_auth_name, uom_code from axis"""):
    AX.setdefault((auth, str(cs)), {})[o] = (d.lower(), n.lower(), ua, uc)
for code, cs_a, cs_c in sorted(q("""select code, coordinate_system_auth_name, coordinate_system_code from geodetic_crs
        where auth_name = 'EPSG' and type like 'geographic%' and coordinate_system_code is not null"""), key=lambda r: int(r[0])):
    g = GEO.get(str(code))
    if not g or int(code) > 65535: continue
    d, n, ua, uc = AX[(cs_a, str(cs_c))][1]
    geos.append((int(code), ell(g['ell']), pms(g['pm']), units(si(1.0, ua, uc) if str(uc) not in ('9110', '9107', '9108') else 1.0),
                 extent('geodetic_crs', 'EPSG', code), *helmerts(str(code))))
geo_index = {r[0]: i for i, r in enumerate(geos)}

# --- projected CRSs --------------------------------------------------------------------
P7 = ', '.join(f'param{i}_code, param{i}_value, param{i}_uom_auth_name, param{i}_uom_code' for i in range(1, 8))
CONV, names = {}, {}
for code, method, *p in q(f"select code, method_code, {P7} from conversion_table where auth_name = 'EPSG' and method_auth_name = 'EPSG'"):
    CONV[str(code)] = (int(method), {int(p[i]): si(p[i + 1], p[i + 2], p[i + 3]) for i in range(0, 28, 4) if p[i]})
for method, par in CONV.values(): names.setdefault(method, set()).update(par)
projected, skipped = [], []
for code, cs_a, cs_c, geo, conv, dep in sorted(q("""select code, coordinate_system_auth_name, coordinate_system_code,
        geodetic_crs_code, conversion_code, deprecated from projected_crs where auth_name = 'EPSG'"""), key=lambda r: int(r[0])):
    c = CONV.get(str(conv))
    if int(code) > 65535 or not c or int(geo) not in geo_index: skipped.append(code); continue
    order = sorted(names[c[0]])[:7]
    m = methods((c[0], tuple(order)))
    cv = convs((m, *[values(c[1][k]) if k in c[1] else 65535 for k in order]))
    (d1, n1, ua, uc), (d2, n2, *_) = AX[(cs_a, str(cs_c))][1], AX[(cs_a, str(cs_c))][2]
    north_first = (d1 in ('north', 'south') and d2 in ('east', 'west')) or (
        d1[:5] in ('north', 'south') and d1 != d2 and n1.startswith('northing')) or (d1 == d2 and n1.startswith('northing'))
    both = (d1, d2)
    ax = ('west' in both) + 2 * ('south' in both and ('east' in both or 'west' in both)) + 4 * north_first + 8 * dep
    projected.append((int(code), geo_index[int(geo)], cv, extent('projected_crs', 'EPSG', code),
                      units(UOM[(ua, str(uc))][1]), ax + 16 * (both == ('south', 'west'))))

# --- codes of parts, for files that name those alone ---------------------------------------
compound = []
geo_or_projected = {r[0] for r in geos} | {r[0] for r in projected}
for code, ha, hc in sorted(q("""select code, horiz_crs_auth_name, horiz_crs_code from compound_crs
        where auth_name = 'EPSG'"""), key=lambda r: int(r[0])):
    if ha == 'EPSG' and int(code) < 65536 and int(hc) in geo_or_projected: compound.append((int(code), int(hc)))
conversion_codes = []
for code in sorted(CONV, key=int):
    m, par = CONV[code]
    order = tuple(sorted(names[m])[:7])
    if int(code) < 65536 and (m, order) in methods.index:
        conversion_codes.append((int(code), convs((methods((m, order)), *[values(par[k]) if k in par else 65535 for k in order]))))
ellipsoid_codes = []
for code, a, ua, uc, rf, b in sorted(q("""select code, semi_major_axis, uom_auth_name, uom_code, inv_flattening, semi_minor_axis
        from ellipsoid where auth_name = 'EPSG'"""), key=lambda r: int(r[0])):
    rf = 0.0 if rf is None and b in (None, a) else (rf if rf is not None else a / (a - b))
    ellipsoid_codes.append((int(code), ell((a * UOM[(ua, str(uc))][1], rf))))
meridian_codes = [(int(c), pms(si(v, ua, uc))) for c, v, ua, uc in sorted(q(
    "select code, longitude, uom_auth_name, uom_code from prime_meridian where auth_name = 'EPSG'"), key=lambda r: int(r[0]))]
unit_codes = [(int(c), units(si(1.0, 'EPSG', c))) for c, t, f in sorted(q(
    "select code, type, conv_factor from unit_of_measure where auth_name = 'EPSG' and type in ('length', 'angle') and conv_factor > 0"),
    key=lambda r: int(r[0])) if int(c) not in (9107, 9108, 9110)]

sections = [('<dd', ell.items), ('<d', [(v,) for v in pms.items]), ('<d', [(v,) for v in units.items]),
            ('<d', [(v,) for v in values.items]), ('<4h', extents.items),
            ('<HB8H', [(m, len(p), *p, *[0] * (8 - len(p))) for m, p in methods.items]),
            ('<B7H', [tuple(c) + (65535,) * (8 - len(c)) for c in convs.items]),
            ('<HBBBHHBHB', geos), ('<HHHHBB', projected), ('<HH3f', h3), ('<HH7f', h7),
            *[('<HH', codes) for codes in (compound, conversion_codes, ellipsoid_codes, meridian_codes, unit_codes)]]
body = [b''.join(struct.pack(f, *r) for r in rows) for f, rows in sections]
head, at = b'CRS1' + struct.pack('<H', len(sections)), 6 + 8 * len(sections)
for b, (f, rows) in zip(body, sections):
    head += struct.pack('<II', at, len(rows)); at += len(b)
open(sys.argv[2], 'wb').write(head + b''.join(body))
title = ('ellipsoid meridian unit value extent method conversion geographic projected helmert3 helmert7 '
         'compound conversion-code ellipsoid-code meridian-code unit-code').split()
print('EPSG', dict(q("select key, value from metadata where key like 'EPSG%'")), 'bytes', at, 'skipped', len(skipped), skipped[:20])
for t, b, (f, rows) in zip(title, body, sections): print(f'{t:11s} {len(rows):6d} records {len(b):7d} bytes')
