// The colour map of one band: strips to choose from, reversed, in classes; or the palette of the file.
import { edit, layer, onShown } from '../viewer/app.js';
import { colours, names, strip } from '../viewer/colours.js';
import { $, make } from '../viewer/dom.js';
import { short, value } from '../viewer/format.js';
import { classesOf } from '../viewer/statistics.js';

let known = null;

export function startColours() {
  const chooser = $('colormaps');
  chooser.addEventListener('toggle', async ({ newState }) => {
    if (newState === 'open') {
      $('colormap-filter').value = '';
      $('colormap-filter').focus();
      known ??= await names();
      list();
      place();
    }
  });
  $('colormap-filter').addEventListener('input', list);
  chooser.addEventListener('keydown', (event) => {
    const options = [...$('colormap-list').children];
    const at = options.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: at < 0 ? undefined : 0, End: at < 0 ? undefined : options.length - 1 }[
      event.key
    ];
    if (to !== undefined) {
      event.preventDefault();
      (options[to] ?? $('colormap-filter')).focus();
    }
  });
  $('reversed').addEventListener('change', () => {
    const name = layer().colormap_name || 'gray';
    edit({ colormap_name: name.endsWith('_r') ? name.slice(0, -2) : `${name}_r` });
  });
  $('classes').addEventListener('change', () =>
    edit({ classes: Number($('classes').value), colormap_name: layer().colormap_name || 'viridis' }),
  );
  onShown(show);
}

/** Beside the button, as far as the window allows. */
function place() {
  const button = $('colormap').getBoundingClientRect();
  const chooser = $('colormaps');
  chooser.style.left = `${Math.max(8, Math.min(button.left, innerWidth - chooser.offsetWidth - 8))}px`;
  chooser.style.top = `${Math.max(8, Math.min(button.bottom + 4, innerHeight - chooser.offsetHeight - 8))}px`;
}

function list() {
  if (!known) {
    return; // It comes once the server has answered.
  }

  const part = $('colormap-filter').value.trim().toLowerCase();
  const chosen = layer().colormap_name.replace(/_r$/, '') || '';
  const suffix = layer().colormap_name.endsWith('_r') ? '_r' : '';
  const option = (name, text) => {
    const shown = name && known.all.has(name + suffix) ? name + suffix : name;
    const button = make(
      'button',
      { type: 'button', role: 'option', 'aria-selected': name === chosen, 'aria-label': text },
      make('img', { src: strip(shown || 'gray'), alt: '', loading: 'lazy', width: 256, height: 14 }),
      make('span', { textContent: text }),
    );
    button.addEventListener('click', () => {
      $('colormaps').hidePopover();
      edit({ colormap_name: shown });
      $('colormap').focus();
    });
    return button;
  };
  $('colormap-list').replaceChildren(
    ...('grey none'.includes(part) ? [option('', 'Grey')] : []),
    ...known.names.filter((name) => name.includes(part)).map((name) => option(name, name)),
  );
}

async function show({ dataset, style, ranges, isMapped: mapped }) {
  if (!style) {
    return;
  }

  const isStored = style.mode === 'stored';
  $('palette').hidden = !isStored || !dataset.palette;
  $('map-of-colours').hidden = isStored || !mapped;
  if (!$('palette').hidden) {
    const classes = await classesOf(style).catch(() => []);
    legend(
      $('palette'),
      classes.map(([entry, share]) => [`${entry} · ${(share * 100).toFixed(1)} %`, dataset.palette[entry] ?? [0, 0, 0, 0]]),
    );
  }

  const name = style.colormap_name;
  $('colormap-name').textContent = name.replace(/_r$/, '') || 'Grey';
  $('colormap-strip').hidden = false;
  const address = strip(name || 'gray');
  if ($('colormap-strip').src !== address) {
    $('colormap-strip').src = address;
  }

  $('reversed').checked = name.endsWith('_r');
  $('classes').value = [...$('classes').options].some((option) => option.value === String(style.classes)) ? style.classes : 0;
  $('legend').hidden = $('map-of-colours').hidden || !style.classes || !name;
  if (!$('legend').hidden) {
    const [low, high] = Array.isArray(ranges) ? ranges[0] : [0, 255];
    const step = (high - low) / style.classes;
    const all = await colours(name);
    const end = (index) => value(short(low + step * index));
    legend(
      $('legend'),
      Array.from({ length: style.classes }, (_, index) => [
        index === 0 ? `below ${end(1)}` : index === style.classes - 1 ? `from ${end(index)}` : `${end(index)} – ${end(index + 1)}`,
        all[style.classes === 1 ? 128 : Math.round((index * 255) / (style.classes - 1))],
      ]),
    );
  }
}

function legend(place, entries) {
  place.replaceChildren(
    make(
      'ul',
      { className: 'legend' },
      ...entries.map(([text, colour]) => {
        const swatch = make('i', {});
        swatch.style.background = `rgb(${colour.slice(0, 3).join(' ')} / ${colour[3] / 255})`;
        return make('li', {}, swatch, make('span', { textContent: text }));
      }),
    ),
  );
}
