// Tabs (WAI-ARIA Authoring Practices, "Tabs with automatic activation").
import { $ } from '../viewer/dom.js';

const tabs = () => [...$('tabs').querySelectorAll('[role=tab]')];
const listeners = new Set();

export const openTab = () =>
  tabs()
    .find((tab) => tab.getAttribute('aria-selected') === 'true')
    .id.slice('tab-'.length);

/** Called with the name of the tab that is opened. */
export const onTab = (listener) => listeners.add(listener);

export function showTab(name, withFocus = false) {
  tabs().forEach((tab) => {
    const isIt = tab.id === `tab-${name}`;
    tab.setAttribute('aria-selected', isIt);
    tab.tabIndex = isIt ? 0 : -1;
    $(tab.getAttribute('aria-controls')).hidden = !isIt;
    if (isIt && withFocus) {
      tab.focus();
    }
  });
  listeners.forEach((listener) => listener(name));
}

export function startTabs() {
  tabs().forEach((tab, index, all) => {
    tab.addEventListener('click', () => showTab(tab.id.slice('tab-'.length)));
    tab.addEventListener('keydown', (event) => {
      const to = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: all.length - 1 }[event.key];
      if (to !== undefined) {
        event.preventDefault();
        showTab(all[(to + all.length) % all.length].id.slice('tab-'.length), true);
      }
    });
  });
}
