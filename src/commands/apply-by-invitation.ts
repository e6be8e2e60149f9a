import type { Database } from '../db/database.js';
import { linkTokenOf, useLinkToken } from '../db/link-tokens.js';
import { APPLY_LINK } from './invite-to-apply.js';
import { asking } from './permissions.js';
import { runCommand } from './run-command.js';
import { requestApplication, type CreditRequest, type SubmitApplicationAnswer, type SubmitApplicationRefusal } from './submit-credit-application.js';

export type ApplyByInvitationRefusal = SubmitApplicationRefusal | { readonly kind: 'rejected'; readonly code: 'link_not_valid' };

/** A customer's contact person asks for a limit by their link, which is used up by it. A refusal leaves the link as it was. */
export async function applyByInvitation(
  database: Database, request: { readonly token: string; readonly contactPersonId: string } & CreditRequest,
): Promise<SubmitApplicationAnswer | ApplyByInvitationRefusal> {
  const { token, contactPersonId, ...credit } = request;
  const actor = { kind: 'contact_person', contactPersonId } as const;
  return runCommand<SubmitApplicationAnswer | ApplyByInvitationRefusal>(database, { ...asking(actor, 'apply_for_credit'), customers: [credit.customerId] }, async (command) => {
    const { trx, at } = command;
    const link = await linkTokenOf(trx, token, APPLY_LINK);
    const alive = link !== undefined && link.used_at === null && link.expires_at > at && link.subject_id === credit.customerId && link.recipient_id === contactPersonId;
    if (!alive) return { kind: 'rejected', code: 'link_not_valid' };
    const answer = await requestApplication(command, credit);
    if (answer.kind !== 'rejected' && !(await useLinkToken(trx, link.hash, at, { applicationId: answer.applicationId }))) throw new Error('A link that was alive under the lock was used meanwhile');
    return answer;
  });
}
