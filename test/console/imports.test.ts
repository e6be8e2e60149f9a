import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const house = fileURLToPath(new URL('../..', import.meta.url));
const files = readdirSync(join(house, 'console'), { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path)).map((path) => join(house, 'console', path));
const PACKAGES = /^(react|react-dom|react-router|react-i18next|i18next|antd|dayjs|@ant-design\/icons|@tanstack\/react-query)(\/|$)/;

function targetsOf(file: string): readonly string[] {
  return [...withoutTypes(readFileSync(file, 'utf8')).matchAll(/(?:^(?:import|export)\b.*?\bfrom\s+|^import\s+|\bimport\()'([^']+)'/gm)].map(([, target]) => target ?? '');
}

function isAllowed(file: string, target: string): boolean {
  if (!target.startsWith('.')) return PACKAGES.test(target);
  return /^(console|src\/domain)\//.test(relative(house, join(dirname(file), target)));
}

// Types may look anywhere: nothing of them is in what a browser loads.
function withoutTypes(text: string): string {
  return text.replaceAll(/^import type .*$/gm, '');
}

describe('modules of the console', () => {
  it('import each other, rules of the domain, and the packages of the console', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap((file) => targetsOf(file).filter((target) => !isAllowed(file, target)).map((target) => `${relative(house, file)}: ${target}`))).toEqual([]);
  });

  it('are of 400 lines at most', () => {
    expect(files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 401)).toEqual([]);
  });
});
