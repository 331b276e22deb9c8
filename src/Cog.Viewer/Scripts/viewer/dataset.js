// What is behind an address: one file, the assets of a STAC item, or the files of a mosaic; told in the same words.
import { ServerError, askJson, once } from './server.js';
import { fileName } from './format.js';

const family = { '': 'cog', stac: 'stac', mosaicjson: 'mosaicjson' };

/** The path of a route: pathOf(layer, 'info') is cog/info. */
export const pathOf = (layer, route) => `${family[layer.dataset]}/${route}`;

/** What the address and its ending say; a document may be either, and the server tells which. */
export async function datasetOf(url) {
  if (!/\.(json|geojson)(\.gz)?$/i.test(url.split(/[?#]/)[0])) {
    return '';
  }

  try {
    await askJson('stac/assets', [['url', url]]);
    return 'stac';
  } catch (error) {
    if (!(error instanceof ServerError) || error.status === 403 || error.status === 404) {
      throw error;
    }

    return await askJson('mosaicjson/info', [['url', url]]).then(
      () => 'mosaicjson',
      () => {
        throw error;
      },
    );
  }
}

/** The parameters that say what is read. */
export const sourceOf = ({ url, assets }) => [['url', url], ...assets.map((asset) => ['assets', asset])];

/**
 * @returns { name, url, bands: [{ number, name, colour }], dtype, isPalette, palette, ranges, info, assets, chosen }: `ranges` are
 * those that the file states of its bands, else null; `assets` what an item has, and `chosen` which of them are read.
 */
export async function describe(layer, signal) {
  const name = fileName(layer.url);
  if (layer.dataset === 'stac') {
    return { name, url: layer.url, ...(await ofItem(layer, signal)) };
  }

  if (layer.dataset === 'mosaicjson') {
    return { name, url: layer.url, ...(await ofMosaic(layer, signal)) };
  }

  const info = await askJson('cog/info', [['url', layer.url]], { signal, label: 'header' });
  return { name, url: layer.url, ...ofFile(info) };
}

function ofFile(info) {
  const { count, colorinterp = [], band_descriptions: descriptions = [], dtype, minmax, colormap } = info;
  return {
    info,
    dtype,
    assets: [],
    chosen: [],
    isPalette: colorinterp[0] === 'palette',
    palette: colormap ?? null,
    ranges: minmax?.every(Array.isArray) ? minmax : null,
    bands: Array.from({ length: count }, (_, index) => {
      const text = descriptions[index]?.[1];
      return { number: index + 1, name: text && text !== `b${index + 1}` ? text : '', colour: colorinterp[index] };
    }).filter(({ colour }) => colour !== 'alpha'),
  };
}

// The bands of a picture of an item are those of its assets, one after the other: statistics name them.
async function ofItem(layer, signal) {
  const url = ['url', layer.url];
  const assets = await once('stac/assets', [url]);
  const chosen = layer.assets.length > 0 ? layer.assets : forLooking(assets);
  const statistics = await askJson('stac/statistics', [url, ...chosen.map((asset) => ['assets', asset]), ['max_size', 32]], { signal });
  const described = Object.entries(statistics).map(([band, { description }]) => ({ number: Number(band.slice(1)), name: description }));
  const infos = Object.values(await askJson('stac/info', [url, ...chosen.map((asset) => ['assets', asset])], { signal }));
  const single = infos.length === 1 ? ofFile(infos[0]) : null;
  return {
    info: infos[0],
    dtype: infos.every(({ dtype }) => dtype === infos[0].dtype) ? infos[0].dtype : 'mixed',
    assets,
    chosen,
    isPalette: single?.isPalette ?? false,
    palette: single?.palette ?? null,
    ranges: single?.ranges ?? null,
    bands: described.map((band, index) => ({ ...band, colour: single?.bands[index]?.colour })),
  };
}

/** The picture of the item, or its three colours, or what it has first. */
function forLooking(assets) {
  const colours = ['red', 'green', 'blue'];
  return assets.includes('visual') ? ['visual'] : colours.every((colour) => assets.includes(colour)) ? colours : assets.slice(0, 1);
}

// A mosaic has the bands of its files: any one tells them.
async function ofMosaic(layer, signal) {
  const url = ['url', layer.url];
  const { center } = await askJson('mosaicjson/WebMercatorQuad/tilejson.json', [url], { signal });
  const tile = tileAt(center);
  const files = await askJson(`mosaicjson/tiles/WebMercatorQuad/${tile}/assets`, [url], { signal }).catch(() => []);
  const first = (Array.isArray(files) ? files : (files.assets ?? []))[0];
  if (!first) {
    throw new Error('The mosaic names no file at its middle.');
  }

  return ofFile(await askJson('cog/info', [['url', first.name ?? first]], { signal }));
}

function tileAt([longitude, latitude, zoom]) {
  const scale = 2 ** Math.max(0, Math.round(zoom));
  const sine = Math.sin((latitude * Math.PI) / 180);
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  return `${Math.round(zoom)}/${Math.floor(((longitude + 180) / 360) * scale)}/${Math.floor(y * scale)}`;
}

/**
 * Where a dataset lies: its outline as GeoJSON, and its box, whose east is beyond 180 where it lies across ±180°.
 * @param tileJson or the promise of it
 * @returns { geometry, box }; null where only a box all around the earth is known
 */
export async function footprintOf(layer, tileJson) {
  if (layer.dataset === '') {
    const plain = ['with_proj', 'with_raster', 'with_eo'].map((name) => [name, 'false']);
    const { geometry, bbox } = await once('cog/stac', [['url', layer.url], ...plain, ['geometry_densify', 16], ['geometry_precision', 7]]);
    return { geometry, box: unwrapped(bbox) };
  }

  const { bounds } = await tileJson;
  const [west, south, east, north] = bounds;
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return east - west >= 360 ? null : { geometry: { type: 'Polygon', coordinates: [ring] }, box: bounds };
}

const unwrapped = ([west, south, east, north]) => [west, south, east < west ? east + 360 : east, north];
