import { describe, expect, it } from 'vitest';
import { allOf } from '../../console/parts/export-button.js';

type Query = Parameters<typeof allOf<number>>[0];

/** A list of which so many pages can be read before the server is away. */
function pagesOf(pages: readonly (readonly number[])[], { failsAt = Infinity }: { readonly failsAt?: number } = {}): Query {
  const upTo = (count: number): Query => ({
    data: pages.slice(0, count).flat(), hasNextPage: count < pages.length, isError: count >= failsAt, fetchNextPage: () => Promise.resolve(upTo(count + 1)),
  });
  return upTo(1);
}

describe('an export', () => {
  it('holds the whole list, also what is not on the screen yet', async () => {
    expect(await allOf(pagesOf([[1, 2], [3, 4], [5]]))).toEqual([1, 2, 3, 4, 5]);
    expect(await allOf(pagesOf([[1]]))).toEqual([1]);
  });

  it('is not made of a part when a page cannot be read', async () => {
    expect(await allOf(pagesOf([[1, 2], [3, 4], [5]], { failsAt: 2 }))).toBeUndefined();
  });
});
