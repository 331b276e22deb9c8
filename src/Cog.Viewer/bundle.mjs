// node bundle.mjs FOLDER: each page's script as one file, so that a page asks for one beside MapLibre, and a
// cold function starts once.
import { build } from 'esbuild';

await build({
    entryPoints: ['Scripts/viewer.js', 'Scripts/map-page.js', 'Scripts/grid-page.js'],
    outdir: process.argv[2],
    bundle: true,
    format: 'esm',
    target: 'es2023',
    minify: true,
    legalComments: 'none',
    charset: 'utf8',
    external: ['./maplibre-gl.mjs'], // A file of its own, beside them.
    logLevel: 'warning',
});
