import type { AskedInput } from '../commands/look-at-information-request.js';
import type { GivenInformation } from '../commands/provide-application-information.js';
import type { Language } from '../domain/display.js';
import { html, type Html } from './html.js';
import { fill, pageTexts } from './texts.js';

type GivenInputs = GivenInformation['inputs'];

/** One field for a question of the scorecard, with what was typed before. */
export function questionField(input: AskedInput, { field, language }: { readonly field: (name: string) => string; readonly language: Language }): Html {
  const { apply } = pageTexts[language];
  const name = fieldName(input);
  const typed = field(name);
  if (input.kind === 'number') return html`<label for="${name}">${input.name}</label><input type="text" inputmode="numeric" id="${name}" name="${name}" maxlength="9" placeholder="${apply.wholeNumber}" value="${typed}">`;
  const options = input.choices.map((choice) => html`<option value="${choice.value}"${choice.value === typed && html` selected`}>${choice.name}</option>`);
  return html`<label for="${name}">${input.name}</label><select id="${name}" name="${name}"><option value="">${apply.choose}</option>${options}</select>`;
}

/** What a form says to the questions; those left empty are left out. @returns what could not be read, as text */
export function answersOf(inputs: readonly AskedInput[], { field, language }: { readonly field: (name: string) => string; readonly language: Language }): GivenInputs | string {
  const given: GivenInputs[number][] = [];
  for (const input of inputs) {
    const typed = field(fieldName(input));
    if (typed === '') continue;
    const number = input.kind === 'number' ? wholeNumberOf(typed) : undefined;
    if (input.kind === 'number' && number === undefined) return fill(pageTexts[language].apply.notWholeNumber, { name: input.name, typed });
    given.push({ key: input.key, value: number ?? typed.normalize('NFKC') });
  }
  return given;
}

/** A whole number of 0 or more as people type it, in full-width digits too; `undefined` when it is none. */
export function wholeNumberOf(typed: string): number | undefined {
  const text = typed.normalize('NFKC').trim();
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

// A prefix of our own: no key of a policy can meet another field's name.
function fieldName({ key }: AskedInput): string {
  return `input-${key}`;
}
