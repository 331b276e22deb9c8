// Elements by id, and elements made in one line.
export const $ = (id) => document.getElementById(id);

/** @param properties of the element; those with a hyphen, and role, are attributes */
export function make(name, properties = {}, ...children) {
  return fill(document.createElement(name), properties, children);
}

/** The same for a drawing: all of its properties are attributes. */
export function draw(name, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.append(...children);
  return element;
}

function fill(element, properties, children) {
  Object.entries(properties).forEach(([key, value]) => {
    if (key.includes('-') || key === 'role' || key === 'for') {
      element.setAttribute(key, value);
    } else {
      element[key] = value;
    }
  });
  element.append(...children);
  return element;
}

/** Rows of a description list: [[term, definition], …]. */
export function rows(list, entries) {
  list.replaceChildren(
    ...entries.map(([term, definition]) =>
      make(
        'div',
        {},
        make('dt', { textContent: term }),
        definition instanceof Node ? make('dd', {}, definition) : make('dd', { textContent: definition }),
      ),
    ),
  );
}

/** Runs the last of many calls, once they have stopped for a while. */
export function settled(milliseconds, action) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), milliseconds);
  };
}
