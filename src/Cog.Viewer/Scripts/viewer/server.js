// What the server answers, as values. Every address is relative to this script, which lies in /cog/viewer/ of whatever root.
import { note } from './cost.js';

const root = new URL('../../', import.meta.url);

/** The server said no, and why. */
export class ServerError extends Error {
  constructor(status, detail) {
    super(`${detail} (${status})`);
    Object.assign(this, { status, detail });
  }
}

export function address(path, parameters = []) {
  const query = new URLSearchParams(parameters).toString();
  return new URL(query ? `${path}?${query}` : path, root).href;
}

/** @param label what is asked for: for the list of what was read */
export async function ask(path, parameters, { signal, label, body } = {}) {
  const started = performance.now();
  const response = await checked(
    await fetch(address(path, parameters), {
      signal,
      ...(body ? { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/geo+json' } } : {}),
    }),
  );
  if (label) {
    note({ label, url: new URLSearchParams(parameters).get('url'), headers: response.headers, milliseconds: performance.now() - started });
  }

  return response;
}

export const askJson = async (path, parameters, options) => (await ask(path, parameters, options)).json();

const kept = new Map();

/** The same question gets the same answer, for as long as the page is open. */
export function once(path, parameters, options) {
  const key = `${address(path, parameters)} ${JSON.stringify(options?.body ?? '')}`;
  if (!kept.has(key)) {
    const answer = askJson(path, parameters, options);
    kept.set(key, answer);
    answer.catch(() => kept.delete(key));
  }

  return kept.get(key);
}

/** Throws what the server says is wrong. */
export async function checked(response) {
  if (response.ok) {
    return response;
  }

  const text = await response.text();
  let detail = text;
  try {
    ({ detail } = JSON.parse(text));
  } catch {
    // Not JSON: of a proxy, say.
  }

  const reason = Array.isArray(detail) ? detail.map(({ msg }) => msg).join(' ') : detail;
  throw new ServerError(response.status, reason || response.statusText || 'The request failed.');
}
