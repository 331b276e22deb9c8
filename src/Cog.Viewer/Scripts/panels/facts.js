// What the file says of itself: figures, georeferencing, validation, tags.
import { onShown, side } from '../viewer/app.js';
import { pathOf, sourceOf } from '../viewer/dataset.js';
import { $, make, rows } from '../viewer/dom.js';
import { count, crsName, place, value } from '../viewer/format.js';
import { address, once } from '../viewer/server.js';
import { onTab, openTab } from './tabs.js';

let shown = '';

export function startFacts() {
  onShown(update);
  onTab(update);
}

function update() {
  const current = side();
  if (openTab() !== 'facts' || !current?.tileJson || current.isBusy || shown === key(current)) {
    return;
  }

  shown = key(current);
  const { dataset, style, tileJson } = current;
  rows($('facts'), factsOf(dataset, style, tileJson));
  $('json-links').replaceChildren(
    ...linksOf(style).map(([text, href]) => make('li', {}, make('a', { textContent: text, href, target: '_blank', rel: 'noopener' }))),
  );
  const isFile = style.dataset === '';
  $('validation').parentElement.hidden = !isFile;
  $('tags').parentElement.hidden = !isFile;
  if (isFile) {
    const own = shown;
    fill($('validation'), once('cog/validate', [['url', style.url]]), validation, own);
    fill(
      $('tags'),
      once('cog/info', [
        ['url', style.url],
        ['ifd', 'true'],
      ]),
      tags,
      own,
    );
  }
}

const key = ({ style }) => JSON.stringify([style.url, style.dataset, style.assets]);

async function fill(section, question, show, own) {
  section.replaceChildren(make('p', { className: 'quiet', textContent: 'Asking …' }));
  const content = await question.then(show, (error) => [make('p', { className: 'wrong', textContent: error.message })]);
  if (own === shown) {
    section.replaceChildren(...content);
  }
}

function factsOf({ info, bands, dtype, assets, chosen }, { url, dataset }, tileJson) {
  const [west, south, east, north] = tileJson.bounds;
  const [left, bottom, right, top] = info.bounds;
  const isNamed = bands.some(({ name }) => name);
  return [
    ['Address', url],
    ...(dataset === 'stac' ? [['Assets', `${chosen.join(', ')} of ${assets.join(', ')}`]] : []),
    ...(dataset === 'mosaicjson'
      ? [['Kind', 'a mosaic; bands, nodata and CRS are those of the file in its middle']]
      : [['Size', `${count(info.width)} × ${count(info.height)} pixels`]]),
    ['Bands', `${info.count} × ${dtype}`],
    ...(isNamed ? [['Names', bands.map(({ number, name }) => name || `Band ${number}`).join(', ')]] : []),
    ['Colours', info.colorinterp.join(', ')],
    [
      'Nodata',
      info.nodata_value === undefined
        ? ({ Alpha: 'an alpha band', Mask: 'an internal mask' }[info.nodata_type] ?? 'none')
        : `${info.nodata_value}`,
    ],
    ...(info.scales.some((scale) => scale !== 1) || info.offsets.some((offset) => offset !== 0)
      ? [['Scale, offset', info.scales.map((scale, band) => `${scale}, ${info.offsets[band]}`).join('; ')]]
      : []),
    ['Overviews', info.overviews.length > 0 ? info.overviews.map((factor) => `1/${factor}`).join(', ') : 'none'],
    ['CRS', crsName(info.crs)],
    ...(dataset === 'mosaicjson'
      ? []
      : [
          ['Bounds', `${[left, bottom, right, top].map((number) => value(number)).join(', ')}`],
          [
            'Pixel',
            `${value(Number(((right - left) / info.width).toPrecision(8)))} × ${value(Number(((top - bottom) / info.height).toPrecision(8)))}`,
          ],
        ]),
    ['South-west', place({ lng: west, lat: south })],
    ['North-east', place({ lng: east, lat: north })],
    ['Zooms', `${tileJson.minzoom} – ${tileJson.maxzoom}`],
    ...(tileJson.attribution ? [['Attribution', new DOMParser().parseFromString(tileJson.attribution, 'text/html').body.textContent]] : []),
    ...(info.warnings ?? []).map((warning) => ['Warning', warning]),
  ];
}

// What there is of items and mosaics as well.
const ofOthers = { stac: ['info', 'info.geojson', 'statistics'], mosaicjson: ['info', 'info.geojson'] };

function linksOf(style) {
  const source = sourceOf(style);
  const routes = [
    ['Metadata', 'info', []],
    ['Metadata with every tag', 'info', [['ifd', 'true']]],
    ['Outline as GeoJSON', 'info.geojson', []],
    ['Statistics', 'statistics', []],
    ['Validation', 'validate', []],
    ['STAC item', 'stac', []],
  ];
  return routes
    .filter(([, route, more]) => style.dataset === '' || (ofOthers[style.dataset].includes(route) && more.length === 0))
    .map(([text, route, more]) => [text, address(pathOf(style, route), [...source, ...more])]);
}

function validation({ COG: isCog, COG_errors: errors, COG_warnings: warnings, readable, readable_errors: faults, advice, verdict }) {
  const items = (texts, className) => (texts ?? []).map((text) => make('li', { textContent: text, className }));
  const found = [...items(errors, 'wrong'), ...items(faults, 'wrong'), ...items(warnings, ''), ...items(advice, 'quiet')];
  return [
    make(
      'p',
      {},
      make('span', { className: `badge ${isCog && readable ? 'good' : 'bad'}`, textContent: isCog ? 'Valid COG' : 'Not a valid COG' }),
      make('span', {
        className: 'quiet',
        textContent: ` ${readable ? 'Can be read here.' : 'Cannot be read here.'}${verdict === 'partial' ? ' Looked at in part.' : ''}`,
      }),
    ),
    ...(found.length > 0 ? [make('ul', { className: 'findings' }, ...found)] : []),
  ];
}

function tags({ ifds }) {
  return ifds.map((ifd) =>
    make(
      'details',
      {},
      make('summary', { textContent: `${ifd.index}: ${ifd.kind}, ${sizeOf(ifd)}, at byte ${count(ifd.offset)}` }),
      make(
        'dl',
        { className: 'facts' },
        ...ifd.tags.map((tag) =>
          make('div', {}, make('dt', { textContent: `${tag.name ?? 'Tag'} ${tag.id}` }), make('dd', { textContent: textOf(tag) })),
        ),
      ),
    ),
  );
}

function sizeOf({ tags: all }) {
  const of = (name) => all.find((tag) => tag.name === name)?.value?.[0];
  return `${count(of('ImageWidth') ?? 0)} × ${count(of('ImageLength') ?? 0)}`;
}

function textOf({ value: content, count: number, offset, truncated }) {
  if (content === undefined || content === null) {
    return `${count(number)} values${offset === undefined ? '' : `, at byte ${count(offset)}`}`;
  }

  const text = Array.isArray(content) ? content.slice(0, 12).join(', ') : content;
  return truncated || (Array.isArray(content) && content.length > 12) ? `${text}, … (${count(number)} values)` : text;
}
