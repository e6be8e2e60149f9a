/** Ends a switch over a closed set: a member without its case does not compile. @throws always (a defect). */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value ${JSON.stringify(value)}`);
}
