interface ValueProblem {
  readonly path: string;
  readonly message: string;
}

/** Deeper than any request of ours; what walks a deeper value may run out of stack. */
const DEPTH_MAX = 64;

/** Whether a column can hold the text: any but NUL and half a surrogate pair. */
export function isStorable(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text);
}

/** What no column can hold or no reader should follow, before anything else looks at a request: NUL, half a surrogate pair, nesting
 * without end. Keys are looked at too. @param path of the value in the request, such as `body` */
export function valueProblem(path: string, value: unknown): ValueProblem | undefined {
  const left = [{ value, depth: 0 }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (next.depth > DEPTH_MAX) return { path, message: `Nest at most ${DEPTH_MAX} deep` };
    const { depth } = next;
    if (typeof next.value === 'string') {
      if (!isStorable(next.value)) return { path, message: 'Leave out NUL and halves of characters' };
    } else if (typeof next.value === 'object' && next.value !== null && !Buffer.isBuffer(next.value)) {
      for (const [key, inner] of Object.entries(next.value)) left.push({ value: key, depth }, { value: inner as unknown, depth: depth + 1 });
    }
  }
  return undefined;
}
