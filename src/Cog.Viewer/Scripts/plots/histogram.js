// How often each value is, with the ends of the stretch as handles.
import { draw, make } from '../viewer/dom.js';
import { short, value } from '../viewer/format.js';
import { marks, scale } from './scale.js';

const [width, height, foot] = [320, 92, 16];

/**
 * @param statistics of the band @param options { name, colour (a class), range: [minimum, maximum] or null, strip (an address), onRange }
 */
export function histogram(statistics, { name, colour, range, strip, onRange }) {
  const [counts, edges] = statistics.histogram;
  const domain = domainOf(edges, range);
  const x = scale(domain, [6, width - 6]);
  const most = Math.max(1, ...counts);
  // By the square root: what is rare is seen beside what is frequent.
  const y = (count) => height - foot - Math.sqrt(count / most) * (height - foot - 6);
  const bars = draw('path', { class: `bars ${colour}`, d: outlineOf(counts, edges, x, y) });
  const picture = draw(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': `Histogram of ${name}`, class: 'histogram' },
    draw('title', {}, document.createTextNode(describe(statistics, name))),
    bars,
    draw('line', { class: 'axis', x1: 6, x2: width - 6, y1: height - foot, y2: height - foot }),
    ...marks(domain, 4).map((mark) => text(x(mark), height - 3, value(short(mark)))),
  );
  if (range) {
    addStretch(picture, { name, domain, range, strip, x, onRange });
  }

  return make('div', { className: 'plot' }, picture);
}

// Both the values and the stretch are in the plot, unless the stretch lies far away.
function domainOf(edges, range) {
  const [low, high] = [edges[0], edges.at(-1)];
  const room = (high - low || 1) * 1.5;
  const ends = range ? [Math.max(Math.min(low, range[0]), low - room), Math.min(Math.max(high, range[1]), high + room)] : [low, high];
  return ends[0] < ends[1] ? ends : [ends[0] - 0.5, ends[1] + 0.5];
}

function outlineOf(counts, edges, x, y) {
  const steps = counts.map((count, index) => `V${y(count).toFixed(1)}H${x(edges[index + 1]).toFixed(1)}`);
  return `M${x(edges[0]).toFixed(1)},${height - foot}${steps.join('')}V${height - foot}Z`;
}

const text = (at, top, content) => {
  const anchor = at < 24 ? 'start' : at > width - 24 ? 'end' : 'middle';
  return draw('text', { x: at.toFixed(1), y: top, 'text-anchor': anchor }, document.createTextNode(content));
};

const describe = ({ min, max, mean, std }, name) =>
  `${name}: from ${value(min)} to ${value(max)}, mean ${value(short(mean))}, standard deviation ${value(short(std))}`;

function addStretch(picture, { name, domain, range, strip, x, onRange }) {
  const now = [...range];
  const shade = [0, 1].map(() => draw('rect', { class: 'outside', y: 0, height: height - foot }));
  const ramp = strip
    ? draw('image', { href: strip, y: height - foot - 5, height: 5, preserveAspectRatio: 'none' })
    : draw('line', { class: 'ramp', y1: 6, y2: height - foot });
  const handles = ['Minimum', 'Maximum'].map((end, index) => {
    const handle = draw(
      'g',
      { class: 'handle', role: 'slider', tabindex: 0, 'aria-label': `${end} of ${name}`, 'aria-orientation': 'horizontal' },
      draw('rect', { class: 'grip', x: -12, y: 0, width: 24, height: height - foot }),
      draw('line', { y1: 0, y2: height - foot }),
      draw('path', { d: 'M-6,0H6V8L0,15L-6,8Z' }),
    );
    handle.setAttribute('aria-valuemin', short(domain[0]));
    handle.setAttribute('aria-valuemax', short(domain[1]));
    handle.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      handle.setPointerCapture(event.pointerId);
      handle.focus();
    });
    handle.addEventListener('pointermove', (event) => {
      if (handle.hasPointerCapture(event.pointerId)) {
        const box = picture.getBoundingClientRect();
        const at = ((event.clientX - box.left) / box.width) * width;
        move(index, scale([6, width - 6], domain)(at));
      }
    });
    handle.addEventListener('pointerup', () => onRange([...now]));
    handle.addEventListener('keydown', (event) => {
      const step = (domain[1] - domain[0]) / (event.shiftKey ? 10 : 100);
      const to = { ArrowLeft: now[index] - step, ArrowRight: now[index] + step, Home: domain[0], End: domain[1] }[event.key];
      if (to !== undefined) {
        event.preventDefault();
        move(index, to);
        onRange([...now]);
      }
    });
    return handle;
  });

  function move(index, to) {
    const least = (domain[1] - domain[0]) / 1000;
    now[index] = short(Math.min(Math.max(to, index === 0 ? domain[0] : now[0] + least), index === 0 ? now[1] - least : domain[1]));
    place();
  }

  function place() {
    const [from, to] = now.map((end) => Math.min(Math.max(x(end), 0), width));
    shade[0].setAttribute('x', 0);
    shade[0].setAttribute('width', from);
    shade[1].setAttribute('x', to);
    shade[1].setAttribute('width', Math.max(0, width - to));
    if (strip) {
      ramp.setAttribute('x', from);
      ramp.setAttribute('width', Math.max(0, to - from));
    }

    handles.forEach((handle, index) => {
      handle.setAttribute('transform', `translate(${index === 0 ? from : to} 0)`);
      handle.setAttribute('aria-valuenow', now[index]);
    });
  }

  place();
  picture.append(...shade, ...(strip ? [ramp] : []), ...handles);
}
