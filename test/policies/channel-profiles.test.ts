import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canCarry, profileOf, type ChannelProfile, type ChannelRule } from '../../src/domain/channel-profile.js';
import { parseChannelProfiles, shippedChannelProfiles } from '../../src/policies/channel-profiles.js';

const shipped = shippedChannelProfiles();
const china = profileOf(shipped, 'CN');

describe('the shipped profiles', () => {
  it('a mainland SMS carries no dunning words, no link and no amount, and cannot be answered; e-mail carries the rest', () => {
    expect(canCarry(china, 'sms', 'escalation_reminder')).toEqual({ ok: false, reason: 'topic_refused' });
    expect(canCarry(china, 'sms', 'approval_prompt')).toEqual({ ok: false, reason: 'links_barred' });
    expect(canCarry(china, 'sms', 'decision')).toEqual({ ok: false, reason: 'amounts_barred' });
    expect(china.channels.sms.twoWay).toBe(false);
    expect(canCarry(china, 'email', 'escalation_reminder')).toEqual({ ok: true });
    expect(canCarry(china, 'email', 'approval_prompt')).toEqual({ ok: true });
  });

  it('a mainland SMS goes only with a registered text', () => {
    expect(canCarry(china, 'sms', 'channel_test')).toEqual({ ok: false, reason: 'template_not_registered' });
    expect(canCarry(china, 'sms', 'channel_test', ['channel_test'])).toEqual({ ok: true });
  });

  it('a country that is not listed takes the default: reminders and prompts by SMS, letters never', () => {
    const other = profileOf(shipped, 'IE');
    expect(other.country).toBe('default');
    expect(canCarry(other, 'sms', 'escalation_reminder')).toEqual({ ok: true });
    expect(canCarry(other, 'sms', 'approval_prompt')).toEqual({ ok: true });
    expect(canCarry(other, 'sms', 'written_notice')).toEqual({ ok: false, reason: 'topic_refused' });
  });
});

describe('each field changes an answer', () => {
  const open: ChannelRule = { twoWay: true, links: true, amounts: true, registeredTemplateOnly: false, refusedTopics: [], source: 'test' };
  const withSms = (change: Partial<ChannelRule>): ChannelProfile => ({ country: 'XX', channels: { email: open, sms: { ...open, ...change } } });

  it('links, amounts, topics, registered texts', () => {
    expect(canCarry(withSms({}), 'sms', 'approval_prompt')).toEqual({ ok: true });
    expect(canCarry(withSms({ links: false }), 'sms', 'approval_prompt')).toEqual({ ok: false, reason: 'links_barred' });
    expect(canCarry(withSms({ amounts: false }), 'sms', 'approval_prompt')).toEqual({ ok: false, reason: 'amounts_barred' });
    expect(canCarry(withSms({ links: false, amounts: false }), 'sms', 'escalation_reminder')).toEqual({ ok: true });
    expect(canCarry(withSms({ refusedTopics: ['invitation'] }), 'sms', 'invitation')).toEqual({ ok: false, reason: 'topic_refused' });
    expect(canCarry(withSms({ registeredTemplateOnly: true }), 'sms', 'invitation')).toEqual({ ok: false, reason: 'template_not_registered' });
  });
});

describe('a document with mistakes names each with its path', () => {
  const yaml = readFileSync(new URL('../../src/policies/channel-profiles.yaml', import.meta.url), 'utf8');
  it.each([
    [yaml.replace('links: true', 'link: true'), 'default.email'],
    [yaml.replace('two_way: false', 'two_way: perhaps'), 'countries.CN.sms.two_way'],
    [yaml.replace('[written_notice]', '[letter]'), 'default.sms.refused_topics.0'],
    [yaml.replace('[written_notice]', '[handoff, handoff]'), 'default.sms.refused_topics'],
    [yaml.replace('  CN:', '  China:'), 'countries.China'],
    [yaml.replace('version: 1', 'version: 2'), 'version'],
    ['default: [', 'line 1'],
    ['', ''],
  ])('case %#', (text, path) => {
    const parsed = parseChannelProfiles(text);
    expect(parsed).toMatchObject({ kind: 'rejected', code: 'policy_invalid' });
    expect(parsed.kind === 'rejected' ? parsed.problems.map((problem) => problem.path) : []).toContain(path);
  });
});
