import { continueAsNew, defineSignal, proxyActivities, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import type { CreditApplicationActivities } from '../activities/credit-application.js';
import { CHANGED } from './messages.js';
import { actInDatabase, inDatabase, neverAct, outside, PATIENT, QUICK, REACHING, rest, runIsLong } from './story.js';

const changed = defineSignal(CHANGED);
const quick = proxyLocalActivities<CreditApplicationActivities>(QUICK);
const patient = proxyActivities<CreditApplicationActivities>(PATIENT);
const inside = actInDatabase(quick.actOnApplication, patient.actOnApplication);
const reaching = proxyActivities<CreditApplicationActivities>(REACHING);

/** A credit application: assessed, put to its approvers stage by stage, decided, and in force. */
export async function creditApplication(applicationId: string): Promise<void> {
  let lookAgain = false;
  const postpone = (): Promise<void> => inDatabase(() => quick.postponeApplication(applicationId), () => patient.postponeApplication(applicationId));
  setHandler(changed, () => { lookAgain = true; });
  for (;;) {
    if (runIsLong()) await continueAsNew<typeof creditApplication>(applicationId);
    lookAgain = false;
    const next = await inDatabase(() => quick.lookAtApplication(applicationId), () => patient.lookAtApplication(applicationId));
    switch (next.action) {
      case 'assess_application':
      case 'open_stage':
      case 'implement_decision':
        await inside({ storyId: applicationId, key: next.key }, next.summary);
        break;
      case 'ask_for_information':
      case 'prompt_approver':
      case 'remind_approver':
      case 'tell_requester':
      case 'retry_contact':
        await outside(() => reaching.writeOfApplication.executeWithOptions({ ...REACHING, summary: next.summary }, [{ storyId: applicationId, key: next.key }]), postpone);
        break;
      case 'settle_contact':
        await outside(() => reaching.settleOfApplication.executeWithOptions({ ...REACHING, summary: next.summary }, [{ storyId: applicationId, key: next.key }]), postpone);
        break;
      case 'close_application':
        if ((await inside({ storyId: applicationId, key: next.key }, next.summary)) === 'closed' && !lookAgain) return;
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
