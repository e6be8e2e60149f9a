import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { problemOf } from '../../src/api/problems.js';
import { ledgerProblemCodes } from '../../src/commands/ledger/problems.js';
import { START_UP_FAILURE_CODES } from '../../src/embedded/start-up-failure.js';
import { intakeErrorCodes } from '../../src/intake/errors.js';

const text = readFileSync(new URL('../../docs/ERRORS.md', import.meta.url), 'utf8');

function codesUnder(heading: string): readonly string[] {
  const part = text.split(/^## /m).find((section) => section.startsWith(heading)) ?? '';
  return [...part.matchAll(/^\| `(\w+)`/gm)].map((match) => match[1] ?? '');
}

it.each([
  ['Answers of the API', Object.keys(problemOf)],
  ['Rows of an import', [...new Set([...intakeErrorCodes, ...ledgerProblemCodes])]],
  ['Starting', [...START_UP_FAILURE_CODES]],
])('docs/ERRORS.md lists under "%s" what the code knows, each once', (heading, codes) => {
  expect(codesUnder(heading)).toEqual(codes.toSorted());
});
