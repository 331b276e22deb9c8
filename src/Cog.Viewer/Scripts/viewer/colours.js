// The server's colour maps: their names, strips, and colours.
import { address, once } from './server.js';

// The ones that people ask for, first.
const usual = [
  'viridis',
  'magma',
  'inferno',
  'plasma',
  'cividis',
  'turbo',
  'gray',
  'terrain',
  'gist_earth',
  'rdylgn',
  'spectral',
  'rdbu',
  'blues',
  'ylgn',
  'coolwarm',
];

/** Names without their reversed twins, which end in _r; the usual ones first. */
export async function names() {
  const { colormaps } = await once('colorMaps');
  const all = colormaps.map(({ id }) => id);
  const forward = all.filter((name) => !name.endsWith('_r') || !all.includes(name.slice(0, -2)));
  return {
    names: [...usual.filter((name) => forward.includes(name)), ...forward.filter((name) => !usual.includes(name))],
    all: new Set(all),
  };
}

export const strip = (name, width = 256, height = 16) =>
  address(`colorMaps/${encodeURIComponent(name)}`, [
    ['f', 'png'],
    ['width', width],
    ['height', height],
  ]);

/** All 256, as [red, green, blue, alpha]. */
export async function colours(name) {
  const map = await once(`colorMaps/${encodeURIComponent(name)}`);
  return Array.from({ length: 256 }, (_, index) => map[index] ?? [0, 0, 0, 0]);
}
