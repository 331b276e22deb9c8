// The field of an expression: it completes the names of bands and functions.
import { edit, side } from '../viewer/app.js';
import { $, make } from '../viewer/dom.js';

const functions = [
  'where',
  'abs',
  'sign',
  'sqrt',
  'exp',
  'expm1',
  'log',
  'log2',
  'log10',
  'log1p',
  'floor',
  'ceil',
  'trunc',
  'round',
  'sin',
  'cos',
  'tan',
  'arcsin',
  'arccos',
  'arctan',
  'arctan2',
  'sinh',
  'cosh',
  'tanh',
  'arcsinh',
  'arccosh',
  'arctanh',
  'hypot',
  'maximum',
  'minimum',
  'fmod',
  'copysign',
  'nextafter',
  'isnan',
  'isinf',
  'isfinite',
  'signbit',
  'ones_like',
  'copy',
];

let marked = -1;

export function startExpression() {
  const [field, list] = [$('expression'), $('completions')];
  field.addEventListener('input', () => offer(field));
  field.addEventListener('focus', () => offer(field));
  field.addEventListener('blur', () => {
    close();
    apply();
  });
  field.addEventListener('keydown', (event) => {
    const options = [...list.children];
    if (!list.hidden && ['ArrowDown', 'ArrowUp'].includes(event.key)) {
      event.preventDefault();
      mark((marked + (event.key === 'ArrowDown' ? 1 : -1) + options.length) % options.length);
    } else if (!list.hidden && marked >= 0 && ['Enter', 'Tab'].includes(event.key)) {
      event.preventDefault();
      take(options[marked].dataset.name);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      close();
      apply();
    } else if (event.key === 'Escape' && !list.hidden) {
      event.stopPropagation();
      close();
    }
  });
  list.addEventListener('pointerdown', (event) => {
    event.preventDefault(); // The field keeps the focus.
    const option = event.target.closest('[role=option]');
    if (option) {
      take(option.dataset.name);
    }
  });
}

function apply() {
  const text = $('expression').value.trim();
  if (text !== (side().layer?.expression ?? '')) {
    edit({ mode: 'expression', expression: text, bidx: [], rescale: null });
  }
}

/** The beginning of a name before the caret. */
function begun(field) {
  const before = field.value.slice(0, field.selectionStart);
  return /[a-z_][\w]*$/i.exec(before)?.[0] ?? '';
}

function offer(field) {
  const start = begun(field).toLowerCase();
  const isNamePlace = start !== '' || field.value.trim() === '' || /[-+*/(,;<>=&|^~%]\s*$/.test(field.value.slice(0, field.selectionStart));
  const bands = side().dataset?.bands ?? [];
  const found = [
    ...bands
      .filter(({ number, name }) => `b${number}`.startsWith(start) || (start && name.toLowerCase().includes(start)))
      .map(({ number, name }) => [`b${number}`, name || 'band']),
    ...(start ? functions.filter((name) => name.startsWith(start)).map((name) => [name, 'function']) : []),
  ]
    .filter(([name]) => name !== start)
    .slice(0, 12);
  if (!isNamePlace || found.length === 0 || document.activeElement !== field) {
    close();
    return;
  }

  $('completions').replaceChildren(
    ...found.map(([name, meaning], index) =>
      make(
        'li',
        { role: 'option', id: `completion-${index}`, 'aria-selected': 'false', 'data-name': name },
        make('b', { textContent: name }),
        make('span', { textContent: meaning }),
      ),
    ),
  );
  $('completions').hidden = false;
  field.setAttribute('aria-expanded', 'true');
  mark(start ? 0 : -1);
}

function mark(index) {
  marked = index;
  [...$('completions').children].forEach((option, place) => option.setAttribute('aria-selected', place === index));
  $('completions').children[index]?.scrollIntoView({ block: 'nearest' });
  if (index >= 0) {
    $('expression').setAttribute('aria-activedescendant', `completion-${index}`);
  } else {
    $('expression').removeAttribute('aria-activedescendant');
  }
}

function take(name) {
  const field = $('expression');
  const start = field.selectionStart - begun(field).length;
  const written = functions.includes(name) ? `${name}(` : name;
  field.setRangeText(written, start, field.selectionStart, 'end');
  close();
}

function close() {
  $('completions').hidden = true;
  $('expression').setAttribute('aria-expanded', 'false');
  $('expression').removeAttribute('aria-activedescendant');
  marked = -1;
}
