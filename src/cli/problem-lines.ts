import type { ApiAnswer, Problem, Terminal } from './api-client.js';

/** A refusal as lines for a person: what, its data, and what to do. */
export function problemLines(problem: Problem): readonly string[] {
  const { problems } = problem;
  const head = `${problem.title} (${problem.code})${dataOf(problem)}`;
  if (!Array.isArray(problems)) return [head, ...cureOf(problem)];
  return [head, ...problems.filter(isPathAndMessage).map(({ path, message }) => `  ${path === '' ? 'document' : path}: ${message}`)];
}

// A file whose headings were not recognised needs no change: its columns are named on the command line.
function cureOf(problem: Problem): readonly string[] {
  const { code, fields, headings } = problem;
  const [field] = Array.isArray(fields) ? fields : [];
  const [heading] = Array.isArray(headings) ? headings : [];
  if (code === 'required_fields_missing' && typeof field === 'string') return [`  Say which column holds each: --map ${field}=${typeof heading === 'string' ? JSON.stringify(heading) : '#1'}, and again for the next; what every row shares: --set ${field}=VALUE.`];
  return code === 'column_unknown' ? ['  Name a column by one of these headings, or as #1 by its place.'] : [];
}

// What the title does not say: the values that were refused and those that would not be.
function dataOf(problem: Problem): string {
  const known = new Set(['type', 'title', 'status', 'code', 'kind', 'problems', 'errors', 'errorsTotal', 'file', 'details', 'mappingFrom', 'savedFor']);
  const data = Object.entries(problem).filter(([name]) => !known.has(name)).map(([name, value]) => `${name} ${shown(value)}`);
  return data.length === 0 ? '' : `: ${data.join('; ')}`;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map((part) => shown(part)).join(', ');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

function isPathAndMessage(value: unknown): value is { readonly path: string; readonly message: string } {
  return typeof value === 'object' && value !== null && 'path' in value && typeof value.path === 'string' && 'message' in value && typeof value.message === 'string';
}

/** Prints why there is no answer. @returns the answer's body, or `undefined` when there is none; its shape is the API's, and tests run
 * against the real one */
export function bodyOrComplain(terminal: Terminal, answer: ApiAnswer): unknown {
  if (answer.kind === 'answer') return answer.body;
  for (const line of answer.kind === 'away' ? [answer.message] : problemLines(answer.problem)) terminal.error(line);
  return undefined;
}
