// What the server read for the answers of this page: its headers say so (doc/http-api.md, "Response headers").
const most = 60;
const listeners = new Set();

/**
 * The latest answers, newest first; how many tiles, and what they and all other answers read; and the ranges of each file that were read:
 * address → [[start, end], …], sorted.
 */
export const cost = { answers: [], tiles: 0, reads: 0, bytes: 0, last: null, ranges: new Map() };

export const onCost = (listener) => listeners.add(listener);

export function resetCost() {
  Object.assign(cost, { answers: [], tiles: 0, reads: 0, bytes: 0, last: null, ranges: new Map() });
  listeners.forEach((listener) => listener());
}

/** @param answer { label, url, headers, milliseconds, tile: { z, x, y } or undefined } */
export function note({ label, url, headers, milliseconds, tile }) {
  const timing = serverTiming(headers.get('Server-Timing') ?? '');
  const of = (name) => timing.find((entry) => entry.name === name);
  const answer = {
    label,
    url,
    tile,
    milliseconds,
    header: headers.get('X-Cog-Header'),
    isStored: headers.get('X-Tile-Path') === 'passthrough',
    blocks: Number(of('blocks')?.text ?? 0),
    remembered: Number(of('cached')?.text ?? 0),
    more: Number(of('more-ranges')?.text ?? 0),
    stages: timing.filter(({ name, duration }) => duration !== null && name !== 'range' && name !== 'total'),
    ranges: timing
      .filter(({ name }) => name === 'range')
      .map(({ text, duration }) => {
        const [offset, length] = text.split('+').map(Number);
        return { offset, length, milliseconds: duration };
      }),
  };
  cost.answers = [answer, ...cost.answers].slice(0, most);
  cost.reads += Number(headers.get('X-Cog-Reads') ?? 0);
  cost.bytes += Number(headers.get('X-Cog-Bytes') ?? 0);
  if (tile && !tile.isOutside) {
    cost.tiles += 1;
    cost.last = answer;
  }

  answer.ranges.forEach(({ offset, length }) => cost.ranges.set(url, joined(cost.ranges.get(url) ?? [], [offset, offset + length])));
  listeners.forEach((listener) => listener(answer));
}

/** Ranges that touch become one. */
function joined(ranges, [start, end]) {
  const apart = ranges.filter(([first, last]) => last < start || first > end);
  ranges
    .filter((range) => !apart.includes(range))
    .forEach(([first, last]) => {
      [start, end] = [Math.min(start, first), Math.max(end, last)];
    });
  return [...apart, [start, end]].sort(([one], [other]) => one - other);
}

/** `header;dur=0.1;desc="file", range;dur=3;desc="0+16384"` as [{ name, duration, text }] (W3C Server Timing). */
const serverTiming = (header) =>
  [...header.matchAll(/([\w-]+)((?:;\w+=(?:"[^"]*"|[\d.]+))*)/g)].map(([, name, parameters]) => ({
    name,
    duration: /;dur=([\d.]+)/.test(parameters) ? Number(/;dur=([\d.]+)/.exec(parameters)[1]) : null,
    text: /;desc="([^"]*)"/.exec(parameters)?.[1] ?? '',
  }));
