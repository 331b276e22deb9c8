// What the server answers, as values. Every address is relative to this script, which lies in /cog/viewer/ of whatever root.
import { parseNpy } from './npy.js';

/** The files that the page offers: [{name, url}]. */
export const files = () => JSON.parse(document.getElementById('files').textContent);

export const info = (file) => json('info', [['url', file.url]]);

/** A small picture of some bands (numbers from 1) as stored values; the last plane is the mask, above 0 where there is data. */
export async function look(file, bands) {
  const parameters = [['url', file.url], ['max_size', 256], ...bands.map((band) => ['bidx', band])];
  return parseNpy(await (await checked(await fetch(address('preview.npy', parameters)))).arrayBuffer());
}

export const tileJson = (file, parameters) =>
  json('WebMercatorQuad/tilejson.json', [['url', file.url], ...parameters]);

/** The stored values at a place, or null where the file has no pixel. */
export async function point(file, { lng, lat }, signal) {
  const response = await fetch(address(`point/${lng.toFixed(7)},${lat.toFixed(7)}`, [['url', file.url]]), { signal });
  return response.status === 404 ? null : (await checked(response)).json();
}

/** Throws what the server says is wrong. */
export async function checked(response) {
  if (response.ok) {
    return response;
  }

  const text = await response.text();
  let detail;
  try {
    detail = JSON.parse(text).detail;
  } catch {
    detail = text;
  }

  throw new Error(`${detail || response.statusText || 'The request failed.'} (${response.status})`);
}

async function json(path, parameters = []) {
  return (await checked(await fetch(address(path, parameters)))).json();
}

const address = (path, parameters) => new URL(`../${path}?${new URLSearchParams(parameters)}`, import.meta.url).href;
