// node validate-openapi.mjs FILE: nothing when the file is a valid OpenAPI document, else what is wrong with it.
import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';

const validator = new Validator();
const result = await validator.validate(JSON.parse(readFileSync(process.argv[2], 'utf8')));
if (!result.valid) {
  console.error(JSON.stringify(result.errors, null, 1));
  process.exit(1);
}

// The schema does not follow references.
validator.resolveRefs();
