import type { Command } from '../run-command.js';

/** To be called where people come, go or change their roles: applications that wait for a decision look again at who may take it. */
export async function wakeApplicationsInReview(command: Command): Promise<void> {
  const waiting = await command.trx.selectFrom('credit_applications').select(['id', 'customer_id']).where('status', '=', 'in_review').orderBy('id').execute();
  for (const { id, customer_id: customerId } of waiting) await command.raise({ kind: 'credit_application', id, customerId });
}
