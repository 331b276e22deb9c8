// Algorithms of the server, each with a field for each of its parameters.
import { edit, layer, onShown } from '../viewer/app.js';
import { $, make } from '../viewer/dom.js';
import { once } from '../viewer/server.js';

export async function startAlgorithms() {
  $('algorithm').addEventListener('change', () => edit({ algorithm: $('algorithm').value, algorithm_params: '', rescale: null }));
  onShown(show);
  const { algorithms } = await once('algorithms');
  $('algorithm').append(...algorithms.map(({ id }) => new Option(id, id)));
  $('algorithm').value = layer().algorithm;
}

function show({ algorithm, style }) {
  $('algorithm').value = style?.algorithm ?? '';
  const fields = $('algorithm-parameters');
  const definition = style?.algorithm ? algorithm : null;
  fields.hidden = !definition || Object.keys(definition.parameters).length === 0;
  if (fields.hidden || fields.contains(document.activeElement)) {
    return;
  }

  const chosen = parse(style.algorithm_params);
  fields.replaceChildren(
    ...Object.entries(definition.parameters).map(([name, parameter]) => {
      const field = make('input', {
        type: 'number',
        id: `algorithm-${name}`,
        min: parameter.minimum ?? '',
        max: parameter.maximum ?? '',
        step: parameter.type === 'integer' ? 1 : 'any',
        placeholder: parameter.default ?? '',
        value: chosen[name] ?? '',
      });
      field.addEventListener('change', () => {
        if (field.reportValidity()) {
          const { [name]: _, ...others } = parse(layer().algorithm_params);
          const next = field.value === '' ? others : { ...others, [name]: Number(field.value) };
          edit({ algorithm_params: Object.keys(next).length > 0 ? JSON.stringify(next) : '' });
        }
      });
      return make(
        'label',
        { className: 'field', for: field.id, title: parameter.description ?? '' },
        make('span', { textContent: parameter.title ?? name }),
        field,
      );
    }),
  );
}

function parse(text) {
  try {
    return JSON.parse(text || '{}');
  } catch {
    return {};
  }
}
