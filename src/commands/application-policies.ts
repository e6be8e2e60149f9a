import type { Trx } from '../db/database.js';
import { latestPolicy } from '../db/policies.js';
import type { Row } from '../db/schema.js';
import type { ApprovalMatrix } from '../domain/approval-matrix.js';
import type { WorkingCalendar } from '../domain/working-calendar.js';
import { matrixOfDocument } from '../policies/approval-matrices.js';
import { calendarById } from '../policies/calendars.js';
import { scorecardOfDocument, type ScorecardPolicy } from '../policies/scorecards.js';

// Published documents never change, so what was read once stays true. By the row's id: databases of one process may differ.
const scorecards = new Map<string, ScorecardPolicy>();
const matrices = new Map<string, ApprovalMatrix>();
const DOCUMENTS_REMEMBERED_MAX = 200;
/** The policies that applications go by. */
const POLICY_NAME = 'default';

/** The scorecard of today. @throws if none was ever published (a defect) */
export async function scorecardOfToday(trx: Trx): Promise<ScorecardPolicy> {
  return remembered(scorecards, await published(trx, 'scorecard'), scorecardOfDocument);
}

/** The approval matrix of today. @throws if none was ever published (a defect) */
export async function matrixOfToday(trx: Trx): Promise<ApprovalMatrix> {
  return remembered(matrices, await published(trx, 'approval_matrix'), matrixOfDocument);
}

/** The matrix by which an application was assessed: it keeps it until it is assessed again. */
export async function matrixOfAssessment(trx: Trx, assessment: Pick<Row<'assessments'>, 'matrix_name' | 'matrix_version'>): Promise<ApprovalMatrix> {
  const row = await trx.selectFrom('policies').selectAll().where('kind', '=', 'approval_matrix').where('name', '=', assessment.matrix_name).where('version', '=', assessment.matrix_version).executeTakeFirstOrThrow();
  return remembered(matrices, row, matrixOfDocument);
}

export function calendarOfMatrix(matrix: ApprovalMatrix): WorkingCalendar {
  const calendar = calendarById(matrix.calendar);
  if (calendar === undefined) throw new Error(`The calendar ${matrix.calendar} is not shipped`);
  return calendar;
}

async function published(trx: Trx, kind: 'scorecard' | 'approval_matrix'): Promise<Row<'policies'>> {
  const row = await latestPolicy(trx, { kind, name: POLICY_NAME });
  if (row === undefined) throw new Error(`No ${kind.replace('_', ' ')} was ever published`);
  return row;
}

function remembered<Policy>(known: Map<string, Policy>, row: Row<'policies'>, read: (document: unknown, version: number) => Policy): Policy {
  const found = known.get(row.id);
  if (found !== undefined) return found;
  const policy = read(row.document, row.version);
  if (known.size >= DOCUMENTS_REMEMBERED_MAX) known.clear();
  known.set(row.id, policy);
  return policy;
}
