import { describe, expect, it } from 'vitest';
import { html } from '../../src/public-pages/html.js';
import { fill, pageTexts } from '../../src/public-pages/texts.js';

function flat(texts: object): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).flatMap(([part, words]: [string, Readonly<Record<string, string>>]) => Object.entries(words).map(([key, text]) => [`${part}.${key}`, text])));
}

const placeholders = (text: string): readonly string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').toSorted();
const english = flat(pageTexts.en);
const chinese = flat(pageTexts['zh-CN']);

describe('the texts of the public pages', () => {
  it('have the same keys in both languages, none empty', () => {
    expect(Object.keys(chinese)).toEqual(Object.keys(english));
    expect(Object.keys(english).length).toBeGreaterThan(120);
    expect(Object.entries({ ...english, ...chinese }).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it.each(Object.keys(english))('%s is filled with the same values in both languages', (key) => {
    expect(placeholders(chinese[key] ?? '')).toEqual(placeholders(english[key] ?? ''));
  });

  it('are Chinese in Chinese: no text is the English one but for signs and units', () => {
    expect(Object.keys(english).filter((key) => english[key] === chinese[key])).toEqual(['common.quoted', 'decide.limitAndTerms', 'evidence.fingerprint', 'evidence.megabytes', 'evidence.kilobytes']);
  });

  it('are not shown half filled', () => {
    expect(fill('{a} and {b}', { a: '{b}', b: 2 })).toBe('{b} and 2');
    expect(() => fill('{a} and {b}', { a: 1 })).toThrow('no b');
  });
});

describe('markup', () => {
  it('escapes every value, in text and in attributes, once', () => {
    expect(html`<a title="${`"><script>'&`}">${'<b>&amp;</b>'}</a>`.text).toBe('<a title="&quot;&gt;&lt;script&gt;&#39;&amp;">&lt;b&gt;&amp;amp;&lt;/b&gt;</a>');
  });

  it('keeps what is markup already, lists of it, and leaves out what is not so', () => {
    expect(html`<ul>${['<1>', '2'].map((item) => html`<li>${item}</li>`)}</ul>${false}${0}`.text).toBe('<ul><li>&lt;1&gt;</li><li>2</li></ul>0');
  });
});
