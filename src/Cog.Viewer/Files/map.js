// The map: a plain ground, a graticule, and one raster layer.
import { createFlatMap } from './flat-map.js';
import { scheme } from './cost.js';

const layer = 'raster';
const dark = matchMedia('(prefers-color-scheme: dark)');
const still = matchMedia('(prefers-reduced-motion: reduce)');

export function createMap(container) {
  const map = createFlatMap({
    container,
    style: {
      version: 8,
      sources: { graticule: { type: 'geojson', data: graticule(null) } },
      layers: [
        { id: 'ground', type: 'background' },
        { id: 'graticule', type: 'line', source: 'graticule', paint: { 'line-width': 1 } },
      ],
    },
  });

  const paint = () => {
    const ground = getComputedStyle(document.documentElement).getPropertyValue('--ground').trim();
    map.setPaintProperty('ground', 'background-color', ground);
    map.setPaintProperty('graticule', 'line-color', dark.matches ? '#232d35' : '#d9e0e4');
  };
  map.once('style.load', paint);
  dark.addEventListener('change', paint);
  map.on('moveend', () => map.getSource('graticule')?.setData(graticule(map)));
  return map;
}

/** Shows a file's tiles. @param tileJson as the server gives it @param fit whether to move there */
export function showTiles(map, tileJson, opacity, fit) {
  const tiles = [tileJson.tiles[0].replace(/^https?:\/\/[^/]+/, `${scheme}://`)];
  if (!fit && map.getSource(layer)) {
    map.getSource(layer).setTiles(tiles);
    return;
  }

  hideTiles(map);
  // From zoom 0: below the file's own smallest zoom a tile costs no more than one of that zoom.
  // A box all around the earth is that of a whole world, or of a file across 180°, whose middle and zoom say where it is.
  const [west, south, east, north] = tileJson.bounds;
  const isAround = east - west >= 360;
  map.addSource(layer, { type: 'raster', tiles, tileSize: 256, minzoom: 0, maxzoom: tileJson.maxzoom, ...(isAround ? {} : { bounds: tileJson.bounds }) });
  map.addLayer({
    id: layer,
    type: 'raster',
    source: layer,
    paint: { 'raster-opacity': opacity, 'raster-fade-duration': still.matches ? 0 : 150 },
  });
  if (isAround) {
    const [longitude, latitude, zoom] = tileJson.center;
    map.jumpTo({ center: [longitude, latitude], zoom: Math.max(0, zoom - 1) }); // The map counts zooms of tiles of 512 pixels.
  } else {
    map.fitBounds([[west, south], [east, north]], { padding: 40, animate: false });
  }
}

export function hideTiles(map) {
  if (map.getLayer(layer)) {
    map.removeLayer(layer);
    map.removeSource(layer);
  }
}

export function setOpacity(map, opacity) {
  if (map.getLayer(layer)) {
    map.setPaintProperty(layer, 'raster-opacity', opacity);
  }
}

/** Meridians and parallels, about six across what is in sight. */
function graticule(map) {
  const lines = { type: 'MultiLineString', coordinates: [] };
  if (map) {
    const bounds = map.getBounds();
    const [west, east] = [bounds.getWest(), bounds.getEast()];
    const [south, north] = [Math.max(bounds.getSouth(), -85), Math.min(bounds.getNorth(), 85)];
    const step = roundStep((east - west) / 6);
    for (let x = Math.ceil(west / step) * step; x <= east; x += step) {
      lines.coordinates.push([[x, south], [x, north]]);
    }

    for (let y = Math.ceil(south / step) * step; y <= north; y += step) {
      lines.coordinates.push([[west, y], [east, y]]);
    }
  }

  return { type: 'Feature', properties: {}, geometry: lines };
}

/** The largest of 1, 2, 5, 10, 20 … (and their tenths) that is no larger. */
function roundStep(size) {
  const power = 10 ** Math.floor(Math.log10(size));
  return power * (size >= 5 * power ? 5 : size >= 2 * power ? 2 : 1);
}
