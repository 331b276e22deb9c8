// Addresses to copy: of this view, of the tiles, and of what other programs take. And the comparison.
import { activate, app, change, current, layer, onShown } from '../viewer/app.js';
import { pathOf } from '../viewer/dataset.js';
import { $, make } from '../viewer/dom.js';
import { address } from '../viewer/server.js';
import { isAround } from '../map/map-view.js';

export function startShare() {
  onShown(show);
  $('compare').addEventListener('click', () => {
    const [left, right] = current().layers;
    change({ layers: [left, right ? null : { ...layer() }] });
    activate(right ? 0 : 1);
  });
  $('sides').addEventListener('change', ({ target }) => activate(Number(target.value)));
}

/** After each move as well: the address holds the view. */
export function showLink() {
  const link = $('copy-link');
  if (link) {
    link.value = location.href;
  }
}

function show({ tileJson, style, parameters, isBusy }) {
  const isCompared = Boolean(current().layers[1]);
  $('sides').hidden = !isCompared;
  [...$('sides').querySelectorAll('input')].forEach((radio) => {
    radio.checked = Number(radio.value) === app.active;
  });
  $('compare').textContent = isCompared ? 'Stop comparing' : 'Compare with a second layer';
  if (isBusy) {
    return;
  }

  const fields = [['copy-link', 'This view', location.href]];
  if (tileJson) {
    const own = [...parameters];
    fields.push(
      ['copy-tiles', 'Tiles', tileJson.tiles[0]],
      ['copy-tilejson', 'TileJSON', address(pathOf(style, 'WebMercatorQuad/tilejson.json'), own)],
      ['copy-wmts', 'WMTS, for QGIS and ArcGIS', address(pathOf(style, 'WMTSCapabilities.xml'), own)],
      [
        'copy-maplibre',
        'MapLibre style',
        JSON.stringify(styleSheet(tileJson, address(pathOf(style, 'WebMercatorQuad/tilejson.json'), own)), null, 2),
      ],
    );
  }

  $('addresses').replaceChildren(...fields.map(([id, text, content]) => fieldOf(id, text, content)));
}

function fieldOf(id, text, content) {
  const isLong = content.includes('\n');
  const field = make(isLong ? 'textarea' : 'input', { id, readOnly: true, value: content, ...(isLong ? { rows: 8 } : { type: 'text' }) });
  field.setAttribute('spellcheck', 'false');
  field.addEventListener('focus', () => field.select());
  const button = make('button', { type: 'button', textContent: 'Copy', 'aria-label': `Copy: ${text}` });
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = 'Copied';
    } catch {
      field.select(); // Not allowed, or no secure connection: the keys of the system copy what is selected.
      button.textContent = 'Selected';
    }

    setTimeout(() => {
      button.textContent = 'Copy';
    }, 1500);
  });
  return make(
    'div',
    { className: 'copy' },
    make('label', { for: id, textContent: text }),
    make('div', { className: 'row' }, field, button),
  );
}

/** A style of MapLibre GL and Mapbox GL with this one layer. */
function styleSheet(tileJson, url) {
  return {
    version: 8,
    ...(isAround(tileJson.bounds)
      ? {}
      : { center: tileJson.center.slice(0, 2).map((number) => Number(number.toFixed(5))), zoom: Math.max(0, tileJson.minzoom) }),
    sources: { cog: { type: 'raster', url, tileSize: 256 } },
    layers: [
      { id: 'cog', type: 'raster', source: 'cog', ...(layer().opacity === 1 ? {} : { paint: { 'raster-opacity': layer().opacity } }) },
    ],
  };
}
