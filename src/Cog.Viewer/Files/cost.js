// Tiles are fetched here, not by MapLibre, since each answer's headers say what it cost.
import { addProtocol } from './maplibre-gl.mjs';
import { checked } from './server.js';

/** Tile addresses under this scheme are fetched by this module: cost:///cog/tiles/… */
export const scheme = 'cost';

/** Sums since the page was opened or reset, and what is known of the latest tile. */
export const cost = { tiles: 0, reads: 0, bytes: 0, last: null };

export function resetCost() {
  Object.assign(cost, { tiles: 0, reads: 0, bytes: 0, last: null });
}

/** @param {() => void} changed called after each tile */
export function countTiles(changed) {
  addProtocol(scheme, async ({ url }, { signal }) => {
    const started = performance.now();
    // no-store: every tile that is counted was made now, not remembered by the browser.
    const response = await fetch(url.slice(`${scheme}://`.length), { signal, cache: 'no-store' });
    const outside = response.status === 404 || response.status === 204;
    const data = await (outside ? response : await checked(response)).arrayBuffer();
    add(response.headers, performance.now() - started);
    changed();
    return { data: outside ? null : data }; // Nothing is drawn where the file has no pixel.
  });
}

function add(headers, milliseconds) {
  cost.tiles += 1;
  cost.reads += Number(headers.get('X-Cog-Reads') ?? 0);
  cost.bytes += Number(headers.get('X-Cog-Bytes') ?? 0);
  cost.last = { milliseconds, header: headers.get('X-Cog-Header'), stages: serverTiming(headers.get('Server-Timing')) };
}

/** `header;dur=0.1;desc="file", read;dur=3` as [{name, milliseconds}] (W3C Server Timing), without the single ranges. */
function serverTiming(text) {
  return [...(text ?? '').matchAll(/([\w-]+);dur=([\d.]+)/g)].filter(([, name]) => name !== 'range').map(([, name, duration]) => ({ name, milliseconds: Number(duration) }));
}
