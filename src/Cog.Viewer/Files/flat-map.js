// What the pages with a map have in common: it lies flat, north up.
import { Map, NavigationControl, ScaleControl } from './maplibre-gl.mjs';

/** @param options of MapLibre's Map, those that are the page's own */
export function createFlatMap(options) {
  const map = new Map({
    maxZoom: 24,
    maxPitch: 0,
    dragRotate: false,
    attributionControl: { compact: false, customAttribution: '<a href="https://maplibre.org/" rel="noopener">MapLibre</a>' },
    ...options,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new ScaleControl(), 'bottom-left');
  return map;
}
