import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { texts as english } from '../../console/i18n/en.js';
import { texts as chinese } from '../../console/i18n/zh-CN.js';

type Areas = Readonly<Record<string, Readonly<Record<string, string>>>>;

function flat(areas: Areas): ReadonlyMap<string, string> {
  return new Map(Object.entries(areas).flatMap(([area, texts]) => Object.entries(texts).map(([key, text]) => [`${area}.${key}`, text] as const)));
}

function gapsOf(text: string): readonly string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, gap]) => gap ?? '').toSorted();
}

const root = fileURLToPath(new URL('../../console', import.meta.url));
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path) && !path.startsWith('i18n/')).map((path) => ({ path, text: readFileSync(join(root, path), 'utf8').replaceAll(/\/\*\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '') }));
const inChinese = flat(chinese);
const inEnglish = flat(english);

describe('texts of the console', () => {
  it('have the same keys in both languages', () => {
    expect([...inEnglish.keys()].toSorted()).toEqual([...inChinese.keys()].toSorted());
  });

  it('say something, and fill the same gaps in both languages', () => {
    const odd = [...inChinese].filter(([key, zh]) => {
      const en = inEnglish.get(key) ?? '';
      return zh.trim() === '' || en.trim() === '' || gapsOf(en).join() !== gapsOf(zh).join();
    });
    expect(odd).toEqual([]);
  });

  it('are in their language: no Chinese character in an English text but the name of the other language', () => {
    expect([...inEnglish].filter(([key, text]) => /\p{Script=Han}/u.test(text) && key !== 'frame.language_other')).toEqual([]);
  });

  it('are where the pages look for them', () => {
    const used = sources.flatMap(({ text }) => [...text.matchAll(/(?<![\w.])(?:t|words\.t)\((?:[^()'`]*\? )?'(\w+\.\w+)'/g)].map(([, key]) => key ?? ''));
    expect(used.length).toBeGreaterThan(100);
    expect(used.filter((key) => !inChinese.has(key))).toEqual([]);
  });

  it('say in both languages whatever the check of a ladder can find, and nothing that it cannot', () => {
    const house = join(root, '..');
    const checks = ['src/policies/escalation-ladders.ts', 'src/commands/policies/check-ladder.ts', 'src/policies/policy-check.ts', 'src/notifications/template-problems.ts'].map((path) => readFileSync(join(house, path), 'utf8')).join('\n');
    const named = [...checks.matchAll(/code: '([a-z_]+)'|'(deaf_[a-z]+)'/g)].map(([, code, deaf]) => code ?? deaf ?? '').filter((code) => !['custom', 'policy_invalid'].includes(code));
    const sizes = ['number_too_small', 'number_too_big', 'text_too_short', 'text_too_long', 'list_too_short', 'list_too_long'];
    expect(Object.keys(chinese.policyProblems).toSorted()).toEqual([...new Set([...named, ...sizes])].toSorted());
  });

  it('are not written into the pages themselves', () => {
    expect(sources.filter(({ text }) => /\p{Script=Han}/u.test(text)).map(({ path }) => path)).toEqual([]);
  });
});
