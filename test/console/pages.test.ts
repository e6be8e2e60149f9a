import { expect, it } from 'vitest';
import { pagesFor } from '../../console/pages.js';
import { ROLES } from '../../src/domain/roles.js';

const EVERYBODY = ['/tasks', '/cases', '/customers', '/ledger', '/inbox', '/settings'];

it.each([
  ['sales', ['/applications']], ['collector', ['/policies']], ['legal', ['/policies']], ['administrator', ['/policies']],
  ['credit_analyst', ['/applications', '/policies']], ['finance', ['/applications', '/policies']], ['manager', ['/applications', '/policies']],
] as const)('the menu of %s holds what everybody works with, and %j', (role, more) => {
  const menu = pagesFor([role]).filter(({ navigation }) => navigation !== undefined).map(({ path }) => path);
  expect(menu.toSorted()).toEqual([...EVERYBODY, ...more].toSorted());
});

it('somebody of several roles has the pages of each', () => {
  expect(pagesFor(['sales', 'legal']).map(({ path }) => path)).toEqual(pagesFor(ROLES).map(({ path }) => path).filter((path) => path !== '/ledger/imports'));
});
