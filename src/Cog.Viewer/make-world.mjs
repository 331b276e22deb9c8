// node make-world.mjs: world.json, the land of the world for the viewer, from Natural Earth's data at 1 : 110 million (public domain) as
// the package world-atlas has it. Left out are islands of less than 0.3 square degrees, and digits beyond a hundredth of a degree.
import { readFileSync, writeFileSync } from 'node:fs';

const { arcs, objects, transform } = JSON.parse(readFileSync('node_modules/world-atlas/land-110m.json', 'utf8'));
const [scale, translate] = [transform.scale, transform.translate];
const round = (number) => Math.round(number * 100);
const lines = arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]) => {
        [x, y] = [x + dx, y + dy];
        return [round(x * scale[0] + translate[0]), round(y * scale[1] + translate[1])];
    });
});
const line = (index) => (index < 0 ? lines[~index].toReversed() : lines[index]);
const ring = (indexes) => indexes.flatMap((index, place) => (place === 0 ? line(index) : line(index).slice(1)));

// The package joins what lies on both sides of ±180°. A ring goes on beyond it here; one around the pole is
// closed along the map's lower edge.
function unwrapped(points) {
    let turn = 0;
    const whole = points.map(([x, y], index) => {
        const step = index === 0 ? 0 : x - points[index - 1][0];
        turn += step > 18_000 ? -36_000 : step < -18_000 ? 36_000 : 0;
        return [x + turn, y];
    });
    return turn === 0 ? whole : [...whole, [whole.at(-1)[0], -9000], [whole[0][0], -9000], whole[0]];
}

const area = (points) =>
    Math.abs(points.slice(1).reduce((sum, [x, y], index) => sum + points[index][0] * y - x * points[index][1], 0)) / 2e4;
const polygons = objects.land.geometries
    .flatMap(({ type, arcs: parts }) => (type === 'Polygon' ? [parts] : parts))
    .map((rings) => rings.map((indexes) => unwrapped(ring(indexes))))
    .filter(([outer]) => area(outer) >= 0.3);

// Each ring as steps from point to point, in hundredths of a degree: short numbers, and no table of shared lines.
const steps = (points) => points.flatMap(([x, y], index) => (index === 0 ? [x, y] : [x - points[index - 1][0], y - points[index - 1][1]]));
writeFileSync('Files/world.json', `${JSON.stringify(polygons.map((rings) => rings.map(steps)))}\n`);
