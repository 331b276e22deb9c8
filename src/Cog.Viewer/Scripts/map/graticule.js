// Meridians and parallels, about five across what is in sight, and their names along two edges of the map.
import { make } from '../viewer/dom.js';
import { wrap } from '../viewer/format.js';

/** @returns { feature, meridians, parallels, step }: GeoJSON, and where the lines are */
export function graticule(map) {
  const bounds = map.getBounds();
  const [west, east] = [bounds.getWest(), bounds.getEast()];
  const [south, north] = [Math.max(bounds.getSouth(), -85), Math.min(bounds.getNorth(), 85)];
  const step = roundStep((east - west) / 4);
  const within = (from, to) => {
    const lines = [];
    for (let index = Math.ceil(from / step); index * step <= to; index += 1) {
      lines.push(index * step);
    }

    return lines;
  };
  const [meridians, parallels] = [within(west, east), within(south, north)];
  const coordinates = [
    ...meridians.map((x) => [
      [x, south],
      [x, north],
    ]),
    ...parallels.map((y) => [
      [west, y],
      [east, y],
    ]),
  ];
  return { feature: { type: 'Feature', properties: {}, geometry: { type: 'MultiLineString', coordinates } }, meridians, parallels, step };
}

/** Names of the lines, as text over the map. A screen reader is told the place elsewhere. */
export function nameLines(map, frame) {
  const names = make('div', { className: 'graticule', 'aria-hidden': 'true' });
  frame.append(names);
  const write = () => {
    const { meridians, parallels, step } = graticule(map);
    const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    const name = (degrees, [positive, negative]) => {
      const size = Math.abs(degrees).toFixed(digits);
      return `${size}°${Number(size) === 0 || Number(size) === 180 ? '' : degrees > 0 ? positive : negative}`;
    };
    const { clientWidth: width, clientHeight: height } = map.getContainer();
    // Not under the buttons in the corners.
    const label = (text, property, position, [from, to]) => {
      if (position < from || position > to) {
        return [];
      }

      const element = make('span', { textContent: text, className: property === 'left' ? 'meridian' : 'parallel' });
      element.style[property] = `${position}px`;
      return [element];
    };
    names.replaceChildren(
      ...meridians.flatMap((x) => label(name(wrap(x), 'EW'), 'left', map.project([x, map.getCenter().lat]).x, [110, width - 130])),
      ...parallels.flatMap((y) => label(name(y, 'NS'), 'top', map.project([map.getCenter().lng, y]).y, [90, height - 60])),
    );
  };
  map.on('move', write);
  map.on('resize', write);
  map.once('load', write);
}

/** The largest of 1, 2, 5, 10, 20 … (and their tenths) that is no larger; of whole angles, 30, 45, 90. */
function roundStep(size) {
  if (size >= 30) {
    return size >= 90 ? 90 : size >= 45 ? 45 : 30;
  }

  const power = 10 ** Math.floor(Math.log10(size));
  return power * (size >= 5 * power ? 5 : size >= 2 * power ? 2 : 1);
}
