import { parse } from 'yaml';
import { shippedLadderText } from './escalation-ladders.js';

/** The policies that an installation begins with, as their documents. */
export function shippedPolicies(): readonly { readonly kind: 'escalation_ladder'; readonly name: string; readonly document: unknown }[] {
  return [{ kind: 'escalation_ladder', name: 'default', document: parse(shippedLadderText()) }];
}
