// Statistics of what is drawn, of the whole dataset or of a part: counted by the server on a small picture of it.
import { pathOf } from './dataset.js';
import { askJson, once } from './server.js';
import { valuesOf } from './style.js';

const bins = 64;

/** @returns [{ name, min, max, mean, std, histogram: [counts, edges], … }] of each band */
export async function ofAll(style, dataset) {
  if (style.dataset === 'mosaicjson') {
    return []; // A mosaic is counted in areas alone.
  }

  return listed(await once(pathOf(style, 'statistics'), parameters(style, dataset), { label: 'statistics' }));
}

/** @param area GeoJSON: a feature @param size of the picture at most; null for the file's own resolution */
export async function inside(style, dataset, area, { size = 512, signal } = {}) {
  const answer = await askJson(pathOf(style, 'statistics'), parameters(style, dataset, size), { body: area, label: 'statistics', signal });
  return listed((answer.features?.[0] ?? answer).properties.statistics);
}

const listed = (statistics) => Object.entries(statistics).map(([name, numbers]) => ({ name, ...numbers }));

function parameters(style, dataset, size = 512) {
  const isBytes = dataset.dtype === 'uint8' && style.mode !== 'expression' && !style.algorithm && !style.unscale;
  return [
    ...valuesOf(style),
    ...(size ? [['max_size', size]] : []),
    ['histogram_bins', bins],
    ...(isBytes && !dataset.isPalette ? [['histogram_range', '0,255']] : []),
  ];
}

/** @returns [[class, share of the pixels], …] of the classes that a palette's file has, the most frequent first */
export async function classesOf(style) {
  const [band] = listed(await once(pathOf(style, 'statistics'), [...valuesOf(style), ['max_size', 512], ['categorical', 'true']]));
  const [counts, values] = band.histogram;
  const all = counts.reduce((sum, count) => sum + count, 0);
  return values
    .map((value, index) => [value, counts[index] / all])
    .filter(([, share]) => share > 0)
    .toSorted(([, one], [, other]) => other - one);
}
