// The file as a ribbon of bytes, in lines as text is: what stands where, and what of it was read.
import { make } from '../viewer/dom.js';
import { bytes, count } from '../viewer/format.js';

const [lines, lineHeight, gap] = [8, 13, 3];
let now = { layout: null, cost: null };
let canvas;
let told;
let legend;

/** The area that holds a byte. */
export const areaAt = ({ areas }, offset) => bottomUp(areas).findLast((area) => area.offset <= offset && offset < area.end);

// Masks may stand between the blocks of their images: the areas lie in each other, and the image is on top.
const bottomUp = (areas) => areas.toSorted((one, other) => (other.kind === 'mask') - (one.kind === 'mask'));

export function startBytes(place) {
  canvas = make('canvas', { role: 'img' });
  told = make('p', { className: 'quiet told' });
  legend = make('table', { className: 'areas' });
  place.append(canvas, told, legend);
  canvas.addEventListener('pointermove', ({ clientX, clientY }) => {
    if (!now.layout) {
      return;
    }

    const box = canvas.getBoundingClientRect();
    const line = Math.min(lines - 1, Math.max(0, Math.floor((clientY - box.top) / (lineHeight + gap))));
    const offset = Math.floor(((line + Math.min(0.9999, Math.max(0, (clientX - box.left) / box.width))) * now.layout.bytes) / lines);
    const area = areaAt(now.layout, offset);
    const isRead = (now.ranges ?? []).some(([start, end]) => start <= offset && offset < end);
    told.textContent = `Byte ${count(offset)}: ${area?.name ?? 'nothing that a directory names'}, ${isRead ? 'read' : 'not read'}`;
  });
  canvas.addEventListener('pointerleave', summarize);
  new ResizeObserver(paint).observe(canvas);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);
}

export function drawBytes(layout, cost, url) {
  now = { layout, ranges: cost.ranges.get(url) ?? [], last: cost.answers.find((answer) => answer.url === url && answer.ranges.length > 0) };
  paint();
  summarize();
  list();
}

function summarize() {
  if (now.layout) {
    const read = now.ranges.reduce((sum, [start, end]) => sum + Math.min(end, now.layout.bytes) - Math.min(start, now.layout.bytes), 0);
    const text = `${bytes(read)} of ${bytes(now.layout.bytes)} read: ${percent(read / now.layout.bytes)}`;
    told.textContent = text;
    canvas.setAttribute('aria-label', `The bytes of the file. ${text}. The table below tells it part by part.`);
  } else {
    told.textContent = '';
  }
}

const percent = (share) => (share > 0 && share < 0.001 ? '< 0.1 %' : `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`);

function paint() {
  const width = canvas.clientWidth;
  if (!width) {
    return;
  }

  const ratio = devicePixelRatio;
  const height = lines * (lineHeight + gap) - gap;
  [canvas.width, canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
  canvas.style.height = `${height}px`;
  const pen = canvas.getContext('2d');
  pen.scale(ratio, ratio);
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  pen.fillStyle = colour('--field');
  for (let line = 0; line < lines; line += 1) {
    pen.fillRect(0, line * (lineHeight + gap), width, lineHeight);
  }

  if (!now.layout) {
    return;
  }

  const perLine = now.layout.bytes / lines;
  const block = (start, end, inset = 0, least = 0) => {
    for (let line = Math.floor(start / perLine); line <= Math.min(lines - 1, Math.floor(Math.max(start, end - 1) / perLine)); line += 1) {
      const from = Math.max(0, start / perLine - line) * width;
      const to = Math.min(1, end / perLine - line) * width;
      pen.fillRect(from, line * (lineHeight + gap) + inset, Math.max(least, to - from), lineHeight - 2 * inset);
    }
  };

  // Pale where nothing was read, full where it was.
  const areas = bottomUp(now.layout.areas);
  areas.forEach((area) => {
    pen.globalAlpha = 0.28;
    pen.fillStyle = colour(`--${area.look}`);
    block(area.offset, area.end, 0, 1);
  });
  pen.globalAlpha = 1;
  now.ranges.forEach(([start, end]) => {
    areas
      .filter((area) => area.offset < end && area.end > start)
      .forEach((area) => {
        pen.fillStyle = colour(`--${area.look}`);
        block(Math.max(start, area.offset), Math.min(end, area.end), 0, 1.5);
      });
  });
  pen.fillStyle = colour('--ink');
  now.last?.ranges.forEach(({ offset, length }) => block(offset, Math.min(offset + length, now.layout.bytes), lineHeight / 2 - 1, 1.5));
}

function list() {
  if (!now.layout) {
    legend.replaceChildren();
    return;
  }

  const readOf = (area) =>
    now.ranges.reduce((sum, [start, end]) => sum + Math.max(0, Math.min(end, area.end) - Math.max(start, area.offset)), 0);
  legend.replaceChildren(
    make('caption', { className: 'visually-hidden', textContent: 'Parts of the file, in the order in which they stand in it' }),
    make('thead', {}, make('tr', {}, ...['Part', 'Size', 'Blocks', 'Read'].map((text) => make('th', { scope: 'col', textContent: text })))),
    make(
      'tbody',
      {},
      ...now.layout.areas.map((area) =>
        make(
          'tr',
          {},
          make('th', { scope: 'row' }, make('i', { className: `swatch ${area.look}` }), area.name),
          make('td', { textContent: bytes(area.length) }),
          make('td', { textContent: area.blocks ? count(area.blocks) : '' }),
          make('td', { textContent: percent(readOf(area) / Math.max(1, area.length)) }),
        ),
      ),
    ),
  );
}
