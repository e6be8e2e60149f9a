import { continueAsNew, defineSignal, proxyActivities, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import type { CollectionCaseActivities } from '../activities/collection-case.js';
import { CHANGED } from './messages.js';
import { actInDatabase, inDatabase, neverAct, outside, PATIENT, QUICK, REACHING, rest, runIsLong } from './story.js';

const changed = defineSignal(CHANGED);
const quick = proxyLocalActivities<CollectionCaseActivities>(QUICK);
const patient = proxyActivities<CollectionCaseActivities>(PATIENT);
const inside = actInDatabase(quick.actOnCase, patient.actOnCase);
const reaching = proxyActivities<CollectionCaseActivities>(REACHING);

/** The pursuit of one customer by one selling entity in one currency: looks, acts, waits, until nothing is left to pursue. */
export async function collectionCase(caseId: string): Promise<void> {
  let lookAgain = false;
  const postpone = (): Promise<void> => inDatabase(() => quick.postponeCase(caseId), () => patient.postponeCase(caseId));
  setHandler(changed, () => { lookAgain = true; });
  for (;;) {
    if (runIsLong()) await continueAsNew<typeof collectionCase>(caseId);
    lookAgain = false;
    const next = await inDatabase(() => quick.lookAtCase(caseId), () => patient.lookAtCase(caseId));
    switch (next.action) {
      case 'contact_customer':      // reminder, notice, call task
      case 'retry_contact':         // another attempt of what nothing accepted
      case 'tell_sales':
        await outside(() => reaching.contactCustomer.executeWithOptions({ ...REACHING, summary: next.summary }, [{ storyId: caseId, key: next.key }]), postpone);
        break;
      case 'settle_contact':        // an outcome we could not see
        await outside(() => reaching.settleContact.executeWithOptions({ ...REACHING, summary: next.summary }, [{ storyId: caseId, key: next.key }]), postpone);
        break;
      case 'judge_promise':
      case 'place_credit_hold':
      case 'release_credit_hold':
      case 'open_manager_review':
      case 'request_handoff':
      case 'record_refusal':        // a gate shut: once, with its reason
        await inside({ storyId: caseId, key: next.key }, next.summary);
        break;
      case 'close_case':
        if ((await inside({ storyId: caseId, key: next.key }, next.summary)) === 'closed' && !lookAgain) return;
        break;
      case 'wait':
        if (next.ended === true) {
          if (!lookAgain) return;
          break;
        }
        await rest(() => lookAgain, next);
        break;
      default: neverAct(next);
    }
  }
}
