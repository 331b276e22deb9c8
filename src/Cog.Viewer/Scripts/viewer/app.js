// What the parts of the page share: the two sides, which of them is edited, and news of them.
import { change, changeLayer, current, emptyLayer, isSame, listen } from './state.js';

export const app = {
  /** [Side, Side or null] */
  sides: [],
  /** 0 or 1: whose style the panel shows. */
  active: 0,
  /** Files that the page offers: [{ name, url }]. */
  files: [],
};

const listeners = new Set();

/** Called with the active side whenever something of it was drawn, or it has become another. */
export const onShown = (listener) => listeners.add(listener);

export const side = () => app.sides[app.active];

export const layer = () => current().layers[app.active] ?? current().layers[0];

/** Changes the layer that is edited; whatever was typed becomes a step of the history. */
export const edit = (changes, step = true) => changeLayer(app.active, changes, step);

export function tell(changed) {
  if (changed === side()) {
    listeners.forEach((listener) => listener(changed));
  }
}

export function activate(index) {
  app.active = current().layers[index] ? index : 0;
  listeners.forEach((listener) => listener(side()));
}

/** The same file, with nothing chosen: a choice of bands means nothing for another. */
export const opened = (url, dataset) => ({ ...emptyLayer, url, dataset });

export { change, current, isSame, listen };
