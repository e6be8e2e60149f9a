/** What a message is about; a country may bar a topic from a channel. */
export type ChannelTopic =
  | 'escalation_reminder' | 'written_notice' | 'approval_prompt' | 'information_request' | 'decision' | 'sales_heads_up' | 'handoff'
  | 'invitation' | 'channel_test';

export type ProfiledChannel = 'email' | 'sms';

/** What one channel can carry in one country. */
export interface ChannelRule {
  /** The recipient can answer on it. */
  readonly twoWay: boolean;
  readonly links: boolean;
  readonly amounts: boolean;
  /** Only texts that the operators have registered beforehand arrive. */
  readonly registeredTemplateOnly: boolean;
  readonly refusedTopics: readonly ChannelTopic[];
  /** Where the rule comes from, for the person who doubts it. */
  readonly source: string;
}

export interface ChannelProfile {
  /** ISO 3166 alpha-2, or `default`. */
  readonly country: string;
  readonly channels: Readonly<Record<ProfiledChannel, ChannelRule>>;
}

export interface ChannelProfiles {
  readonly default: ChannelProfile;
  readonly countries: Readonly<Record<string, ChannelProfile>>;
}

export type CannotCarry = 'topic_refused' | 'links_barred' | 'amounts_barred' | 'template_not_registered';

export type CanCarry = { readonly ok: true } | { readonly ok: false; readonly reason: CannotCarry };

interface Content {
  readonly link: boolean;
  readonly amount: boolean;
}

// What our own texts hold. An SMS to a customer never names an amount: a phone is read by whoever holds it.
const smsContent: Readonly<Record<ChannelTopic, Content>> = {
  escalation_reminder: { link: false, amount: false },
  written_notice: { link: false, amount: false },
  approval_prompt: { link: true, amount: true },
  information_request: { link: true, amount: false },
  decision: { link: false, amount: true },
  sales_heads_up: { link: true, amount: false },
  handoff: { link: true, amount: false },
  invitation: { link: true, amount: false },
  channel_test: { link: false, amount: false },
};

/** The profile of the recipient's country, else the default. */
export function profileOf(profiles: ChannelProfiles, country: string): ChannelProfile {
  return profiles.countries[country] ?? profiles.default;
}

/**
 * Whether the channel can carry our text on this topic to that country. A step leaves out a channel that cannot.
 * @param registeredTopics topics whose text is registered with the country's operators; matters where only such texts arrive
 */
export function canCarry(profile: ChannelProfile, channel: ProfiledChannel, topic: ChannelTopic, registeredTopics: readonly ChannelTopic[] = []): CanCarry {
  const rule = profile.channels[channel];
  const content = channel === 'sms' ? smsContent[topic] : { link: true, amount: true };
  if (rule.refusedTopics.includes(topic)) return { ok: false, reason: 'topic_refused' };
  if (content.link && !rule.links) return { ok: false, reason: 'links_barred' };
  if (content.amount && !rule.amounts) return { ok: false, reason: 'amounts_barred' };
  if (rule.registeredTemplateOnly && !registeredTopics.includes(topic)) return { ok: false, reason: 'template_not_registered' };
  return { ok: true };
}
