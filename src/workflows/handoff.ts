import { continueAsNew, defineSignal, proxyActivities, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import type { HandoffActivities } from '../activities/handoff.js';
import { CHANGED } from './messages.js';
import { actInDatabase, inDatabase, neverAct, outside, PATIENT, QUICK, REACHING, rest, runIsLong } from './story.js';

const changed = defineSignal(CHANGED);
const quick = proxyLocalActivities<HandoffActivities>(QUICK);
const patient = proxyActivities<HandoffActivities>(PATIENT);
const inside = actInDatabase(quick.actOnHandoff, patient.actOnHandoff);
const reaching = proxyActivities<HandoffActivities>(REACHING);

/** An approved handoff: the pack is built, offered to the counterparty and followed until money or the items come back. */
export async function handoff(handoffId: string): Promise<void> {
  let lookAgain = false;
  const postpone = (): Promise<void> => inDatabase(() => quick.postponeHandoff(handoffId), () => patient.postponeHandoff(handoffId));
  setHandler(changed, () => { lookAgain = true; });
  for (;;) {
    if (runIsLong()) await continueAsNew<typeof handoff>(handoffId);
    lookAgain = false;
    const next = await inDatabase(() => quick.lookAtHandoff(handoffId), () => patient.lookAtHandoff(handoffId));
    switch (next.action) {
      case 'build_evidence_pack':
        await outside(() => reaching.buildEvidencePack.executeWithOptions({ ...REACHING, summary: next.summary }, [{ storyId: handoffId, key: next.key }]), postpone);
        break;
      case 'send_pack':
      case 'retry_contact':
        await outside(() => reaching.sendPack.executeWithOptions({ ...REACHING, summary: next.summary }, [{ storyId: handoffId, key: next.key }]), postpone);
        break;
      case 'settle_contact':
        await outside(() => reaching.settlePack.executeWithOptions({ ...REACHING, summary: next.summary }, [{ storyId: handoffId, key: next.key }]), postpone);
        break;
      case 'note_pack_sent':
      case 'chase_acknowledgement':
        await inside({ storyId: handoffId, key: next.key }, next.summary);
        break;
      case 'return_to_case':
      case 'close_handoff':
        if ((await inside({ storyId: handoffId, key: next.key }, next.summary)) === 'closed' && !lookAgain) return;
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
