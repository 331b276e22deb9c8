// Tiles are fetched here, not by MapLibre, since each answer's headers say what it cost.
import { addProtocol } from './maplibre-gl.mjs';
import { note } from '../viewer/cost.js';
import { checked } from '../viewer/server.js';

const scheme = 'cost';

/** The same address under the scheme that this module serves. Where the file has no pixel, nothing is said on the console. */
export const counted = (address) => `${address.replace(/^https?:\/\//, `${scheme}://`)}&outside=204`;

export function countTiles() {
  addProtocol(scheme, async ({ url }, { signal }) => {
    const started = performance.now();
    const address = new URL(url.replace(`${scheme}:`, location.protocol));
    address.host = location.host; // A proxy may know this server by another name than the browser does.
    // no-store: every tile that is counted was made now, not remembered by the browser.
    const response = await fetch(address, { signal, cache: 'no-store' });
    const outside = response.status === 204;
    const data = await (outside ? response : await checked(response)).arrayBuffer();
    const [z, x, y] = (/\/(\d+)\/(\d+)\/(\d+)(?:@|\.|$)/.exec(address.pathname) ?? []).slice(1).map(Number);
    note({
      label: `tile ${z}/${x}/${y}`,
      url: address.searchParams.get('url'),
      headers: response.headers,
      milliseconds: performance.now() - started,
      tile: { z, x, y, isOutside: outside },
    });
    return { data: outside ? null : data }; // Nothing is drawn where the file has no pixel.
  });
}
