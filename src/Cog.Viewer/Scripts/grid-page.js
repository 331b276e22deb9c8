// The page of any other tile matrix set. Tiles of one set lie side by side in their own CRS, so pictures in a frame are a map.
import { page, setState, showValues, tileJson } from './pages/page.js';

const frame = document.getElementById('map');
const set = page.tileMatrixSet;
const matrices = set.tileMatrices.map((matrix) => {
  const [first, second] = matrix.pointOfOrigin;
  return {
    ...matrix,
    zoom: Number(matrix.id),
    left: page.isNorthFirst ? second : first,
    top: page.isNorthFirst ? first : second,
    limits: page.limits.find(({ tileMatrix }) => tileMatrix === matrix.id),
  };
}).filter(({ zoom }) => zoom >= page.minZoom && zoom <= tileJson.maxzoom || zoom >= tileJson.minzoom && zoom <= tileJson.maxzoom);

// What is in sight: the middle, in the set's CRS, and units of it for a pixel of the screen.
const view = { x: 0, y: 0, resolution: 1 };
const finest = matrices.at(-1).cellSize / 16;
const pictures = new Map();
let pending = 0;

/** The box of the tiles that the file has, at the finest level that has any. */
function extent() {
  const matrix = matrices.findLast(({ limits }) => limits);
  if (!matrix) {
    return null;
  }

  const [width, height] = [matrix.cellSize * matrix.tileWidth, matrix.cellSize * matrix.tileHeight];
  const { minTileCol, maxTileCol, minTileRow, maxTileRow } = matrix.limits;
  return [
    matrix.left + minTileCol * width,
    matrix.top - (maxTileRow + 1) * height,
    matrix.left + (maxTileCol + 1) * width,
    matrix.top - minTileRow * height,
  ];
}

function fit() {
  const box = extent();
  if (!box) {
    document.getElementById('value').textContent = `${set.id} has no tile of the file at these levels.`;
    document.getElementById('value').hidden = false;
    setState('idle');
    return;
  }

  const [left, bottom, right, top] = box;
  Object.assign(view, {
    x: (left + right) / 2,
    y: (bottom + top) / 2,
    resolution: Math.max((right - left) / (frame.clientWidth - 60), (top - bottom) / (frame.clientHeight - 60)),
  });
  draw();
}

/** The coarsest level whose pixels are no larger than the screen's, as far as there is one. */
const levelInSight = () => matrices.find(({ cellSize }) => cellSize <= view.resolution * 1.01) ?? matrices.at(-1);

/** Rows nearer to a pole may have tiles several columns wide. */
const widthOf = (matrix, row) =>
  matrix.variableMatrixWidths?.find((rows) => row >= rows.minTileRow && row <= rows.maxTileRow)?.coalesce ?? 1;

function draw() {
  const matrix = levelInSight();
  const scale = matrix.cellSize / view.resolution;
  const [width, height] = [matrix.tileWidth * scale, matrix.tileHeight * scale];
  const [left, top] = [
    (matrix.left - view.x) / view.resolution + frame.clientWidth / 2,
    (view.y - matrix.top) / view.resolution + frame.clientHeight / 2,
  ];
  const limits = matrix.limits ?? { minTileCol: 0, maxTileCol: matrix.matrixWidth - 1, minTileRow: 0, maxTileRow: matrix.matrixHeight - 1 };
  const wanted = new Set();
  const range = (start, end, first, last) => [Math.max(Math.floor(start), first), Math.min(Math.ceil(end) - 1, last)];
  const [firstRow, lastRow] = range(-top / height, (frame.clientHeight - top) / height, limits.minTileRow, limits.maxTileRow);
  const [firstColumn, lastColumn] = range(-left / width, (frame.clientWidth - left) / width, limits.minTileCol, limits.maxTileCol);
  for (let row = firstRow; row <= lastRow; row += 1) {
    const columns = widthOf(matrix, row);
    for (let column = firstColumn; column <= lastColumn; column += 1) {
      const first = Math.floor(column / columns) * columns;
      const key = `${matrix.id}/${first}/${row}`;
      if (!wanted.has(key)) {
        wanted.add(key);
        place(key, [left + first * width, top + row * height, width * columns, height], matrix, first, row);
      }
    }
  }

  pictures.forEach((picture, key) => {
    if (!wanted.has(key)) {
      picture.remove();
      pictures.delete(key);
    }
  });
  settle();
}

function place(key, [x, y, width, height], matrix, column, row) {
  let picture = pictures.get(key);
  if (!picture) {
    picture = new Image();
    picture.alt = '';
    picture.draggable = false;
    pending += 1;
    const done = () => {
      pending -= 1;
      settle();
    };
    picture.addEventListener('load', done, { once: true });
    picture.addEventListener('error', () => {
      picture.hidden = true; // No pixel of the file.
      done();
    }, { once: true });
    picture.src = tileJson.tiles[0].replace('{z}', matrix.id).replace('{x}', column).replace('{y}', row);
    pictures.set(key, picture);
    frame.append(picture);
  }

  // Edges on whole pixels: neighbours meet without a gap.
  const [left, top] = [Math.round(x), Math.round(y)];
  const [right, bottom] = [Math.round(x + width), Math.round(y + height)];
  Object.assign(picture.style, { left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px` });
}

const settle = () => setState(pending > 0 ? 'loading' : 'idle');

/** Keeps the place under the pointer where it is. */
function zoom(factor, x = frame.clientWidth / 2, y = frame.clientHeight / 2) {
  const resolution = Math.min(Math.max(view.resolution * factor, finest), matrices[0].cellSize * 4);
  const change = view.resolution - resolution;
  view.x += (x - frame.clientWidth / 2) * change;
  view.y -= (y - frame.clientHeight / 2) * change;
  view.resolution = resolution;
  draw();
}

function move(x, y) {
  view.x -= x * view.resolution;
  view.y += y * view.resolution;
  draw();
}

const held = new Map();
let wasMoved = false;
frame.addEventListener('pointerdown', (event) => {
  if (event.target.closest('button')) {
    return;
  }

  held.set(event.pointerId, event);
  frame.setPointerCapture(event.pointerId);
  frame.classList.add('held');
  wasMoved = false;
});
frame.addEventListener('pointermove', (event) => {
  const before = held.get(event.pointerId);
  if (!before) {
    return;
  }

  held.set(event.pointerId, event);
  const others = [...held.values()].filter(({ pointerId }) => pointerId !== event.pointerId);
  if (others.length === 0) {
    wasMoved ||= Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY) > 1;
    move(event.clientX - before.clientX, event.clientY - before.clientY);
    return;
  }

  const distance = (point) => Math.hypot(point.clientX - others[0].clientX, point.clientY - others[0].clientY);
  wasMoved = true;
  zoom(distance(before) / Math.max(distance(event), 1), others[0].clientX, others[0].clientY);
});
const release = (event) => {
  const point = held.get(event.pointerId);
  held.delete(event.pointerId);
  frame.classList.toggle('held', held.size > 0);
  if (point && event.type === 'pointerup' && !wasMoved) {
    const [x, y] = [event.clientX - frame.clientWidth / 2, event.clientY - frame.clientHeight / 2];
    showValues(view.x + x * view.resolution, view.y - y * view.resolution, [['coord_crs', set.id === 'CogGrid' ? 'native' : set.crs]]);
  }
};
frame.addEventListener('pointerup', release);
frame.addEventListener('pointercancel', release);
frame.addEventListener('wheel', (event) => {
  event.preventDefault();
  zoom(1.0015 ** event.deltaY, event.clientX, event.clientY);
}, { passive: false });
frame.addEventListener('keydown', ({ key }) => {
  const step = 80;
  ({
    ArrowLeft: () => move(step, 0),
    ArrowRight: () => move(-step, 0),
    ArrowUp: () => move(0, step),
    ArrowDown: () => move(0, -step),
    '+': () => zoom(0.5),
    '=': () => zoom(0.5),
    '-': () => zoom(2),
  })[key]?.();
});

const buttons = document.createElement('div');
buttons.id = 'zoom';
[['+', 'Zoom in', 0.5], ['−', 'Zoom out', 2]].forEach(([text, label, factor]) => {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = text;
  button.title = label;
  button.setAttribute('aria-label', label);
  button.addEventListener('click', () => zoom(factor));
  buttons.append(button);
});
const credit = document.createElement('p');
credit.id = 'credit';
// The deployment's attribution is HTML, by TileJSON: its text is shown here.
const attribution = new DOMParser().parseFromString(tileJson.attribution ?? '', 'text/html').body.textContent;
credit.textContent = [set.id, attribution].filter(Boolean).join(' · ');
frame.classList.add('grid');
frame.append(buttons, credit);
addEventListener('resize', draw);
window.cogMap = { view, pictures };
fit();
