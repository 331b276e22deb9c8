// Values under the pointer, and of places that are pinned.
import { app, change, current, listen, onShown, side } from '../viewer/app.js';
import { pathOf } from '../viewer/dataset.js';
import { $, make, rows, settled } from '../viewer/dom.js';
import { place, value, wrap } from '../viewer/format.js';
import { askJson } from '../viewer/server.js';
import { valuesOf } from '../viewer/style.js';

let request = new AbortController();
const ask = settled(90, async (where, told) => {
  const shown = side();
  if (!shown?.style) {
    return;
  }

  request.abort();
  request = new AbortController();
  try {
    const values = await valuesAt(shown, where, request.signal);
    $('place').textContent = `${place(where)} ${told}`;
    rows($('values'), values ?? [['Outside the file', '']]);
  } catch (error) {
    if (error.name !== 'AbortError') {
      rows($('values'), [[error.message, '']]);
    }
  }
});

/** @returns [[name, value], …]; null outside the file */
async function valuesAt({ style, dataset }, { lng, lat }, signal) {
  // Numbers as stored: an algorithm looks at more than a point, and a choice of three bands hides the others.
  const parameters =
    style.mode === 'expression' ? valuesOf({ ...style, algorithm: '' }) : valuesOf({ ...style, algorithm: '', mode: 'stored', bidx: [] });
  try {
    const answer = await askJson(pathOf(style, `point/${wrap(lng).toFixed(7)},${lat.toFixed(7)}`), parameters, { signal, label: 'point' });
    if (answer.assets) {
      return answer.assets.flatMap((asset) =>
        asset.values.map((number, index) => [`${asset.name.split('/').pop()} ${asset.band_names[index]}`, value(number)]),
      );
    }

    return answer.values.map((number, index) => [nameOf(style, dataset, answer, index), value(number)]);
  } catch (error) {
    if (error.status === 404) {
      return null;
    }

    throw error;
  }
}

function nameOf(style, dataset, answer, index) {
  if (style.mode === 'expression') {
    return style.expression.split(';')[index] ?? answer.band_names[index];
  }

  const name = dataset.bands.find(({ number }) => number === index + 1)?.name;
  return name || answer.band_names[index];
}

/** @param map of the left side @param isDrawing whether a click is a point of a line */
export function startValues(map, isDrawing) {
  map.on('mousemove', ({ lngLat }) => ask(lngLat, ''));
  map.on('moveend', ({ originalEvent }) => {
    if (originalEvent instanceof KeyboardEvent) {
      ask(map.getCenter(), '(the middle of the map)');
    }
  });
  map.on('click', ({ lngLat }) => {
    if (!isDrawing()) {
      pin(lngLat);
    }
  });
  $('pin-here').addEventListener('click', () => pin(map.getCenter()));
  listen((next, before) => {
    if (next.pins !== before.pins) {
      list();
    }
  });
  onShown(({ isBusy }) => {
    if (!isBusy) {
      list();
    }
  });
}

export function pin({ lng, lat }) {
  if (side()?.style) {
    const round = (number) => Number(number.toFixed(6));
    change({ pins: [...current().pins, { lng: round(wrap(lng)), lat: round(lat) }] });
  }
}

let turn = 0;

async function list() {
  const own = ++turn;
  const { pins } = current();
  $('no-pins').hidden = pins.length > 0;
  $('pins').parentElement.hidden = pins.length === 0;
  if (pins.length === 0 || !side()?.style) {
    return;
  }

  const shown = app.sides.filter((each) => each?.style && each.dataset);
  const found = await Promise.all(
    shown.map((each) => Promise.all(pins.map((where) => valuesAt(each, where).catch((error) => [[error.message, '']])))),
  );
  if (own !== turn) {
    return;
  }

  const columns = shown.flatMap((each, index) =>
    (found[index].find((values) => values?.length > 0) ?? []).map(([name]) => ({
      index,
      name,
      head: shown.length > 1 ? `${index === 0 ? 'Left' : 'Right'}: ${name}` : name,
    })),
  );
  $('pins').replaceChildren(
    make(
      'thead',
      {},
      make(
        'tr',
        {},
        ...['', 'Place', ...columns.map(({ head }) => head), ''].map((text) =>
          text ? make('th', { scope: 'col', textContent: text }) : make('td', {}),
        ),
      ),
    ),
    make(
      'tbody',
      {},
      ...pins.map((where, row) =>
        make(
          'tr',
          {},
          make('th', { scope: 'row', textContent: row + 1 }),
          make('td', { textContent: place(where), className: 'where' }),
          ...columns.map(({ index, name }) =>
            make('td', { textContent: found[index][row]?.find(([band]) => band === name)?.[1] ?? 'outside' }),
          ),
          make('td', {}, remover(where, row)),
        ),
      ),
    ),
  );
}

function remover(where, row) {
  const button = make('button', { type: 'button', textContent: '×', 'aria-label': `Remove pin ${row + 1}`, className: 'remove' });
  button.addEventListener('click', () => change({ pins: current().pins.filter((own) => own !== where) }));
  return button;
}
