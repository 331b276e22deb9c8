// The panel: what is chosen in it decides the tiles; what the tiles cost is told in it.
import * as server from './server.js';
import { cost, countTiles, resetCost } from './cost.js';
import { createMap, hideTiles, setOpacity, showTiles } from './map.js';

const $ = (id) => document.getElementById(id);
const number = new Intl.NumberFormat('en', { maximumFractionDigits: 4 });
const pixelRatio = Math.min(2, Math.ceil(devicePixelRatio));

const state = { files: [], file: null, info: null, ranges: new Map(), turn: 0, busy: true };
let map;

async function start() {
  countTiles(showCost);
  map = createMap($('map'));
  await map.once('load');
  map.on('dataloading', () => setState('loading'));
  map.on('movestart', () => setState('loading'));
  map.on('idle', () => {
    if (!state.busy) {
      setState($('error').hidden ? 'idle' : 'error');
    }
  });
  map.on('error', ({ error }) => showError(error));
  map.on('mousemove', ({ lngLat }) => askValue(lngLat, 'under the cursor'));
  map.on('moveend', ({ originalEvent }) => {
    if (originalEvent instanceof KeyboardEvent) {
      askValue(map.getCenter(), 'at the centre of the map');
    }
  });

  $('file').addEventListener('change', () => openFile(state.files[$('file').value]));
  $('style').addEventListener('change', ({ target }) => restyle(target));
  $('style').addEventListener('submit', (event) => event.preventDefault());
  $('reset').addEventListener('click', () => {
    state.ranges.delete(choice().key);
    restyle(null);
  });
  $('opacity').addEventListener('input', () => {
    $('opacity-value').value = `${$('opacity').value} %`;
    setOpacity(map, opacity());
  });
  $('zero').addEventListener('click', () => {
    resetCost();
    showCost();
  });

  state.files = server.files();
  $('file').replaceChildren(...state.files.map(({ name }, index) => new Option(name, index)));
  $('file').disabled = state.files.length < 2;
  if (state.files.length > 0) {
    $('address').value = state.files[0].url;
    await openFile(state.files[0]);
    return;
  }

  state.busy = false;
  $('style').inert = true;
  $('address').focus();
  setState('idle');
}

async function openFile(file) {
  await guarded(async (isCurrent) => {
    Object.assign(state, { file, info: null, ranges: new Map() });
    hideTiles(map);
    $('facts').replaceChildren();
    const info = await server.info(file);
    if (!isCurrent()) {
      return;
    }

    state.info = info;
    offerBands(info);
    const tileJson = await showLayer(isCurrent, true);
    if (tileJson) {
      showFacts(info, tileJson);
    }
  });
}

/** @param target the control that changed, or null */
async function restyle(target) {
  if (!state.info || target === $('opacity')) {
    return;
  }

  await guarded(async (isCurrent) => {
    if (target === $('minimum') || target === $('maximum')) {
      state.ranges.set(choice().key, [$('minimum').value, $('maximum').value]);
    }

    await showLayer(isCurrent, false);
  });
}

async function showLayer(isCurrent, fit) {
  const { bands, key } = choice();
  $('rgb-bands').hidden = bands.length !== 3;
  $('single-band').hidden = bands.length !== 1;
  if (!state.ranges.has(key)) {
    const range = await dataRange(bands);
    if (!isCurrent()) {
      return null;
    }

    state.ranges.set(key, range);
  }

  const [minimum, maximum] = state.ranges.get(key);
  [$('minimum').value, $('maximum').value] = [minimum, maximum];
  const parameters = [['tilesize', 256 * pixelRatio], ...bands.map((band) => ['bidx', band])];
  if (bands.length && minimum !== '' && maximum !== '') {
    parameters.push(['rescale', `${minimum},${maximum}`]);
  }

  const tileJson = await server.tileJson(state.file, parameters);
  if (!isCurrent()) {
    return null;
  }

  showTiles(map, tileJson, opacity(), fit);
  return tileJson;
}

/** The bands that are drawn, from 1; none means the file's own colours. */
function choice() {
  if ($('bands').disabled) {
    return { bands: [], key: 'palette' };
  }

  const controls = $('style').elements.mode.value === 'rgb' ? ['red', 'green', 'blue'] : ['band'];
  const bands = controls.map((control) => Number($(control).value));
  return { bands, key: bands.join() };
}

/** Bytes as they are; else what the file says of its values; else what a look at it shows; else the server's choice. */
async function dataRange(bands) {
  const { dtype, minmax } = state.info;
  if (bands.length === 0) {
    return ['', ''];
  }

  if (dtype === 'uint8') {
    return [0, 255];
  }

  let ranges = minmax && bands.map((band) => minmax[band - 1]);
  if (!ranges?.every(Array.isArray)) {
    const [mask, ...samples] = (await server.look(state.file, bands)).reverse();
    ranges = samples.map((band) => spread(band.filter((value, pixel) => mask[pixel] > 0 && Number.isFinite(value))));
  }

  const [low, high] = [Math.min(...ranges.map(([a]) => a)), Math.max(...ranges.map(([, b]) => b))];
  return Number.isFinite(low) && Number.isFinite(high) && low < high ? [short(low), short(high)] : ['', ''];
}

/** From the 2nd to the 98th hundredth: a few odd pixels do not make a picture dark. */
function spread(values) {
  values.sort();
  return [values[Math.floor(values.length * 0.02)], values[Math.floor((values.length - 1) * 0.98)]];
}

const short = (value) => Number(value.toPrecision(6));

function offerBands({ count, colorinterp = [], band_descriptions: descriptions = [] }) {
  const visible = Array.from({ length: count }, (_, index) => index + 1).filter((band) => colorinterp[band - 1] !== 'alpha');
  for (const control of ['red', 'green', 'blue', 'band']) {
    $(control).replaceChildren(...visible.map((band) => {
      const description = descriptions[band - 1]?.[1];
      return new Option(description && description !== `b${band}` ? `${band} ${description}` : band, band);
    }));
  }

  const places = ['red', 'green', 'blue'].map((colour) => colorinterp.indexOf(colour) + 1);
  const isColour = places.every(Boolean);
  const rgb = isColour ? places : visible.slice(0, 3);
  ['red', 'green', 'blue'].forEach((control, index) => { $(control).value = rgb[index] ?? visible[0]; });
  const [three, one] = $('style').elements.mode;
  three.disabled = visible.length < 3;
  (isColour ? three : one).checked = true;
  $('bands').disabled = colorinterp[0] === 'palette';
}

function showFacts(info, tileJson) {
  fill('facts', [
    ['Size', `${number.format(info.width)} × ${number.format(info.height)}`],
    ['Bands', `${info.count} × ${info.dtype}`],
    ['CRS', crsName(info.crs)],
    ['Overviews', info.overviews?.length ? info.overviews.join(', ') : 'none'],
    ['Zooms', `${tileJson.minzoom} – ${tileJson.maxzoom}`],
  ]);
}

/** `http://www.opengis.net/def/crs/EPSG/0/32628` as `EPSG:32628`. */
function crsName(crs) {
  const match = /\/def\/crs\/([^/]+)\/[^/]+\/(\w+)$/.exec(crs ?? '');
  return match ? `${match[1]}:${match[2]}` : crs ?? 'none';
}

let valueTimer;
let valueRequest = new AbortController();

function askValue(place, where) {
  clearTimeout(valueTimer);
  valueRequest.abort();
  const { file } = state;
  if (!file) {
    return;
  }

  valueRequest = new AbortController();
  const { signal } = valueRequest;
  valueTimer = setTimeout(async () => {
    try {
      const answer = await server.point(file, place.wrap(), signal);
      $('place').textContent = `${place.lng.toFixed(5)}, ${place.lat.toFixed(5)} ${where}`;
      const values = answer?.values ?? [];
      fill('values', values.length === 0
        ? [['Outside the file', '']]
        : values.map((value, index) => [answer.band_names[index], value === null ? 'no data' : number.format(value)]));
    } catch (error) {
      if (error.name !== 'AbortError') {
        fill('values', [[error.message, '']]);
      }
    }
  }, 120);
}

function showCost() {
  $('tiles').textContent = number.format(cost.tiles);
  $('reads').textContent = number.format(cost.reads);
  $('bytes').textContent = size(cost.bytes);
  const { milliseconds, header, stages = [] } = cost.last ?? {};
  $('milliseconds').textContent = cost.last ? `${Math.round(milliseconds)} ms` : '–';
  $('header-from').textContent = header ?? '–';
  const parts = stages.filter(({ name }) => name !== 'total');
  $('stages').textContent = parts.map((stage) => `${stage.name} ${stage.milliseconds.toFixed(1)}`).join(' · ') || '–';
}

function size(bytes) {
  const units = ['B', 'KB', 'MB', 'GB'];
  let unit = 0;
  for (; bytes >= 1000 && unit < units.length - 1; unit += 1) {
    bytes /= 1024;
  }

  return `${bytes.toFixed(unit === 0 || bytes >= 100 ? 0 : 1)} ${units[unit]}`;
}

function fill(list, rows) {
  $(list).replaceChildren(...rows.map(([term, definition]) => {
    const row = document.createElement('div');
    const [dt, dd] = [document.createElement('dt'), document.createElement('dd')];
    [dt.textContent, dd.textContent] = [term, definition];
    row.append(dt, dd);
    return row;
  }));
}

const opacity = () => $('opacity').value / 100;

/** Runs one change of the layer; a later one makes it void. */
async function guarded(change) {
  const turn = ++state.turn;
  const isCurrent = () => turn === state.turn;
  $('error').hidden = true;
  state.busy = true;
  setState('loading');
  try {
    await change(isCurrent);
  } catch (error) {
    if (isCurrent()) {
      showError(error);
    }
  } finally {
    if (isCurrent()) {
      state.busy = false;
      map.triggerRepaint(); // The map says that it is idle only after a frame.
    }
  }
}

function showError(error) {
  $('error').textContent = error.message;
  $('error').hidden = false;
  setState('error');
}

function setState(value) {
  document.documentElement.dataset.state = value;
  $('status').textContent = { loading: 'Loading', idle: 'Ready', error: 'Error' }[value];
}

const ready = start();
ready.catch(showError);
window.cogViewer = { ready, get map() { return map; } };
