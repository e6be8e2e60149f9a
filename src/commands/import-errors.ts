import { cureOf, type ErrorDetails, type IntakeError } from '../intake/errors.js';
import type { IntakeRead } from '../intake/read-intake.js';
import type { IntakeKind } from '../intake/row-types.js';
import { ledgerCureOf, type RowProblem } from './ledger/problems.js';

const ERRORS_SHOWN_MAX = 100;
const VALUE_SHOWN_MAX = 200;

/** What is wrong with a row of a file, and what to do about it. */
export interface ImportError {
  /** As a spreadsheet numbers it; 0 for what no row says, such as an open item that a snapshot is silent about. */
  readonly row: number;
  /** Heading of the column; absent when the row as a whole is refused or the value came with the import and not from the file. */
  readonly column?: string;
  readonly field?: string;
  readonly value: string;
  readonly code: IntakeError['code'] | RowProblem['code'];
  readonly details: ErrorDetails;
  readonly cure: { readonly en: string; readonly 'zh-CN': string };
}

/** The errors of the file's cells and those that the ledger found, in the order of rows, the first hundred. */
export function importErrors(intake: IntakeRead<IntakeKind>, problems: readonly RowProblem[]): readonly ImportError[] {
  const ofCells = intake.errors.map((error): ImportError => ({ ...error, cure: bothCures(error) }));
  const ofLedger = problems.map((problem): ImportError => {
    const column = intake.mapping.columns.find(({ field }) => field === problem.field)?.heading;
    return { ...problem, ...(column === undefined ? {} : { column }), value: problem.value.slice(0, VALUE_SHOWN_MAX), cure: curesOf(problem) };
  });
  return [...ofCells, ...ofLedger].toSorted((a, b) => a.row - b.row).slice(0, ERRORS_SHOWN_MAX);
}

function curesOf(problem: RowProblem): ImportError['cure'] {
  const ofLedger = ledgerCureOf(problem);
  if (ofLedger !== undefined) return ofLedger;
  return bothCures(problem as Pick<IntakeError, 'code' | 'details'>);
}

function bothCures(error: Pick<IntakeError, 'code' | 'details'>): ImportError['cure'] {
  return { en: cureOf(error, 'en'), 'zh-CN': cureOf(error, 'zh-CN') };
}
