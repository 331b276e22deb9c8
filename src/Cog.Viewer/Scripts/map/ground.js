// What lies below a layer: a plain ground, the land of the world where the map is small, meridians and parallels.
import { graticule } from './graticule.js';
import { land } from './land.js';

const dark = matchMedia('(prefers-color-scheme: dark)');
const empty = { type: 'FeatureCollection', features: [] };

// Coastlines at 1 : 110 million would be wrong by kilometres on a large map: they fade.
const faded = (opacity) => ['interpolate', ['linear'], ['zoom'], 5, opacity, 8, 0];

/** @param basemap { tiles, attribution }: tiles of the deployment's choice; null for none */
export const groundStyle = (basemap) => ({
  version: 8,
  sources: {
    land: { type: 'geojson', data: empty },
    graticule: { type: 'geojson', data: empty },
    ...(basemap ? { basemap: { type: 'raster', tiles: [basemap.tiles], tileSize: 256, attribution: basemap.attribution } } : {}),
  },
  layers: [
    { id: 'ground', type: 'background' },
    { id: 'land', type: 'fill', source: 'land', paint: { 'fill-opacity': faded(1), 'fill-antialias': false } },
    { id: 'coast', type: 'line', source: 'land', paint: { 'line-opacity': faded(1), 'line-width': 0.75 } },
    ...(basemap ? [{ id: 'basemap', type: 'raster', source: 'basemap' }] : []),
    { id: 'graticule', type: 'line', source: 'graticule', paint: { 'line-width': 1 } },
  ],
});

/** Colours follow the page's; lines follow the view. */
export function tendGround(map) {
  const paint = () => {
    const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    map.setPaintProperty('ground', 'background-color', colour('--ground'));
    map.setPaintProperty('land', 'fill-color', colour('--land'));
    map.setPaintProperty('coast', 'line-color', colour('--coast'));
    map.setPaintProperty('graticule', 'line-color', colour('--graticule'));
  };
  const lines = () => map.getSource('graticule')?.setData(graticule(map).feature);
  map.once('style.load', () => {
    paint();
    lines();
    land().then((feature) => map.getSource('land')?.setData(feature));
  });
  dark.addEventListener('change', paint);
  map.once('remove', () => dark.removeEventListener('change', paint));
  map.on('moveend', lines);
}
