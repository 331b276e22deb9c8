// A layer: one dataset and how it is drawn. Names of the address are those of the server's own parameters.
const texts = ['url', 'dataset', 'expression', 'colormap_name', 'algorithm', 'algorithm_params', 'resampling', 'nodata', 'color_formula'];

/** What a layer is when nothing was chosen: all of it is the file's own. */
export const emptyLayer = Object.freeze({
  url: '',
  dataset: '', // '' a file, 'stac', 'mosaicjson'
  assets: [],
  mode: '', // '' the file's own, 'rgb', 'single', 'stored', 'expression'
  bidx: [],
  expression: '',
  rescale: null, // [[minimum, maximum], …] of each band that is drawn
  colormap_name: '',
  classes: 0, // 0 for a continuous colour map
  algorithm: '',
  algorithm_params: '',
  resampling: '',
  nodata: '',
  unscale: false,
  color_formula: '',
  opacity: 1,
});

/** @param {URLSearchParams} query @param prefix of the names, for the second layer */
export function readLayer(query, prefix = '') {
  const layer = { ...emptyLayer };
  const all = (name) => query.getAll(prefix + name).filter((text) => text !== '');
  const last = (name) => all(name).at(-1) ?? '';
  texts.forEach((name) => {
    layer[name] = last(name);
  });
  layer.assets = all('assets');
  layer.mode = ['rgb', 'single', 'stored', 'expression'].includes(last('mode')) ? last('mode') : layer.expression ? 'expression' : '';
  layer.bidx = all('bidx')
    .flatMap((text) => text.split(','))
    .map(Number)
    .filter((band) => Number.isInteger(band) && band > 0);
  if (!layer.mode && layer.bidx.length > 0) {
    layer.mode = layer.bidx.length >= 3 ? 'rgb' : 'single';
  }

  const ranges = all('rescale')
    .map((text) => text.split(',').map(Number))
    .filter((range) => range.length === 2 && range.every(Number.isFinite));
  layer.rescale = ranges.length > 0 ? ranges : null;
  layer.classes = Math.min(Math.max(Number.parseInt(last('classes'), 10) || 0, 0), 64);
  layer.unscale = last('unscale') === 'true';
  layer.opacity = last('opacity') === '' ? 1 : Math.min(Math.max(Number(last('opacity')) || 0, 0), 1);
  return layer;
}

/** Adds what differs from an empty layer. */
export function writeLayer(layer, query, prefix = '') {
  const add = (name, value) => query.append(prefix + name, value);
  texts.filter((name) => layer[name]).forEach((name) => add(name, layer[name]));
  layer.assets.forEach((asset) => add('assets', asset));
  if (layer.mode && layer.mode !== 'expression') {
    add('mode', layer.mode);
  }

  layer.bidx.forEach((band) => add('bidx', band));
  layer.rescale?.forEach((range) => add('rescale', range.join()));
  if (layer.classes) {
    add('classes', layer.classes);
  }

  if (layer.unscale) {
    add('unscale', 'true');
  }

  if (layer.opacity !== 1) {
    add('opacity', layer.opacity);
  }
}

export const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);
