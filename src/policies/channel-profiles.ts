import { readFileSync } from 'node:fs';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import type { ChannelProfile, ChannelProfiles, ChannelRule } from '../domain/channel-profile.js';

const Topic = z.enum([
  'escalation_reminder', 'written_notice', 'approval_prompt', 'information_request', 'decision', 'sales_heads_up', 'handoff', 'invitation', 'channel_test',
]);

const Rule = z.strictObject({
  two_way: z.boolean(),
  links: z.boolean(),
  amounts: z.boolean(),
  registered_template_only: z.boolean(),
  refused_topics: z.array(Topic).refine((topics) => new Set(topics).size === topics.length, 'name each topic once'),
  source: z.string().trim().min(1).max(500),
});

const Channels = z.strictObject({ email: Rule, sms: Rule });

const Document = z.strictObject({
  version: z.literal(1),
  default: Channels,
  countries: z.record(z.string().regex(/^[A-Z]{2}$/, 'use the two capital letters of ISO 3166, such as CN'), Channels),
});

export interface PolicyProblem {
  /** Where in the document, such as `countries.CN.sms.links`. */
  readonly path: string;
  /** What is wrong there, and what would be right. */
  readonly message: string;
}

export type ParsedChannelProfiles =
  | { readonly kind: 'valid'; readonly profiles: ChannelProfiles }
  | { readonly kind: 'rejected'; readonly code: 'policy_invalid'; readonly problems: readonly PolicyProblem[] };

/** Checks a document of channel profiles; every problem is listed at once, with its path. */
export function parseChannelProfiles(yaml: string): ParsedChannelProfiles {
  let content: unknown;
  try {
    content = parse(yaml);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    return { kind: 'rejected', code: 'policy_invalid', problems: [{ path: `line ${error.linePos?.[0].line ?? 1}`, message: error.message }] };
  }
  const parsed = Document.safeParse(content);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
    return { kind: 'rejected', code: 'policy_invalid', problems };
  }
  const countries = Object.entries(parsed.data.countries).map(([country, channels]) => [country, toProfile(country, channels)] as const);
  return { kind: 'valid', profiles: { default: toProfile('default', parsed.data.default), countries: Object.fromEntries(countries) } };
}

/** The profiles that Dunlin ships. @throws if they do not parse (a defect of the build). */
export function shippedChannelProfiles(): ChannelProfiles {
  const parsed = parseChannelProfiles(readFileSync(new URL('channel-profiles.yaml', import.meta.url), 'utf8'));
  if (parsed.kind === 'rejected') throw new Error(`The shipped channel profiles are invalid: ${JSON.stringify(parsed.problems)}`);
  return parsed.profiles;
}

function toProfile(country: string, channels: z.infer<typeof Channels>): ChannelProfile {
  return { country, channels: { email: toRule(channels.email), sms: toRule(channels.sms) } };
}

function toRule(rule: z.infer<typeof Rule>): ChannelRule {
  return {
    twoWay: rule.two_way, links: rule.links, amounts: rule.amounts, registeredTemplateOnly: rule.registered_template_only,
    refusedTopics: rule.refused_topics, source: rule.source,
  };
}
