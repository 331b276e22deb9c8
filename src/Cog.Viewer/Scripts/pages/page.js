// What the two pages with a map and nothing else have in common: their data, a state, the values of a place.
const read = (id) => JSON.parse(document.getElementById(id).textContent);

export const tileJson = read('tilejson');
export const page = read('page');

/** @param {'loading' | 'idle' | 'error'} state for who waits for the page, as tests do */
export function setState(state) {
  document.documentElement.dataset.state = state;
}

export function showError(message) {
  const element = document.getElementById('error');
  [element.textContent, element.hidden] = [message, false];
  setState('error');
}

let request = new AbortController();

/** Asks for the values of a place and shows them. @param more further parameters of the address */
export async function showValues(x, y, more = []) {
  request.abort();
  request = new AbortController();
  const { signal } = request;
  const place = `${x.toFixed(6)}, ${y.toFixed(6)}`;
  try {
    const address = new URL(page.pointUrl.replace('{lon}', x).replace('{lat}', y));
    more.forEach(([name, value]) => address.searchParams.set(name, value));
    const response = await fetch(address, { signal });
    const answer = response.status === 204 ? { assets: [] } : await response.json(); // No file of a mosaic lies there.
    const lines = response.ok
      ? (answer.assets ? ofAssets(answer.assets) : valuesOf(answer))
      : [response.status === 404 ? 'Outside the file' : describe(answer.detail)];
    show([place, ...lines].join('\n'));
  } catch (error) {
    if (error.name !== 'AbortError') {
      show(`${place}\n${error.message}`);
    }
  }
}

const valuesOf = ({ values, band_names: names }) => values.map((value, band) => `${names[band]}: ${value ?? 'no data'}`);

const ofAssets = (assets) =>
  assets.length === 0 ? ['Outside the files'] : assets.flatMap((asset) => [asset.name.split('/').pop(), ...valuesOf(asset)]);

const describe = (detail) => Array.isArray(detail) ? detail.map(({ msg }) => msg).join(' ') : detail;

function show(text) {
  const element = document.getElementById('value');
  [element.textContent, element.hidden] = [text, false];
}
