// A drawn line and the values along it, or a drawn area and its statistics.
import { change, current, listen, onShown, side } from '../viewer/app.js';
import { $, make } from '../viewer/dom.js';
import { count, metres, short, squareMetres, value } from '../viewer/format.js';
import { profileOf } from '../viewer/profile.js';
import { inside } from '../viewer/statistics.js';
import { areaOf, featureOf, lengthOf } from '../map/geometry.js';
import { profilePlot } from '../plots/profile-plot.js';
import { nameOf } from './stretch.js';

let request = new AbortController();

/** @param onPlace shows a place of the profile on the map, or none */
export function startShapes(onPlace) {
  $('clear-shape').addEventListener('click', () => change({ shape: null }));
  listen((next, before) => {
    if (JSON.stringify(next.shape) !== JSON.stringify(before.shape)) {
      show(onPlace);
    }
  });
  onShown(({ isBusy }) => {
    if (!isBusy) {
      show(onPlace);
    }
  });
}

async function show(onPlace) {
  request.abort();
  request = new AbortController();
  const { signal } = request;
  const { shape } = current();
  const { style, dataset, tileJson } = side() ?? {};
  $('clear-shape').hidden = !shape;
  if (!shape || !tileJson) {
    $('profile').replaceChildren();
    $('area-scroll').hidden = true;
    $('shape-facts').textContent = 'A line gives a profile of the values along it, an area their statistics.';
    return;
  }

  const isLine = shape.kind === 'line';
  $('shape-facts').textContent = isLine ? `Line of ${metres(lengthOf(shape.points))}.` : `Area of ${squareMetres(areaOf(shape.points))}.`;
  try {
    if (isLine) {
      const profile = await profileOf(style, shape.points, signal);
      const names = profile.bands.map((_, index) => nameOf(style, dataset, { name: `b${index + 1}` }, index));
      $('profile').replaceChildren(profilePlot(profile, names, onPlace));
      $('area-scroll').hidden = true;
    } else {
      const statistics = await inside(style, dataset, featureOf(shape), { size: 1024, signal });
      $('profile').replaceChildren();
      table(
        statistics,
        statistics.map((band, index) => nameOf(style, dataset, band, index)),
      );
    }
  } catch (error) {
    if (error.name !== 'AbortError') {
      $('profile').replaceChildren(make('p', { className: 'wrong', textContent: error.message }));
      $('area-scroll').hidden = true;
    }
  }
}

const measures = [
  ['Minimum', ({ min }) => value(min)],
  ['Maximum', ({ max }) => value(max)],
  ['Mean', ({ mean }) => value(short(mean))],
  ['Median', ({ median }) => value(short(median))],
  ['Standard deviation', ({ std }) => value(short(std))],
  ['2 – 98 %', ({ percentile_2: low, percentile_98: high }) => `${value(short(low))} – ${value(short(high))}`],
  ['Pixels', ({ valid_pixels: valid }) => count(valid)],
  ['Valid', ({ valid_percent: percent }) => `${percent} %`],
];

function table(statistics, names) {
  $('area-scroll').hidden = false;
  $('area').replaceChildren(
    make('thead', {}, make('tr', {}, make('td', {}), ...names.map((name) => make('th', { scope: 'col', textContent: name })))),
    make(
      'tbody',
      {},
      ...measures.map(([name, of]) =>
        make(
          'tr',
          {},
          make('th', { scope: 'row', textContent: name }),
          ...statistics.map((band) => make('td', { textContent: band.min === null ? '–' : of(band) })),
        ),
      ),
    ),
  );
}
