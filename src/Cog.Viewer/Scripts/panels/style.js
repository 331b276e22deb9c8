// The panel of the style: what is chosen here is the layer.
import { app, edit, layer, onShown, side } from '../viewer/app.js';
import { $, make } from '../viewer/dom.js';
import { emptyLayer } from '../viewer/state.js';
import { resolve } from '../viewer/style.js';
import { startAlgorithms } from './algorithms.js';
import { startColours } from './colours.js';
import { startExpression } from './expression.js';
import { startStretch } from './stretch.js';

const bandControls = ['red', 'green', 'blue'];

export function startStyle() {
  $('style').addEventListener('submit', (event) => event.preventDefault());
  $('mode').addEventListener('change', ({ target }) => {
    edit({ mode: target.value, bidx: [], rescale: null, ...(target.value === 'expression' ? {} : { expression: '' }) });
    if (target.value === 'expression') {
      $('expression').focus();
    }
  });
  bandControls.forEach((control) =>
    $(control).addEventListener('change', () =>
      chooseBands(
        'rgb',
        bandControls.map((id) => Number($(id).value)),
      ),
    ),
  );
  $('band').addEventListener('change', () => chooseBands('single', [Number($('band').value)]));
  $('asset-list').addEventListener('change', () => {
    const assets = [...$('asset-list').querySelectorAll(':checked')].map(({ value }) => value);
    edit({ assets, bidx: [], rescale: null, mode: '', expression: '' });
  });
  $('resampling').addEventListener('change', () => edit({ resampling: $('resampling').value }));
  $('unscale').addEventListener('change', () => edit({ unscale: $('unscale').checked, rescale: null }));
  $('color-formula').addEventListener('change', () => edit({ color_formula: $('color-formula').value.trim() }));
  $('nodata').addEventListener('change', () => {
    const text = $('nodata').value.trim();
    const isNumber = text === '' || Number.isFinite(Number(text)) || /^(nan|[-+]?inf)$/i.test(text);
    wrong('nodata', isNumber ? '' : `“${text}” is no number; nan, inf and -inf count as some.`);
    if (isNumber) {
      edit({ nodata: text, rescale: null });
    }
  });
  $('opacity').addEventListener('input', () => {
    $('opacity-value').value = `${$('opacity').value} %`;
    side().view.setOpacity($('opacity').value / 100);
  });
  $('opacity').addEventListener('change', () => edit({ opacity: $('opacity').value / 100 }));
  $('reset').addEventListener('click', () => edit({ ...emptyLayer, url: layer().url, dataset: layer().dataset, assets: layer().assets }));

  startExpression();
  startAlgorithms();
  startStretch();
  startColours();
  onShown(show);
}

// Ranges belong to bands: those that stay where they are keep theirs.
function chooseBands(mode, bidx) {
  const { style, ranges } = side();
  const keep = layer().rescale && style.bidx.length === bidx.length && Array.isArray(ranges);
  edit({ mode, bidx, rescale: keep && bidx.every((band, index) => band === style.bidx[index]) ? layer().rescale : null });
}

function show({ dataset, layer: shown, error }) {
  $('style').inert = !shown?.url || !dataset;
  showErrors(error);
  if (!dataset) {
    return;
  }

  const style = resolve(shown, dataset);
  $('assets').hidden = dataset.assets.length < 2;
  $('asset-list').replaceChildren(
    ...dataset.assets.map((asset) =>
      make(
        'label',
        { className: 'check' },
        make('input', { type: 'checkbox', value: asset, checked: dataset.chosen.includes(asset) }),
        make('span', { textContent: asset }),
      ),
    ),
  );
  $('stored-mode').hidden = !dataset.isPalette;
  const modes = $('style').elements.mode;
  [...modes].forEach((radio) => {
    radio.checked = radio.value === style.mode;
    if (radio.value === 'rgb') {
      radio.parentElement.hidden = dataset.bands.length < 2;
    }
  });
  $('rgb-bands').hidden = style.mode !== 'rgb';
  $('single-band').hidden = style.mode !== 'single' || dataset.bands.length < 2;
  $('expression-field').hidden = style.mode !== 'expression';
  [...bandControls, 'band'].forEach((control) => {
    $(control).replaceChildren(...dataset.bands.map((band) => new Option(bandName(band), band.number)));
  });
  bandControls.forEach((control, index) => {
    $(control).value = style.bidx[index] ?? '';
  });
  $('band').value = style.bidx[0] ?? '';
  setUnlessFocused('expression', style.expression);
  setUnlessFocused('nodata', style.nodata);
  setUnlessFocused('color-formula', style.color_formula);
  $('nodata').placeholder = dataset.info.nodata_value === undefined ? 'none in the file' : `the file’s: ${dataset.info.nodata_value}`;
  $('resampling').value = style.resampling;
  $('unscale').checked = style.unscale;
  $('more').open ||= Boolean(style.resampling || style.nodata || style.unscale || style.color_formula);
  $('opacity').value = Math.round(style.opacity * 100);
  $('opacity-value').value = `${$('opacity').value} %`;
  app.sides.forEach((each) => each?.layer && each.view.setOpacity(each.layer.opacity));
}

/** What the server says of one field stands below it. @returns whether there is such a field */
export function showErrors(error) {
  const text = error?.detail ? error.message : '';
  const fields = { expression: /^expression\b/, formula: /^color_formula\b/, nodata: /^nodata\b/ };
  let isShown = false;
  Object.entries(fields).forEach(([field, pattern]) => {
    const isHere = pattern.test(text);
    wrong(field, isHere ? text.replace(/ \(\d+\)$/, '') : '');
    isShown ||= isHere;
  });
  return isShown;
}

function wrong(field, text) {
  const place = $(`${field}-error`);
  [place.textContent, place.hidden] = [text, text === ''];
  $(field === 'formula' ? 'color-formula' : field).setAttribute('aria-invalid', text !== '');
}

function setUnlessFocused(id, text) {
  if (document.activeElement !== $(id)) {
    $(id).value = text;
  }
}

export const bandName = ({ number, name }) => (name ? `${number} ${name}` : `Band ${number}`);
