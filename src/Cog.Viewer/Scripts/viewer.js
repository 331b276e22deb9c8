// The viewer: start reading here. The address is the state; the panels change it, and the maps show it.
import { countTiles } from './map/tiles.js';
import { Drawing } from './map/drawing.js';
import { nameLines } from './map/graticule.js';
import { featureOf } from './map/geometry.js';
import { MapView } from './map/map-view.js';
import { Swipe } from './map/swipe.js';
import { activate, app, change, current, isSame, listen, onShown, side, tell } from './viewer/app.js';
import { $ } from './viewer/dom.js';
import { Side } from './viewer/side.js';
import { startCost } from './panels/cost.js';
import { startFacts } from './panels/facts.js';
import { startOpen } from './panels/open.js';
import { startShapes } from './panels/shapes.js';
import { showLink, startShare } from './panels/share.js';
import { recount } from './panels/stretch.js';
import { showErrors, startStyle } from './panels/style.js';
import { showTab, startTabs } from './panels/tabs.js';
import { pin, startValues } from './panels/values.js';

const basemap = JSON.parse($('map').dataset.basemap || 'null');
let shownError = null;
let drawing;
let swipe;
let blocks;

async function start() {
  countTiles();
  const listed = JSON.parse($('files').textContent);
  app.files = listed.filter(({ url }, index) => listed.findIndex((file) => file.url === url) === index);
  const view = new MapView($('map'), { basemap, view: current().view });
  app.sides = [new Side(view, tell), null];
  const { map } = view;
  nameLines(map, $('stage'));
  startTabs();
  startOpen(showError);
  startStyle();
  startFacts();
  startShare();
  swipe = new Swipe($('stage'), $('swipe'), (at) => change({ swipe: at }, false));
  drawing = new Drawing(map, { onChanged: sketch, onDone: drawn });
  startValues(map, () => Boolean(drawing.kind));
  startShapes(showPlace);
  blocks = startCost(map);
  startTools(map);
  watch(map);
  listen(follow);
  onShown(() => settle());
  view.ready.then(() => drawMarks());

  const [left, right] = current().layers;
  if (!left.url && app.files.length > 0) {
    change({ layers: [{ ...left, url: app.files[0].url }, right] }, false);
    return;
  }

  await follow(current(), { layers: [null, null], pins: null, shape: null, view: current().view });
}

/** The state has become another: the maps follow. */
async function follow(next, before) {
  drawMarks();
  if (Boolean(next.layers[1]) !== Boolean(app.sides[1])) {
    await compare(next.layers[1]);
  }

  swipe.place(next.swipe);
  const { map } = app.sides[0].view;
  if (next.view && !isSame(next.view, before.view) && !isSame(next.view, viewOf(map))) {
    map.jumpTo({ center: [next.view.lng, next.view.lat], zoom: next.view.zoom });
  }

  const shown = next.layers.map((layer, index) => {
    const old = app.sides[index]?.layer;
    if (!layer || (old && isSame(layer, old))) {
      return null;
    }

    const isOpened = index === 0 && layer.url !== old?.url;
    return app.sides[index].show(layer, isOpened && (!next.view || (Boolean(old?.url) && isSame(next.view, before.view))));
  });
  await Promise.all(shown);
  settle();
}

/** A second map over the first, or none. */
async function compare(layer) {
  $('right-map').hidden = !layer;
  $('swipe').hidden = !layer;
  if (!layer) {
    swipe.stop();
    app.sides[1].view.map.remove();
    app.sides[1] = null;
    activate(0);
    return;
  }

  const view = new MapView($('right-map'), { basemap, isBare: true, view: viewOf(app.sides[0].view.map) });
  app.sides[1] = new Side(view, tell);
  swipe.start(app.sides[0].view.map, view.map);
  await view.ready;
  watch(view.map);
  startRight(view.map);
  drawMarks();
}

// Pointers meet the upper map where it is seen: what is clicked there is meant for the page as well.
function startRight(map) {
  const left = app.sides[0].view.map;
  ['click', 'dblclick', 'mousemove'].forEach((name) =>
    map.on(name, (event) => left.fire(name, { lngLat: event.lngLat, point: event.point, preventDefault: () => event.preventDefault() })),
  );
}

const viewOf = (map) => {
  const { lng, lat } = map.getCenter();
  const round = (number, digits) => Number(number.toFixed(digits));
  return { zoom: round(map.getZoom(), 2), lat: round(lat, 5), lng: round(lng, 5) };
};

function watch(map) {
  const load = () => {
    if (document.documentElement.dataset.state !== 'error') {
      setState('loading');
    }
  };
  map.on('dataloading', load);
  map.on('movestart', load);
  map.on('idle', () => settle(true));
  map.on('error', ({ error }) => {
    if (error?.name !== 'AbortError') {
      shownError = error;
      settle();
    }
  });
  if (map === app.sides[0].view.map) {
    map.on('moveend', () => {
      if (app.sides[0].tileJson) {
        change({ view: viewOf(map) }, false);
        showLink();
        recount();
      }
    });
  }
}

/** Tells how things are. @param isDrawn whether a map has just said that it is at rest */
function settle(isDrawn = false) {
  const sides = app.sides.filter(Boolean);
  if (sides.some(({ isBusy }) => isBusy)) {
    shownError = null;
    setState('loading');
    return;
  }

  const error = sides.find(({ error: own }) => own)?.error ?? shownError;
  const isBelowField = showErrors(error);
  $('error').hidden = !error || isBelowField;
  $('error').textContent = error?.message ?? '';
  document.title = side()?.dataset ? `${side().dataset.name} · Cog viewer` : 'Cog viewer';
  if (error) {
    setState('error');
  } else if (isDrawn && sides.every(({ view }) => view.map.areTilesLoaded() && !view.map.isMoving())) {
    setState('idle');
  }
}

function showError(error) {
  shownError = error;
  settle();
}

function setState(value) {
  document.documentElement.dataset.state = value;
  const {
    layers: [left],
  } = current();
  $('status').textContent = { loading: 'Loading', idle: left.url ? 'Ready' : 'Open a file', error: 'Error' }[value];
}

/** Pins, and the line or area, on every map. @param sketched one that is being drawn */
function drawMarks(sketched = null, place = null) {
  const { pins, shape } = current();
  const drawn = sketched ?? shape;
  const dot = ({ lng, lat }, properties) => ({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [lng, lat] } });
  const features = [
    ...(drawn && drawn.points.length > 1 ? [featureOf(drawn)] : []),
    ...(drawn?.points ?? []).map((point) => dot(point, { dot: true })),
    ...pins.map((point, index) => dot(point, { pin: String(index + 1) })),
    ...(place ? [dot(place, { dot: true })] : []),
  ];
  app.sides.forEach((each) => each?.view.setMarks({ type: 'FeatureCollection', features }));
}

const sketch = (shape) => {
  drawMarks(shape);
  hint(`Click to set the ${drawing.count === 0 ? 'first' : 'next'} point; a double click ends. By keys: Enter, Shift + Enter, Escape.`);
};

function drawn(shape) {
  hint(null);
  $('cross').hidden = true;
  if (shape) {
    change({ shape });
    showTab('values');
  }

  drawMarks();
}

const showPlace = (place) => drawMarks(null, place);

function hint(text) {
  $('hint').hidden = !text;
  $('hint').textContent = text ?? '';
}

function startTools(map) {
  const canvas = map.getCanvas();
  const draw = (kind) => {
    drawing.start(kind);
    $('cross').hidden = false;
    canvas.focus();
  };
  const fit = () => side().fit();
  document.querySelectorAll('[data-draw]').forEach((button) => button.addEventListener('click', () => draw(button.dataset.draw)));
  $('fit').addEventListener('click', fit);
  $('help-button').addEventListener('click', () => $('help').showModal());
  canvas.addEventListener('focus', () => {
    $('cross').hidden = !canvas.matches(':focus-visible') && !drawing.kind;
  });
  canvas.addEventListener('blur', () => {
    $('cross').hidden = true;
  });

  // Letters are keys of the map alone: in a field they are text (WCAG 2.1, 2.1.4).
  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }

    const panels = ['style', 'values', 'cost', 'facts', 'share'];
    ({
      f: fit,
      p: () => pin(map.getCenter()),
      l: () => draw('line'),
      a: () => draw('area'),
      b: () => blocks.toggle(),
      '?': () => $('help').showModal(),
      ...Object.fromEntries(panels.map((name, index) => [String(index + 1), () => showTab(name)])),
    })[event.key.toLowerCase()]?.();
  });
}

const ready = start();
ready.catch(showError);
window.cogViewer = {
  ready,
  app,
  get map() {
    return app.sides[0].view.map;
  },
};
