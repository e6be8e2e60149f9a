import type { ApplicationRecords } from '../../db/credit-applications.js';
import { creditStandingOf, type CreditStanding } from '../../db/credit-standing.js';
import type { Trx } from '../../db/database.js';
import { dateIn, type Instant } from '../../domain/dates.js';
import type { DecisionFacts } from '../../domain/decision.js';
import { limitOnTable } from './change.js';

/** What a decision rests on now: read from the ledger and the application in this transaction. A page shows it and gives it back with the
 * decision, so that nobody decides on what they did not see. @throws if the application was never assessed (a defect) */
export async function decisionFactsNow(trx: Trx, records: ApplicationRecords, at: Instant): Promise<{ readonly facts: DecisionFacts; readonly standing: CreditStanding }> {
  const { application, customer, assessment, currentLimit } = records;
  if (assessment === undefined) throw new Error(`The application ${application.id} has no assessment that counts`);
  const standing = await creditStandingOf(trx, { customerId: customer.id, currency: application.currency, today: dateIn(customer.time_zone, at) });
  return {
    standing,
    facts: {
      currency: application.currency, askedLimit: application.asked_limit_minor, askedTermsDays: application.asked_terms_days, limitOnTable: limitOnTable(records), score: assessment.score, grade: assessment.grade,
      proposedLimit: assessment.proposed_limit_minor, proposedTermsDays: assessment.proposed_terms_days, currentLimit: currentLimit?.limit_minor ?? null, currentTermsDays: customer.terms_days,
      owed: standing.owedMinor, overdue: standing.overdueMinor, answers: records.informationRequests.filter((request) => request.state === 'answered').length,
    },
  };
}
