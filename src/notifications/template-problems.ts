import type { LiquidError } from 'liquidjs';

/** What is wrong with a text, for people in the house's own words and for a program by its code. */
export interface TextProblem {
  /** Stable; the console has words for each in both languages. */
  readonly code: string;
  /** `line` and `column` count from 1; `name` is what was written there. */
  readonly values: Readonly<Record<string, string | number>>;
  readonly message: string;
}

export const NO_LIST_SHOWN = 'A message shows texts and numbers only';

interface Kind {
  readonly code: string;
  /** Finds the kind in what the template engine says, and the name in it. */
  readonly said: RegExp;
  readonly cure: (name: string) => string;
}

const ENDS = /^(end\w+|else|elsif|when)$/;

const KINDS: readonly Kind[] = [
  { code: 'variable_unknown', said: /^undefined variable: (.+)$/, cure: (name) => `this message knows no "${name}"; take one of the fields of docs/POLICIES.md, "Texts"` },
  { code: 'filter_unknown', said: /^undefined filter: (.+)$/, cure: (name) => `there is no filter "${name}"; leave it out` },
  { code: 'filter_incomplete', said: /^(\w+) expect \d+ arguments/, cure: (name) => `the filter "${name}" needs a value after a colon` },
  { code: 'tag_unclosed', said: /^(?:tag|raw) "?\{%-?\s*(\w+).*not closed$/s, cure: (name) => `"${name}" has no end; write {% end${name} %} after what it is about, and %} after the tag itself` },
  { code: 'output_unclosed', said: /^output ".*not closed$()/s, cure: () => 'the brackets are opened here and not closed; write }} after the field' },
  { code: 'tag_misplaced', said: /^(?:tag "(\w+)" not found|duplicated (\w+))$/, cure: (name) => `"${name}" does not belong here; it stands once, between the beginning and the end of its tag` },
  { code: 'tag_unknown', said: /^tag "(.+)" not found$/, cure: (name) => `there is no tag "${name}"; use if, unless, case, for or include` },
  { code: 'part_unknown', said: /Failed to lookup "(.+?)"/, cure: (name) => `there is no part "${name}" to include; there are four_parts, how_to_pay and signature` },
  { code: 'list_shown', said: new RegExp(`^${NO_LIST_SHOWN}()$`), cure: () => 'this is a list or a group; show one field of it, or go through it with {% for %}' },
  { code: 'text_too_heavy', said: /limit exceeded()$/, cure: () => 'filling the text takes too much; make its loops shorter' },
  { code: 'expression_wrong', said: /^(?:invalid value expression|illegal tag|expected|unexpected|empty candidates)()/, cure: () => 'something is missing or too much between the brackets' },
];

const PLACE = /, line:(\d+), col:(\d+)$/;

/** What the template engine refused, in our own words and with its place. */
export function problemOfEngine(error: LiquidError): TextProblem {
  const place = PLACE.exec(error.message);
  const said = error.message.replace(PLACE, '');
  const where = place === null ? {} : { line: Number(place[1]), column: Number(place[2]) };
  const at = place === null ? '' : `line ${place[1]}, column ${place[2]}: `;
  for (const { code, said: pattern, cure } of KINDS) {
    const found = pattern.exec(said);
    if (found === null) continue;
    const name = (found[1] ?? found[2] ?? '').trim();
    if (code === 'tag_misplaced' && found[2] === undefined && !ENDS.test(name)) continue;
    return { code, values: { ...where, ...(name === '' ? {} : { name }) }, message: `${at}${cure(name)}` };
  }
  return { code: 'text_unreadable', values: where, message: `${at}the text cannot be filled; look at the brackets there` };
}
