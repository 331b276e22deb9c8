// What the tiles cost: figures, the bytes of the file, its blocks on the map, and every read.
import { cost, onCost, resetCost } from '../viewer/cost.js';
import { onShown, side } from '../viewer/app.js';
import { $, make, settled } from '../viewer/dom.js';
import { bytes, count, milliseconds } from '../viewer/format.js';
import { layoutOf } from '../viewer/layout.js';
import { startBlocks } from './blocks.js';
import { areaAt, drawBytes, startBytes } from './file-bytes.js';
import { onTab, openTab } from './tabs.js';

let layout = null;
let turn = 0;

export function startCost(map) {
  $('zero').addEventListener('click', resetCost);
  startBytes($('file-bytes'));
  const blocks = startBlocks(map);
  const write = settled(60, () => {
    showFigures();
    if (openTab() === 'cost') {
      showAnswers();
      drawBytes(layout, cost, side()?.style?.url);
      blocks.heat();
    }
  });
  onCost(write);
  const load = async () => {
    const shown = side();
    const own = ++turn;
    if (openTab() !== 'cost' || shown?.isBusy) {
      return;
    }

    const isFile = Boolean(shown?.style) && shown.style.dataset === '';
    $('bytes-section').hidden = !isFile;
    $('blocks-section').hidden = !isFile;
    const next = isFile ? await layoutOf(shown.style.url).catch(() => null) : null;
    if (own === turn) {
      layout = next;
      write();
      blocks.update();
    }
  };
  onShown(load);
  onTab(load);
  return blocks;
}

function showFigures() {
  $('tiles').textContent = count(cost.tiles);
  $('reads').textContent = count(cost.reads);
  $('bytes').textContent = bytes(cost.bytes);
  $('milliseconds').textContent = cost.last ? milliseconds(cost.last.milliseconds) : '–';
  $('header-from').textContent = cost.last?.header ?? '–';
  $('stages').textContent = cost.last?.stages.map(({ name, duration }) => `${name} ${duration.toFixed(1)}`).join(' · ') || '–';
}

const shownAnswers = 24;

function showAnswers() {
  const url = side()?.style?.url;
  const slowest = Math.max(1, ...cost.answers.flatMap(({ ranges }) => ranges.map((range) => range.milliseconds)));
  $('answers').replaceChildren(
    ...cost.answers
      .filter((answer) => answer.url === url && !answer.tile?.isOutside)
      .slice(0, shownAnswers)
      .map((answer) =>
        make(
          'li',
          {},
          make(
            'div',
            { className: 'answer' },
            make('b', { textContent: answer.label }),
            make('span', { textContent: milliseconds(answer.milliseconds) }),
          ),
          make('p', { className: 'quiet', textContent: summary(answer) }),
          ...(answer.ranges.length > 0 ? [make('ul', {}, ...answer.ranges.map((range) => readOf(range, slowest)))] : []),
          ...(answer.more > 0 ? [make('p', { className: 'quiet', textContent: `and ${answer.more} more reads` })] : []),
        ),
      ),
  );
  if ($('answers').children.length === 0) {
    $('answers').replaceChildren(make('li', { className: 'quiet', textContent: 'Nothing was read yet. Move the map.' }));
  }
}

function summary({ header, blocks, remembered, ranges, isStored }) {
  return [
    header ? `header from ${header}` : '',
    isStored ? 'a block as it is stored' : '',
    blocks > 0 ? `${blocks} ${blocks === 1 ? 'block' : 'blocks'}, ${remembered} of them from memory` : '',
    ranges.length === 0 ? 'nothing read from the file' : '',
  ]
    .filter(Boolean)
    .join('; ');
}

function readOf({ offset, length, milliseconds: time }, slowest) {
  const area = layout ? areaAt(layout, offset + Math.floor(length / 2)) : null;
  const swatch = make('i', { className: area ? `swatch ${area.look}` : 'swatch' });
  const bar = make('span', { className: 'bar', 'aria-hidden': 'true' });
  bar.style.width = `${Math.max(2, (time / slowest) * 100)}%`;
  return make(
    'li',
    {},
    swatch,
    make('span', { className: 'read-at', textContent: `${count(offset)} + ${bytes(length)}` }),
    make('span', { className: 'read-of', textContent: offset === 0 && length === 1 ? 'Is it the same?' : (area?.name ?? 'file') }),
    make('span', { className: 'read-time', textContent: milliseconds(time) }),
    bar,
  );
}
