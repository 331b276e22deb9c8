// All that the page shows, and its address: the one is made of the other.
import { emptyLayer, isSame, readLayer, writeLayer } from './layer.js';

const listeners = new Set();
let state = read(location);

/** { layers: [left, right or null], view: { lng, lat, zoom } or null, swipe, pins: [{ lng, lat }], shape: { kind, points } or null } */
export const current = () => state;

/** Called with the state and the one before. */
export const listen = (listener) => listeners.add(listener);

/**
 * Changes the state and the address.
 * @param change what becomes different
 * @param step true where "back" should lead to what was before
 */
export function change(changes, step = true) {
  const next = { ...state, ...changes };
  const address = write(next);
  if (address !== write(state)) {
    history[step ? 'pushState' : 'replaceState'](null, '', address);
  }

  become(next);
}

export const changeLayer = (side, changes, step = true) =>
  change({ layers: state.layers.map((layer, index) => (index === side ? { ...layer, ...changes } : layer)) }, step);

addEventListener('popstate', () => become(read(location)));

function become(next) {
  const before = state;
  state = next;
  listeners.forEach((listener) => listener(next, before));
}

function read({ search, hash }) {
  const query = new URLSearchParams(search);
  const right = [...query.keys()].some((name) => name.startsWith('right.')) ? readLayer(query, 'right.') : null;
  const [zoom, lat, lng] = (/^#map=([-\d.]+)\/([-\d.]+)\/([-\d.]+)$/.exec(hash) ?? []).slice(1).map(Number);
  const points = (text) => text.split(';').map(point).filter(Boolean);
  const shape = ['line', 'area'].map((kind) => ({ kind, points: points(query.get(kind) ?? '') })).find((drawn) => drawn.points.length > 1);
  return {
    layers: [readLayer(query), right],
    view: [zoom, lat, lng].every(Number.isFinite) ? { zoom, lat, lng } : null,
    swipe: Math.min(Math.max(Number(query.get('swipe') ?? 0.5) || 0, 0), 1),
    pins: query.getAll('pin').map(point).filter(Boolean),
    shape: shape ?? null,
  };
}

function point(text) {
  const [lng, lat] = text.split(',').map(Number);
  return text && Number.isFinite(lng) && Number.isFinite(lat) ? { lng, lat } : null;
}

function write({ layers: [left, right], view, swipe, pins, shape }) {
  const query = new URLSearchParams();
  const text = ({ lng, lat }) => `${lng.toFixed(6)},${lat.toFixed(6)}`;
  writeLayer(left, query);
  if (right) {
    writeLayer(right, query, 'right.');
    query.set('swipe', swipe.toFixed(3));
  }

  pins.forEach((pin) => query.append('pin', text(pin)));
  if (shape) {
    query.set(shape.kind, shape.points.map(text).join(';'));
  }

  const search = query.toString().replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%3B', ';');
  const hash = view ? `#map=${view.zoom.toFixed(2)}/${view.lat.toFixed(5)}/${view.lng.toFixed(5)}` : '';
  return `${location.pathname}${search ? `?${search}` : ''}${hash}`;
}

export { emptyLayer, isSame };
