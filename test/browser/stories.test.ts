import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithChromium } from '../support/chromium.js';
import { playApplications } from './application-story.js';
import { begin } from './beginning.js';
import { playCollection } from './collection-story.js';
import { playCorrections } from './correction-story.js';
import { playGoingLive } from './going-live-story.js';
import { playInvitation } from './invitation-story.js';
import { playPolicyChange } from './policy-story.js';
import { LANGUAGES, Stage } from './stage.js';
import { placesLeftOut, tour } from './tour.js';

// A story takes a minute or less where nothing else runs.
const STORY_MILLISECONDS = 300_000;

// One installation from its first minute on: each part plays in what the parts before it have left.
describeWithChromium('the pages, as people use them', () => {
  let stage: Stage;

  beforeAll(async () => { stage = await Stage.set(); }, STORY_MILLISECONDS);
  afterAll(async () => { await stage.strike(); });

  it('a company begins: the first administrator, colleagues by invitation, a selling entity, a key that is made and revoked, the first files', async () => {
    expect(await stage.play(() => begin(stage))).toEqual([]);
  }, STORY_MILLISECONDS);

  it('two overdue customers climb the ladder, one followed in Chinese on a phone and one in English at a desk: reminder, call, promise, notice, dispute, review, handoff, evidence, acknowledgement', async () => {
    expect(await stage.play(() => playCollection(stage))).toEqual([]);
  }, STORY_MILLISECONDS);

  it('two applications go from the form to the limit in force, in Chinese at a desk and in English on a phone, decided by links on phones', async () => {
    expect(await stage.play(() => playApplications(stage))).toEqual([]);
  }, STORY_MILLISECONDS);

  it('a manager moves a step of the ladder, at a desk by its axis and on a phone by buttons, sees its real dates and publishes; what is on the ladder keeps its version', async () => {
    expect(await stage.play(() => playPolicyChange(stage))).toEqual([]);
  }, STORY_MILLISECONDS);

  it('finance gives an invoice another due date and voids one by its number, in Chinese on a phone and in English at a desk; sales is not offered either', async () => {
    expect(await stage.play(() => playCorrections(stage))).toEqual([]);
  }, STORY_MILLISECONDS);

  it('a customer applies by itself on a phone in Chinese: what cannot be read is answered in place, the application is in the console, what is missing is answered by mail', async () => {
    expect(await stage.play(() => playInvitation(stage))).toEqual([]);
  }, STORY_MILLISECONDS);

  it('every page there is has been looked at: in both languages, at a desk and on a phone, light and dark', async () => {
    expect(placesLeftOut()).toEqual([]);
    expect(await stage.play(async () => { await Promise.all(LANGUAGES.map((language) => tour(stage, language))); })).toEqual([]);
  }, 2 * STORY_MILLISECONDS);
});

describeWithChromium('the real clock', () => {
  let stage: Stage;

  beforeAll(async () => { stage = await Stage.set('real'); }, STORY_MILLISECONDS);
  afterAll(async () => { await stage.strike(); });

  it('nothing is sent before a manager has looked at two weeks of it and released it, on a phone; then the first messages are in the local inbox', async () => {
    expect(await stage.play(() => playGoingLive(stage))).toEqual([]);
  }, STORY_MILLISECONDS);
});
