import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fieldEntries, fieldsOf } from '../../src/intake/fields.js';
import type { IntakeKind } from '../../src/intake/row-types.js';

const text = readFileSync(new URL('../../docs/IMPORT.md', import.meta.url), 'utf8');
const kinds = Object.keys(fieldsOf) as IntakeKind[];

it.each(kinds)('docs/IMPORT.md lists every field of %s, in order, and which are needed', (kind) => {
  const part = text.split(/^## /m).find((section) => section.startsWith(`${kind}\n`)) ?? '';
  const rows = [...part.matchAll(/^\| `(\w+)` \| (yes|no) \| [^|]+ \| [^|]+ \|$/gm)].map((match) => [match[1], match[2]]);
  expect(rows).toEqual(fieldEntries(kind).map(([name, field]) => [name, field.required ? 'yes' : 'no']));
});
