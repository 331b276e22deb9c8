// Lines and areas on the earth, taken for a sphere of the mean radius: lengths and areas to half a per cent.
const radius = 6_371_008.8;
const radians = Math.PI / 180;
const worldWidth = 2 * Math.PI * 6_378_137;

/** Metres between two places (haversine). */
export function distance(one, other) {
  const [up, across] = [(other.lat - one.lat) * radians, (other.lng - one.lng) * radians];
  const half = Math.sin(up / 2) ** 2 + Math.cos(one.lat * radians) * Math.cos(other.lat * radians) * Math.sin(across / 2) ** 2;
  return 2 * radius * Math.asin(Math.min(1, Math.sqrt(half)));
}

export const lengthOf = (points) => points.slice(1).reduce((sum, point, index) => sum + distance(points[index], point), 0);

/** Square metres (Chamberlain and Duquette, "Some algorithms for polygons on a sphere", 2007). */
export function areaOf(points) {
  const sum = points.reduce((total, point, index) => {
    const next = points[(index + 1) % points.length];
    return total + (next.lng - point.lng) * radians * (2 + Math.sin(point.lat * radians) + Math.sin(next.lat * radians));
  }, 0);
  return Math.abs((sum * radius * radius) / 2);
}

/** Metres of Web Mercator (EPSG:3857), in which a line on the map is straight. */
export const mercator = ({ lng, lat }) => [
  (lng / 360) * worldWidth,
  (Math.log(Math.tan(Math.PI / 4 + (Math.max(-85.06, Math.min(85.06, lat)) * radians) / 2)) / (2 * Math.PI)) * worldWidth,
];

export const fromMercator = ([x, y]) => ({
  lng: (x / worldWidth) * 360,
  lat: (2 * Math.atan(Math.exp((y / worldWidth) * 2 * Math.PI)) - Math.PI / 2) / radians,
});

/** A GeoJSON feature. @param shape { kind, points } */
export function featureOf({ kind, points }) {
  const coordinates = points.map(({ lng, lat }) => [lng, lat]);
  return {
    type: 'Feature',
    properties: {},
    geometry:
      kind === 'area' && points.length > 2
        ? { type: 'Polygon', coordinates: [[...coordinates, coordinates[0]]] }
        : { type: 'LineString', coordinates },
  };
}

/** What is in sight, as an area; cut at ±180°, where GeoJSON has no way across (RFC 7946 section 3.1.9). */
export function viewArea(map) {
  const bounds = map.getBounds();
  const [south, north] = [Math.max(bounds.getSouth(), -85), Math.min(bounds.getNorth(), 85)];
  const width = Math.min(bounds.getEast() - bounds.getWest(), 360);
  const west = ((((bounds.getWest() + 180) % 360) + 360) % 360) - 180;
  const box = (from, to) => [
    [
      [from, south],
      [to, south],
      [to, north],
      [from, north],
      [from, south],
    ],
  ];
  const parts =
    width >= 360 ? [box(-180, 180)] : west + width > 180 ? [box(west, 180), box(-180, west + width - 360)] : [box(west, west + width)];
  return { type: 'Feature', properties: {}, geometry: { type: 'MultiPolygon', coordinates: parts } };
}
