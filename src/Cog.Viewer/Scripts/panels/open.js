// Which file is shown: a list, an address, or a link that is dropped on the page.
import { app, edit, layer, onShown, opened } from '../viewer/app.js';
import { datasetOf } from '../viewer/side.js';
import { $ } from '../viewer/dom.js';
import { fileName } from '../viewer/format.js';

export function startOpen(showError) {
  const open = async (url) => {
    try {
      showError(null);
      edit({ ...opened(url, await datasetOf(url)), opacity: layer().opacity });
    } catch (error) {
      showError(error);
    }
  };

  $('open').addEventListener('submit', (event) => {
    event.preventDefault();
    open($('address').value.trim());
  });
  $('file').addEventListener('change', () => open($('file').value));
  addEventListener('dragover', (event) => {
    event.preventDefault();
    event.dataTransfer.dropEffect = 'link';
    document.documentElement.classList.add('dropping');
  });
  addEventListener('dragleave', ({ relatedTarget }) => {
    if (!relatedTarget) {
      document.documentElement.classList.remove('dropping');
    }
  });
  addEventListener('drop', (event) => {
    event.preventDefault();
    document.documentElement.classList.remove('dropping');
    const text = event.dataTransfer.getData('text/uri-list') || event.dataTransfer.getData('text/plain');
    const url = text.split(/\r?\n/).find((line) => line && !line.startsWith('#'));
    if (url) {
      open(url.trim());
    } else if (event.dataTransfer.files.length > 0) {
      const { name } = event.dataTransfer.files[0];
      showError(
        new Error(`A browser does not tell where a dropped file lies. Start “cog serve ${name}” in its folder, or type its address.`),
      );
    }
  });
  onShown(list);
  list();
}

function list() {
  const { url } = layer();
  const listed = app.files.find((file) => isSameFile(file.url, url));
  const files = listed || !url ? app.files : [{ name: fileName(url), url }, ...app.files];
  $('file').replaceChildren(...(url ? [] : [new Option('Choose a file', '')]), ...files.map((file) => new Option(nameOf(file), file.url)));
  $('file').value = listed?.url ?? url;
  $('file-field').hidden = files.length < 2;
  if (document.activeElement !== $('address')) {
    $('address').value = url;
  }
}

/** A path and its address are one file. */
const isSameFile = (one, other) => one === other || path(one) === path(other);

const path = (url) => {
  try {
    return decodeURIComponent(url.replace(/^file:\/\//, ''));
  } catch {
    return url;
  }
};

/** What the address names is called by its whole address: its last part is enough in a list. */
const nameOf = ({ name, url }) => (name === url ? fileName(url) : name);
