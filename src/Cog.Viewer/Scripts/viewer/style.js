// From what was chosen, and what the dataset is, to how it is drawn. Pure.

/** The layer with everything that was left open filled in: which bands, and how they are shown. */
export function resolve(layer, dataset) {
  const numbers = dataset.bands.map(({ number }) => number);
  const places = ['red', 'green', 'blue'].map((colour) => dataset.bands.find((band) => band.colour === colour)?.number);
  const isColour = places.every(Boolean);
  const mode =
    layer.mode || (dataset.isPalette ? 'stored' : isColour || (dataset.bands.length === 3 && dataset.dtype === 'uint8') ? 'rgb' : 'single');
  const own = isColour ? places : [0, 1, 2].map((index) => numbers[index] ?? numbers[0]);
  const chosen = layer.bidx.filter((band) => numbers.includes(band));
  return {
    ...layer,
    mode,
    bidx: mode === 'rgb' ? own.map((band, index) => chosen[index] ?? band) : mode === 'single' ? [chosen[0] ?? numbers[0]] : [],
    assets: layer.assets.length > 0 ? layer.assets : dataset.chosen,
  };
}

/** The parameters that decide which values there are, before they become colours. */
export function valuesOf(style) {
  const bands = style.mode === 'expression' || style.bidx.length === 0 ? [] : style.bidx;
  const expression =
    style.mode === 'expression' ? style.expression : style.dataset === 'stac' ? bands.map((band) => `b${band}`).join(';') : '';
  return [
    ['url', style.url],
    ...style.assets.map((asset) => ['assets', asset]),
    ...(expression ? [['expression', expression]] : bands.map((band) => ['bidx', band])),
    ...some('unscale', style.unscale && 'true'),
    ...some('nodata', style.nodata),
    ...some('algorithm', style.algorithm),
    ...some('algorithm_params', style.algorithm && style.algorithm_params),
  ];
}

/**
 * All parameters of a tile.
 * @param ranges of each band; null for bytes as they are
 * @param colours of the colour map, where it has classes
 */
export function drawingOf(style, ranges, colours) {
  const classes = style.classes > 0 && ranges?.length === 1 && colours;
  return [
    ...valuesOf(style),
    ...some('resampling', style.resampling),
    ...(classes
      ? [['colormap', JSON.stringify(classesOf(ranges[0], style.classes, colours))]]
      : (ranges ?? []).map((range) => ['rescale', range.join()])),
    ...some('color_formula', style.color_formula),
    ...some('colormap_name', !classes && isMapped(style) && style.colormap_name),
  ];
}

/** Whether a colour map makes sense: it colours one band. */
export const isMapped = (style) => style.mode === 'single' || style.mode === 'expression';

/** [[[from, to], colour], …]: the first and the last take what lies beyond. */
function classesOf([low, high], count, colours) {
  const step = (high - low) / count;
  return Array.from({ length: count }, (_, index) => [
    [index === 0 ? -1e300 : low + step * index, index === count - 1 ? 1e300 : low + step * (index + 1)],
    colours[count === 1 ? 128 : Math.round((index * 255) / (count - 1))],
  ]);
}

/** The range of each band that needs no statistics; null where they are needed; 'bytes' where nothing is scaled. */
export function statedRanges(style, dataset, algorithm) {
  if (style.mode === 'stored') {
    return 'bytes';
  }

  if (algorithm) {
    const { dtype, min, max } = algorithm.outputs;
    const bands = algorithm.outputs.nbands ?? 1;
    const ends = (end) => (Array.isArray(end) ? end : Array.from({ length: bands }, () => end));
    return dtype === 'uint8' ? 'bytes' : min !== null && max !== null ? ends(min).map((low, band) => [low, ends(max)[band]]) : null;
  }

  if (style.mode === 'expression' || style.unscale) {
    return null;
  }

  if (dataset.dtype === 'uint8') {
    return 'bytes';
  }

  return dataset.ranges ? style.bidx.map((band) => dataset.ranges[band - 1]).map(([low, high]) => [low, high]) : null;
}

/** The 2nd to the 98th hundredth: a few odd pixels do not make a picture dark. */
export const spread = ({ percentile_2: low, percentile_98: high, min, max }) => (low < high ? [low, high] : widened([min, max]));

/** A range of one value has no picture. */
export const widened = ([low, high]) => (low < high ? [low, high] : [low, low + 1]);

const some = (name, value) => (value ? [[name, value]] : []);
