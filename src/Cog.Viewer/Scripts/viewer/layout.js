// Where what stands in a file, as the server tells it: areas by offset, each with a name and a look.
import { once } from './server.js';

export async function layoutOf(url) {
  const { bytes, areas, levels } = await once('cog/layout', [['url', url]]);
  const end = bytes ?? Math.max(...areas.map(({ offset, length }) => offset + length));
  const overviews = levels.length - 1;
  const named = areas.map((area) => ({ ...area, end: area.offset + area.length, name: nameOf(area, overviews), look: lookOf(area) }));
  return { bytes: end, areas: named.toSorted((one, other) => one.offset - other.offset), levels };
}

function nameOf({ kind, level }) {
  return {
    header: 'Header',
    image: level === 0 ? 'Image' : `Overview ${level}`,
    mask: level === 0 ? 'Mask of the image' : `Mask of overview ${level}`,
    page: 'Another page',
  }[kind];
}

/** A class of the style sheet. */
const lookOf = ({ kind, level }) => (kind === 'image' ? `level-${Math.min(level, 6)}` : kind);
