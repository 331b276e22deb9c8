// Values along a line: a curve for each band, and a cursor that tells them and the place.
import { draw, make } from '../viewer/dom.js';
import { metres, short, value } from '../viewer/format.js';
import { marks, scale } from './scale.js';

const [width, height, left, foot] = [320, 150, 44, 18];

/** @param profile { bands, distances, places } @param names of the bands @param onPlace told of the place under the cursor, or null */
export function profilePlot({ bands, distances, places }, names, onPlace) {
  const all = bands.flat().filter((number) => number !== null);
  if (all.length === 0) {
    return make('p', { className: 'quiet', textContent: 'There is no value along this line.' });
  }

  const extent = all.reduce(([low, high], number) => [Math.min(low, number), Math.max(high, number)], [Infinity, -Infinity]);
  const ends = extent[0] < extent[1] ? extent : [extent[0] - 0.5, extent[1] + 0.5];
  const x = scale([0, distances.at(-1)], [left, width - 6]);
  const y = scale(ends, [height - foot, 8]);
  const cursor = draw('line', { class: 'cursor', y1: 6, y2: height - foot, visibility: 'hidden' });
  const curves = bands.map((band, index) => draw('path', { class: `curve curve-${index % 4}`, d: pathOf(band, distances, x, y) }));
  const picture = draw(
    'svg',
    {
      viewBox: `0 0 ${width} ${height}`,
      class: 'profile',
      role: 'slider',
      tabindex: 0,
      'aria-label': 'Values along the line',
      'aria-valuemin': 0,
      'aria-valuemax': short(distances.at(-1)),
      'aria-valuenow': 0,
    },
    ...marks(ends, 4).flatMap((mark) => [
      draw('line', { class: 'grid', x1: left, x2: width - 6, y1: y(mark), y2: y(mark) }),
      draw('text', { x: left - 5, y: y(mark) + 3, 'text-anchor': 'end' }, document.createTextNode(value(mark))),
    ]),
    ...marks([0, distances.at(-1)], 4)
      .slice(0, 5)
      .map((mark) =>
        draw('text', { x: Math.min(x(mark), width - 20), y: height - 4, 'text-anchor': 'middle' }, document.createTextNode(metres(mark))),
      ),
    ...curves,
    cursor,
  );
  const told = make('p', { className: 'quiet told', textContent: summary(bands, names, distances) });
  let at = -1;
  const show = (index) => {
    at = Math.min(Math.max(index, 0), distances.length - 1);
    cursor.setAttribute('visibility', 'visible');
    ['x1', 'x2'].forEach((end) => cursor.setAttribute(end, x(distances[at])));
    const readings = bands.map((band, number) => `${bands.length > 1 ? `${names[number]} ` : ''}${value(band[at])}`);
    const text = `${metres(distances[at])}: ${readings.join(', ')}`;
    told.textContent = text;
    picture.setAttribute('aria-valuenow', short(distances[at]));
    picture.setAttribute('aria-valuetext', text);
    onPlace(places[at]);
  };
  picture.addEventListener('pointermove', ({ clientX }) => {
    const box = picture.getBoundingClientRect();
    const along = scale([left, width - 6], [0, distances.length - 1])(((clientX - box.left) / box.width) * width);
    show(Math.round(along));
  });
  const leave = () => {
    cursor.setAttribute('visibility', 'hidden');
    told.textContent = summary(bands, names, distances);
    onPlace(null);
  };
  picture.addEventListener('pointerleave', leave);
  picture.addEventListener('blur', leave);
  picture.addEventListener('keydown', (event) => {
    const step = event.shiftKey ? 30 : 3;
    const to = { ArrowLeft: at - step, ArrowRight: at + step, Home: 0, End: distances.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      show(to);
    }
  });
  const key =
    bands.length > 1
      ? [
          make(
            'p',
            { className: 'key' },
            ...names.map((name, index) => make('span', { className: `curve-${index % 4}`, textContent: name })),
          ),
        ]
      : [];
  return make('div', { className: 'plot' }, picture, ...key, told);
}

function pathOf(band, distances, x, y) {
  let isDown = false;
  return band
    .map((number, index) => {
      if (number === null) {
        isDown = false;
        return '';
      }

      const command = isDown ? 'L' : 'M';
      isDown = true;
      return `${command}${x(distances[index]).toFixed(1)},${y(number).toFixed(1)}`;
    })
    .join('');
}

const summary = (bands, names, distances) =>
  `${metres(distances.at(-1))} long. ${bands
    .map((band, index) => {
      const found = band.filter((number) => number !== null);
      return found.length === 0
        ? ''
        : `${bands.length > 1 ? `${names[index]}: ` : ''}${value(short(Math.min(...found)))} to ${value(short(Math.max(...found)))}`;
    })
    .filter(Boolean)
    .join('; ')}.`;
