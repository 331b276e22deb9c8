// Values along a line: one picture of the box around it is read as stored values, and looked up along the line.
import { distance, fromMercator, mercator } from '../map/geometry.js';
import { pathOf } from './dataset.js';
import { parseNpy } from './npy.js';
import { ask } from './server.js';
import { valuesOf } from './style.js';

const samples = 300;
const most = 512;

/** @returns { bands: [[value or null, …], …], distances: [metres, …], places: [{ lng, lat }, …] } */
export async function profileOf(style, points, signal) {
  const corners = points.map(mercator);
  const along = placesAlong(corners);
  const [left, right] = span(corners.map(([x]) => x));
  const [bottom, top] = span(corners.map(([, y]) => y));
  const size = Math.max(right - left, top - bottom);
  const [width, height] = [right - left, top - bottom].map((length) => Math.max(2, Math.round((length / size) * most)));
  const response = await ask(
    pathOf(style, `bbox/${[left, bottom, right, top].join()}/${width}x${height}.npy`),
    [...valuesOf(style), ['coord_crs', 'EPSG:3857'], ['dst_crs', 'EPSG:3857']],
    { label: 'profile', signal },
  );
  const planes = parseNpy(await response.arrayBuffer());
  const mask = planes.pop();
  const pixels = along.map(([x, y]) => {
    const column = Math.min(width - 1, Math.floor(((x - left) / (right - left)) * width));
    const row = Math.min(height - 1, Math.floor(((top - y) / (top - bottom)) * height));
    return row * width + column;
  });
  const places = along.map(fromMercator);
  const distances = [0];
  places.slice(1).forEach((place, index) => distances.push(distances[index] + distance(places[index], place)));
  return {
    bands: planes.map((plane) =>
      pixels.map((pixel) => (mask[pixel] > 0 && Number.isFinite(Number(plane[pixel])) ? Number(plane[pixel]) : null)),
    ),
    distances,
    places,
  };
}

/** At equal steps, the corners among them as nearly as those allow. */
function placesAlong(corners) {
  const lengths = corners.slice(1).map((corner, index) => Math.hypot(corner[0] - corners[index][0], corner[1] - corners[index][1]));
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  let [leg, passed] = [0, 0];
  return Array.from({ length: samples }, (_, index) => {
    const at = (whole * index) / (samples - 1);
    while (leg < lengths.length - 1 && at > passed + lengths[leg]) {
      passed += lengths[leg];
      leg += 1;
    }

    const share = lengths[leg] > 0 ? Math.min(1, (at - passed) / lengths[leg]) : 0;
    return [0, 1].map((axis) => corners[leg][axis] + (corners[leg + 1][axis] - corners[leg][axis]) * share);
  });
}

/** From the least to the most, a little wider: a line along an axis has a box, too. */
function span(numbers) {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const more = Math.max((high - low) * 0.01, 1);
  return [low - more, high + more];
}
