const FRAMES_MAX = 12;
const CODE = /^[A-Z0-9_]{2,40}$/;

/** An error without its words, which may quote what it was given: its kind, a database's or system's code, and where it was thrown. */
export function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code: unknown = 'code' in error ? error.code : undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return [typeof code === 'string' && CODE.test(code) ? `${error.name} ${code}` : error.name, ...frames.slice(0, FRAMES_MAX)].join('\n');
}
