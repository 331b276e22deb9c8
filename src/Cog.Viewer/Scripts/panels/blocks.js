// The blocks of the file that the picture on screen is made of, drawn on the map; those that were read are filled.
import { side } from '../viewer/app.js';
import { cost } from '../viewer/cost.js';
import { $, settled } from '../viewer/dom.js';
import { bytes, count } from '../viewer/format.js';
import { askJson } from '../viewer/server.js';
import { mercator } from '../map/geometry.js';
import { openTab } from './tabs.js';

export function startBlocks(map) {
  let isPinned = false; // Shown by key, whatever panel is open.
  let found = null;
  let request = new AbortController();
  const isWanted = () => ($('show-blocks').checked && openTab() === 'cost') || isPinned;
  const clear = () => {
    found = null;
    side()?.view.setBlocks(null);
  };

  const update = settled(150, async () => {
    request.abort();
    request = new AbortController();
    const shown = side();
    if (!isWanted() || !shown?.tileJson || shown.style.dataset !== '') {
      clear();
      return;
    }

    try {
      found = await askJson(
        'cog/blocks',
        [['url', shown.style.url], ...sight(map), ...(shown.style.resampling ? [['resampling', shown.style.resampling]] : [])],
        {
          signal: request.signal,
          label: 'block index',
        },
      );
      heat();
    } catch (error) {
      if (error.name === 'AbortError') {
        return;
      }

      clear();
      $('blocks-text').textContent = error.status === 404 ? 'No block of the file is in sight.' : error.message;
    }
  });

  function heat() {
    const shown = side();
    if (!found || !shown?.style) {
      return;
    }

    const own = cost.answers.filter(({ url }) => url === shown.style.url);
    const read = cost.ranges.get(shown.style.url) ?? [];
    let readCount = 0;
    const features = found.features.map((feature) => {
      const { offset, length } = feature.properties;
      const overlaps = (start, end) => length > 0 && start < offset + length && end > offset;
      const isRead = read.some(([start, end]) => overlaps(start, end));
      const age = own.findIndex(({ ranges }) => ranges.some((range) => overlaps(range.offset, range.offset + range.length)));
      readCount += isRead ? 1 : 0;
      return { ...feature, properties: { ...feature.properties, heat: isRead ? (age >= 0 && age < 8 ? 0.42 - age * 0.04 : 0.08) : 0 } };
    });
    shown.view.setBlocks({ type: 'FeatureCollection', features });
    $('blocks-text').textContent = describe(found, features, readCount);
  }

  map.on('moveend', update);
  $('show-blocks').addEventListener('change', update);
  return {
    update,
    heat,
    toggle() {
      isPinned = !isPinned;
      update();
    },
  };
}

/** The box on screen, and its size in pixels of tiles. */
function sight(map) {
  const bounds = map.getBounds();
  const [left, bottom] = mercator({ lng: bounds.getWest(), lat: bounds.getSouth() });
  const [right, top] = mercator({ lng: bounds.getEast(), lat: bounds.getNorth() });
  // Tiles come at whole zooms: the picture is made of pixels of the next one.
  const ratio = Math.min(2, Math.ceil(devicePixelRatio));
  const zoom = Math.round(map.getZoom() + 1); // The map counts zooms of tiles of 512 pixels.
  const pixel = (2 * Math.PI * 6_378_137) / (256 * ratio * 2 ** Math.max(0, zoom));
  return [
    ['bbox', [left, bottom, right, top].map((number) => number.toFixed(2)).join()],
    ['coord_crs', 'EPSG:3857'],
    ['width', Math.max(1, Math.round((right - left) / pixel))],
    ['height', Math.max(1, Math.round((top - bottom) / pixel))],
  ];
}

function describe(
  { level: { level, width, height, block_width: columns, block_height: lines, is_tiled: isTiled }, levels, blocks },
  features,
  read,
) {
  const what = level === 0 ? 'The image itself' : `Overview ${level} of ${levels - 1}`;
  const stored = features.reduce((sum, { properties }) => sum + properties.length, 0);
  const rest = features.length < blocks ? ` The first ${count(features.length)} are drawn.` : '';
  return (
    `${what}, ${count(width)} × ${count(height)} pixels in ${isTiled ? 'blocks' : 'strips'} of ${columns} × ${lines}: ` +
    `${count(blocks)} in sight, ${bytes(stored)} in the file; ${count(read)} of them read.${rest}`
  );
}
