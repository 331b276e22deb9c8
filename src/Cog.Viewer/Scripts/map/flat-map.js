// What the pages with a map have in common: it lies flat, north up.
import { Map, NavigationControl, ScaleControl } from './maplibre-gl.mjs';

/** @param options of MapLibre's Map, those that are the page's own @param isBare without controls */
export function createFlatMap(options, isBare = false) {
  const map = new Map({
    maxZoom: 24,
    maxPitch: 0,
    dragRotate: false,
    pitchWithRotate: false,
    attributionControl: isBare
      ? false
      : { compact: false, customAttribution: '<a href="https://maplibre.org/" rel="noopener">MapLibre</a>' },
    ...options,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  if (!isBare) {
    map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    map.addControl(new ScaleControl(), 'bottom-left');
  }

  return map;
}
