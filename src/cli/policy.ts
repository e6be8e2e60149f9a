import { readFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import type { LadderPreview } from '../commands/policies/preview-ladder.js';
import type { CasePreview, HoldPlayed, StepComparison, StepPlayed } from '../domain/timeline-preview.js';
import { POLICY_SCHEMAS, type PolicyKind } from '../policies/shipped-policies.js';
import { ApiClient, processTerminal, type ExitCode, type Terminal } from './api-client.js';
import { bodyOrComplain } from './problem-lines.js';
import { tableLines } from './table.js';

export interface PolicyOptions {
  readonly file: string;
  readonly kind: PolicyKind;
  /** Number of the customer to preview on. */
  readonly customer?: string | undefined;
  readonly note?: string | undefined;
}

interface PolicyProblem {
  readonly path: string;
  readonly message: string;
}

type Checked = { readonly kind: 'valid'; readonly name: string; readonly warnings: readonly PolicyProblem[] } | { readonly kind: 'invalid'; readonly problems: readonly PolicyProblem[] };

/** `dunlin policy check|preview|publish FILE`. */
export function policyCommand(): Command {
  const policy = new Command('policy').description('Check, preview and publish a policy on a running Dunlin (DUNLIN_URL, DUNLIN_API_KEY); docs/POLICIES.md says what each field means');
  const kind = (): Option => new Option('--kind <kind>', 'what the document is').choices(Object.keys(POLICY_SCHEMAS)).default('escalation_ladder');
  policy.command('check').description('Say what is wrong with a document, with path and cure').argument('<file>', 'YAML or JSON').addOption(kind())
    .action(async (file: string, options: Omit<PolicyOptions, 'file'>) => { process.exitCode = await runPolicyCheck(processTerminal, { ...options, file }); });
  policy.command('preview').description('Show a ladder on a real customer beside the ladder of today').argument('<file>', 'YAML or JSON').requiredOption('--customer <number>', 'the customer\'s number')
    .action(async (file: string, options: { readonly customer: string }) => { process.exitCode = await runPolicyPreview(processTerminal, { ...options, file, kind: 'escalation_ladder' }); });
  policy.command('publish').description('Publish a document as the next version').argument('<file>', 'YAML or JSON').addOption(kind()).requiredOption('--note <text>', 'why it changes')
    .action(async (file: string, options: Omit<PolicyOptions, 'file'>) => { process.exitCode = await runPolicyPublish(processTerminal, { ...options, file }); });
  return policy;
}

async function textOf(terminal: Terminal, file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    terminal.error(`${file} cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : String(error)}); correct the path.`);
    return undefined;
  }
}

/** @returns 0 when the document holds, also with warnings */
export async function runPolicyCheck(terminal: Terminal, { file, kind }: PolicyOptions): Promise<ExitCode> {
  const document = await textOf(terminal, file);
  return document === undefined || (await checked(terminal, { kind, document })) === undefined ? 1 : 0;
}

async function checked(terminal: Terminal, asked: { readonly kind: PolicyKind; readonly document: string }): Promise<{ readonly name: string } | undefined> {
  const answer = bodyOrComplain(terminal, await new ApiClient(terminal).post('/v1/policies/check', asked)) as Checked | undefined;
  if (answer === undefined) return undefined;
  if (answer.kind === 'invalid') {
    terminal.error(`The ${asked.kind.replace('_', ' ')} does not hold:`);
    for (const { path, message } of answer.problems) terminal.error(`  ${path === '' ? 'document' : path}: ${message}`);
    return undefined;
  }
  terminal.out(`The ${asked.kind.replace('_', ' ')} "${answer.name}" holds.`);
  for (const { path, message } of answer.warnings) terminal.out(`  note ${path}: ${message}`);
  return answer;
}

export async function runPolicyPublish(terminal: Terminal, { file, kind, note = '' }: PolicyOptions): Promise<ExitCode> {
  const document = await textOf(terminal, file);
  if (document === undefined) return 1;
  const valid = await checked(terminal, { kind, document });
  if (valid === undefined) return 1;
  const published = bodyOrComplain(terminal, await new ApiClient(terminal).post('/v1/policies', { kind, name: valid.name, document, note })) as { readonly version: number } | undefined;
  if (published === undefined) return 1;
  terminal.out(`Published ${valid.name}@${published.version}. What enters from now on takes it; what is on an earlier version keeps it.`);
  return 0;
}

export async function runPolicyPreview(terminal: Terminal, { file, customer = '' }: PolicyOptions): Promise<ExitCode> {
  const document = await textOf(terminal, file);
  if (document === undefined) return 1;
  const client = new ApiClient(terminal);
  const found = bodyOrComplain(terminal, await client.get(`/v1/customers?limit=100&search=${encodeURIComponent(customer)}`)) as { readonly items: readonly { readonly id: string; readonly number: string; readonly name: string }[] } | undefined;
  if (found === undefined) return 1;
  const chosen = found.items.find((candidate) => candidate.number === customer);
  if (chosen === undefined) {
    terminal.error(`No customer has the number ${customer}${found.items.length === 0 ? '' : `; like it: ${found.items.slice(0, 5).map(({ number }) => number).join(', ')}`}.`);
    return 1;
  }
  const preview = bodyOrComplain(terminal, await client.post('/v1/policies/preview', { customerId: chosen.id, document })) as LadderPreview | undefined;
  if (preview === undefined) return 1;
  for (const line of previewLines(preview, chosen)) terminal.out(line);
  return 0;
}

function previewLines(preview: LadderPreview, customer: { readonly number: string; readonly name: string }): readonly string[] {
  return [
    `${customer.number} ${customer.name}: ${preview.today} beside ${preview.draft}, days in ${preview.timeZone}`,
    ...preview.cases.flatMap((kase) => caseLines(kase, preview)),
    ...(preview.itemsLeftOut === 0 ? [] : ['', `${preview.itemsLeftOut} items that are due later are not shown.`]),
    ...caseLines(preview.example, preview),
  ];
}

function caseLines(kase: CasePreview, preview: LadderPreview): readonly string[] {
  const holds = [holdText(kase.orderHold.today), holdText(kase.orderHold.draft)];
  return [...kase.items.flatMap((item) => [
    '', item.takes === 'keeps' ? `${item.invoiceNumber}/${item.instalment}, due ${item.dueOn}: keeps ${item.ladder}` : `A new item, due ${item.dueOn}: takes ${item.ladder}`,
    ...tableLines(['', 'step', 'today', 'draft', 'differs'], item.steps.map((step) => stepRow(step, preview)), 5),
  ]), `Order hold of the case: today ${holds[0] ?? ''}, draft ${holds[1] ?? ''}`];
}

function stepRow(step: StepComparison, preview: LadderPreview): readonly string[] {
  return [step.differs.length === 0 ? ' ' : '*', step.stepKey, playedText(step.today, preview), playedText(step.draft, preview), step.differs.join(', ')];
}

function playedText(step: StepPlayed | undefined, { people }: LadderPreview): string {
  if (step === undefined) return '–';
  if (step.state === 'left_behind') return step.how.replaceAll('_', ' ');
  if (step.state === 'not_heard') return `not heard: ${step.code}`;
  if (step.state === 'not_reached') return step.code === undefined ? 'not reached' : `not reached: ${step.code}`;
  const to = step.to.map(({ recipientId, channel }) => `${people.find(({ id }) => id === recipientId)?.name ?? recipientId} ${channel}`).join(', ');
  const moved = step.moved.length === 0 ? '' : ` (rule ${step.ruleOn}; ${step.moved.join(', ')})`;
  return `${step.on}${moved}${to === '' ? '' : ` ${to}`}`;
}

function holdText(hold: HoldPlayed): string {
  if (hold.state === 'comes') return hold.on;
  return hold.state === 'placed_already' ? 'placed already' : 'none';
}
