// The land of the world: Natural Earth's at 1 : 110 million, made by make-world.mjs.
let answer;

/** A GeoJSON feature; asked for once. */
export function land() {
  answer ??= fetch(new URL('./world.json', import.meta.url))
    .then((response) => response.json())
    .then(featureOf);
  return answer;
}

// Polygons of rings; a ring is its first point, then steps from point to point, all in hundredths of a degree.
function featureOf(polygons) {
  return { type: 'Feature', properties: {}, geometry: { type: 'MultiPolygon', coordinates: polygons.map((rings) => rings.map(pointsOf)) } };
}

function pointsOf(steps) {
  const points = [];
  let [x, y] = [0, 0];
  for (let index = 0; index < steps.length; index += 2) {
    [x, y] = [x + steps[index], y + steps[index + 1]];
    points.push([x / 100, y / 100]);
  }

  return points;
}
