// The page of WebMercatorQuad: MapLibre and one raster layer.
import { createFlatMap } from './map/flat-map.js';
import { page, setState, showError, showValues, tileJson } from './pages/page.js';

const [west, south, east, north] = tileJson.bounds;
const isAround = east - west >= 360; // A whole world, or a file across 180°, whose middle and zoom say where it is.
const dark = matchMedia('(prefers-color-scheme: dark)');
const ground = () => getComputedStyle(document.documentElement).getPropertyValue('--ground').trim();

const map = createFlatMap({
  container: 'map',
  style: {
    version: 8,
    sources: {
      raster: {
        type: 'raster',
        tiles: tileJson.tiles,
        tileSize: 256, // What a tile of this set covers, whatever number of pixels it is asked for.
        minzoom: page.minZoom,
        maxzoom: tileJson.maxzoom,
        ...(isAround ? {} : { bounds: tileJson.bounds }),
        ...(tileJson.attribution ? { attribution: tileJson.attribution } : {}),
      },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': ground() } },
      { id: 'raster', type: 'raster', source: 'raster', paint: { 'raster-fade-duration': 0 } },
    ],
  },
  // MapLibre counts zooms of tiles of 512 pixels.
  ...(isAround
    ? { center: tileJson.center.slice(0, 2), zoom: Math.max(0, tileJson.center[2] - 1) }
    : { bounds: [[west, south], [east, north]], fitBoundsOptions: { padding: 30 } }),
});

dark.addEventListener('change', () => map.setPaintProperty('ground', 'background-color', ground()));
map.on('click', ({ lngLat }) => showValues(lngLat.wrap().lng, lngLat.lat));
map.on('movestart', () => setState('loading'));
map.on('idle', () => {
  if (document.getElementById('error').hidden) {
    setState('idle');
  }
});
// Outside the file a tile is a 404: nothing to show, and no fault.
map.on('error', ({ error }) => {
  if (error.status !== 404) {
    showError(error.message);
  }
});
window.cogMap = map;
