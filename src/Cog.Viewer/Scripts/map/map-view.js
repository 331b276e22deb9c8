// One map and what is drawn on it: a layer, the outline of its file, blocks, pins, a line or an area.
import { createFlatMap } from './flat-map.js';
import { groundStyle, tendGround } from './ground.js';
import { pinImage } from './pins.js';

const still = matchMedia('(prefers-reduced-motion: reduce)');
const dark = matchMedia('(prefers-color-scheme: dark)');
const empty = { type: 'FeatureCollection', features: [] };

export class MapView {
  constructor(container, { basemap, isBare = false, view = null } = {}) {
    this.map = createFlatMap(
      {
        container,
        style: groundStyle(basemap),
        ...(view ? { center: [view.lng, view.lat], zoom: view.zoom } : {}),
      },
      isBare,
    );
    tendGround(this.map);
    this.isReady = false;
    this.ready = this.map.once('load').then(() => {
      this.#addOverlays();
      this.isReady = true;
    });
  }

  /** Shows a dataset's tiles. @param tileJson as the server gives it, with the scheme that counts tiles */
  showTiles(tileJson, opacity) {
    const { map } = this;
    const bounds = tileJson.bounds;
    const same = JSON.stringify([bounds, tileJson.maxzoom, tileJson.attribution]);
    if (map.getSource('raster') && this.shown === same) {
      map.getSource('raster').setTiles(tileJson.tiles);
      this.setOpacity(opacity);
      return;
    }

    this.hideTiles();
    this.shown = same;
    // From zoom 0: below the file's own smallest zoom a tile costs no more than one of that zoom.
    map.addSource('raster', {
      type: 'raster',
      tiles: tileJson.tiles,
      tileSize: 256,
      minzoom: 0,
      maxzoom: tileJson.maxzoom,
      ...(isAround(bounds) ? {} : { bounds }),
      ...(tileJson.attribution ? { attribution: tileJson.attribution } : {}),
    });
    map.addLayer(
      {
        id: 'raster',
        type: 'raster',
        source: 'raster',
        paint: {
          'raster-opacity': opacity,
          'raster-fade-duration': still.matches ? 0 : 150,
          // Beyond the file's own resolution its pixels are seen as what they are.
          'raster-resampling': ['step', ['zoom'], 'linear', tileJson.maxzoom, 'nearest'],
        },
      },
      'outline',
    );
  }

  hideTiles() {
    this.shown = null;
    if (this.isReady && this.map.getLayer('raster')) {
      this.map.removeLayer('raster');
      this.map.removeSource('raster');
    }
  }

  setOpacity(opacity) {
    if (this.isReady && this.map.getLayer('raster')) {
      this.map.setPaintProperty('raster', 'raster-opacity', opacity);
    }
  }

  /** Moves to where a dataset is. @param box its own, where that is known better than TileJSON can say it */
  fit(tileJson, box = tileJson.bounds) {
    const [west, south, east, north] = box;
    if (east - west >= 360) {
      const [longitude, latitude, zoom] = tileJson.center;
      this.map.jumpTo({ center: [longitude, latitude], zoom: Math.max(0, zoom - 1) }); // The map counts zooms of tiles of 512 pixels.
    } else {
      const { clientWidth: width, clientHeight: height } = this.map.getContainer();
      this.map.fitBounds(
        [
          [west, south],
          [east, north],
        ],
        { padding: Math.min(56, width / 8, height / 8), animate: false },
      );
    }
  }

  /** @param feature GeoJSON, or null for none */
  setOutline(feature) {
    this.#set('outline', feature);
  }

  setBlocks(features) {
    this.#set('blocks', features);
  }

  setMarks(features) {
    if (!this.isReady) {
      return;
    }

    const colour = getComputedStyle(document.documentElement).getPropertyValue('--mark').trim();
    features.features
      .filter(({ properties }) => properties.pin && !this.map.hasImage(`pin-${properties.pin}`))
      .forEach(({ properties: { pin } }) => {
        this.map.addImage(`pin-${pin}`, pinImage(pin, colour), { pixelRatio: 2 });
      });
    this.#set('marks', features);
  }

  #set(source, data) {
    if (this.isReady) {
      this.map.getSource(source).setData(data ?? empty);
    }
  }

  #addOverlays() {
    const { map } = this;
    ['outline', 'blocks', 'marks'].forEach((id) => map.addSource(id, { type: 'geojson', data: empty }));
    const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    // A small file on a large map is found by its outline.
    map.addLayer({
      id: 'outline',
      type: 'line',
      source: 'outline',
      paint: { 'line-width': 1.5, 'line-opacity': ['interpolate', ['linear'], ['zoom'], 8, 0.9, 11, 0.35] },
    });
    map.addLayer({ id: 'blocks-read', type: 'fill', source: 'blocks', paint: { 'fill-opacity': ['get', 'heat'] } });
    map.addLayer({
      id: 'blocks',
      type: 'line',
      source: 'blocks',
      paint: { 'line-width': ['case', ['>', ['get', 'heat'], 0], 1.75, 0.75] },
    });
    map.addLayer({
      id: 'area',
      type: 'fill',
      source: 'marks',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-opacity': 0.12 },
    });
    map.addLayer({
      id: 'line-halo',
      type: 'line',
      source: 'marks',
      filter: ['!=', ['geometry-type'], 'Point'],
      paint: { 'line-width': 4.5, 'line-color': '#ffffff', 'line-opacity': 0.85 },
    });
    map.addLayer({ id: 'line', type: 'line', source: 'marks', filter: ['!=', ['geometry-type'], 'Point'], paint: { 'line-width': 2.25 } });
    map.addLayer({
      id: 'marks',
      type: 'circle',
      source: 'marks',
      filter: ['has', 'dot'],
      paint: { 'circle-radius': 4.5, 'circle-color': '#ffffff', 'circle-stroke-width': 2 },
    });
    map.addLayer({
      id: 'pins',
      type: 'symbol',
      source: 'marks',
      filter: ['has', 'pin'],
      layout: { 'icon-image': ['concat', 'pin-', ['get', 'pin']], 'icon-anchor': 'bottom', 'icon-allow-overlap': true },
    });
    const paint = () => {
      map.setPaintProperty('outline', 'line-color', colour('--ink'));
      map.setPaintProperty('blocks', 'line-color', colour('--block-line'));
      map.setPaintProperty('blocks-read', 'fill-color', colour('--read'));
      ['line', 'area'].forEach((id) => map.setPaintProperty(id, `${id === 'area' ? 'fill' : 'line'}-color`, colour('--mark')));
      map.setPaintProperty('marks', 'circle-stroke-color', colour('--mark'));
    };
    paint();
    dark.addEventListener('change', paint);
    map.once('remove', () => dark.removeEventListener('change', paint));
  }
}

export const isAround = ([west, , east]) => east - west >= 360;
