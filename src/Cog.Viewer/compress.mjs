// node compress.mjs FILE FILE.br [FILE FILE.br …]: Brotli, which has no time or name in it, so that the same files make the same binary.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const names = process.argv.slice(2);
for (let i = 0; i < names.length; i += 2) {
    const bytes = readFileSync(names[i]);
    mkdirSync(dirname(names[i + 1]), { recursive: true });
    writeFileSync(
        names[i + 1],
        brotliCompressSync(bytes, {
            params: {
                [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
                [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
                [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
            },
        }),
    );
}
