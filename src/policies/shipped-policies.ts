import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** The policies that an installation begins with, as their documents. */
export function shippedPolicies(): readonly { readonly kind: 'escalation_ladder'; readonly name: string; readonly document: unknown }[] {
  return [{ kind: 'escalation_ladder', name: 'default', document: parse(readFileSync(new URL('./ladders/default.yaml', import.meta.url), 'utf8')) }];
}
