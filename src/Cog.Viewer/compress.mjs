// node compress.mjs FILE FILE.gz [FILE FILE.gz …]: gzip without a time or a name, so that the same files make the same binary.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';

const names = process.argv.slice(2);
for (let i = 0; i < names.length; i += 2) {
  mkdirSync(dirname(names[i + 1]), { recursive: true });
  writeFileSync(names[i + 1], gzipSync(readFileSync(names[i]), { level: 9 }));
}
