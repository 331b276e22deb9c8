// The stretch of each band that is drawn: by its histogram's handles, by numbers, or by what is usual.
import { edit, onShown, side } from '../viewer/app.js';
import { strip } from '../viewer/colours.js';
import { $, make, settled } from '../viewer/dom.js';
import { short } from '../viewer/format.js';
import { inside } from '../viewer/statistics.js';
import { viewArea } from '../map/geometry.js';
import { spread, widened } from '../viewer/style.js';
import { histogram } from '../plots/histogram.js';

const presets = {
  'Min – max': ({ min, max }) => widened([min, max]),
  '2 – 98 %': spread,
  '± 2 σ': ({ mean, std, min, max }) => (std > 0 ? [mean - 2 * std, mean + 2 * std] : widened([min, max])),
};

let shown = [];
let turn = 0;

export function startStretch() {
  $('stretch').addEventListener('change', ({ target }) => {
    if (target.name === 'counted') {
      count(side());
    }
  });
  $('presets').replaceChildren(
    ...Object.entries(presets).map(([name, rangeOf]) =>
      button(name, () => {
        if (shown.length > 0) {
          edit({ rescale: shown.map((statistics) => rangeOf(statistics).map(short)) });
        }
      }),
    ),
    button('As stored', () => edit({ rescale: side().dataset.dtype === 'uint8' ? null : shown.map(() => [0, 255]) })),
    button('Automatic', () => edit({ rescale: null })),
  );
  onShown((current) => {
    $('stretch').hidden = !current.style || current.style.mode === 'stored' || !current.tileJson;
    if (!current.isBusy && !$('stretch').hidden) {
      count(current);
    }
  });
}

/** The map was moved: what is on screen is counted again. */
export const recount = settled(400, () => {
  if (isOfView() && side()?.tileJson) {
    count(side());
  }
});

const isOfView = () => $('style').elements.counted.value === 'view';

const button = (name, action) => {
  const element = make('button', { type: 'button', textContent: name });
  element.addEventListener('click', action);
  return element;
};

async function count(current) {
  const own = ++turn;
  let statistics = [];
  let problem = '';
  try {
    statistics =
      isOfView() || current.style.dataset === 'mosaicjson'
        ? await inside(current.style, current.dataset, viewArea(current.view.map))
        : await current.statistics();
  } catch (error) {
    problem = error.message;
  }

  if (own !== turn || current !== side()) {
    return;
  }

  shown = statistics.filter(({ min, max }) => Number.isFinite(min) && Number.isFinite(max));
  if (shown.length === 0 || problem) {
    $('histograms').replaceChildren(make('p', { className: 'quiet', textContent: problem || 'There is no value here.' }));
    return;
  }

  if ($('histograms').contains(document.activeElement) && document.activeElement.matches(':active')) {
    return; // A handle is being pulled.
  }

  const held = document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.id;
  $('histograms').replaceChildren(...shown.map((band, index) => plotOf(current, band, index)));
  if (held) {
    [...$('histograms').querySelectorAll('[aria-label]')].find((element) => element.getAttribute('aria-label') === held)?.focus();
  }
}

function plotOf({ style, ranges, dataset, isMapped: mapped }, statistics, index) {
  const range = Array.isArray(ranges) ? (ranges[index] ?? ranges[0]) : [0, 255];
  const name = nameOf(style, dataset, statistics, index);
  const set = (next) => {
    const all = shown.map((_, band) => (Array.isArray(ranges) ? (ranges[band] ?? ranges[0]) : [0, 255]));
    edit({ rescale: all.map((own, band) => (band === index ? next.map(short) : own)) });
  };
  const field = (end, text) => {
    const input = make('input', {
      type: 'number',
      step: 'any',
      id: `${text.toLowerCase()}-${index}`,
      value: short(range[end]),
      'aria-label': `${text} of ${name}`,
    });
    input.addEventListener('change', () => {
      const number = Number(input.value);
      if (input.value !== '' && Number.isFinite(number)) {
        const next = [...range];
        next[end] = number;
        if (next[0] < next[1]) {
          set(next);
        } else {
          input.setCustomValidity('The minimum must be less than the maximum.');
          input.reportValidity();
          input.setCustomValidity('');
        }
      }
    });
    return input;
  };
  return make(
    'div',
    { className: 'band' },
    make('p', { className: 'band-name', textContent: name }),
    histogram(statistics, {
      name,
      range,
      colour: style.mode === 'rgb' ? ['red', 'green', 'blue'][index] : 'plain',
      strip: mapped && !style.classes ? strip(style.colormap_name || 'gray') : null,
      onRange: set,
    }),
    make('div', { className: 'ends' }, field(0, 'Minimum'), field(1, 'Maximum')),
  );
}

export function nameOf(style, dataset, statistics, index) {
  if (style.mode === 'rgb') {
    const band = dataset.bands.find(({ number }) => number === style.bidx[index]);
    const colour = ['Red', 'Green', 'Blue'][index];
    return band?.name && !band.name.toLowerCase().startsWith(colour.toLowerCase()) ? `${colour}: ${band.name}` : band?.name || colour;
  }

  const band = dataset.bands.find(({ number }) => number === style.bidx[0]);
  const own = statistics.description && statistics.description !== statistics.name ? statistics.description : '';
  return style.mode === 'single' && !style.algorithm && band?.name ? band.name : own || (band ? `Band ${band.number}` : statistics.name);
}
