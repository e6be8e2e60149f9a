import { Command } from 'commander';
import { ApiClient, processTerminal, type ExitCode, type Terminal } from './api-client.js';
import { bodyOrComplain } from './problem-lines.js';

interface ClockShown {
  readonly clock: 'real' | 'test';
  readonly now: string;
  readonly advancing: { readonly id: string; readonly target: string } | null;
  readonly next: { readonly at: string; readonly storyKind: string; readonly storyId: string; readonly reason: unknown; readonly customerName: string | null } | null;
}

interface Advance {
  readonly state: 'advancing' | 'ready' | 'failed';
  readonly target: string;
  readonly now: string;
  readonly failure: { readonly code: string; readonly story: string } | null;
}

export type AdvanceAsked = { readonly by: string } | { readonly to: string } | { readonly next: true };

const ASK_EVERY_MILLISECONDS = 150;

/** `dunlin clock show|next|advance`: what the clock of an installation shows, and moving a test clock. */
export function clockCommand(): Command {
  const clock = new Command('clock').description('Show the clock of a running Dunlin, or move its test clock (DUNLIN_URL, DUNLIN_API_KEY)');
  clock.command('show').description('What it shows, and what comes next').action(async () => { process.exitCode = await runClockShow(processTerminal); });
  clock.command('next').description('Move to the next thing due').action(async () => { process.exitCode = await runClockAdvance(processTerminal, { next: true }); });
  clock.command('advance').description('Move by a span such as 7d, 12h or 2w, or to an instant; everything due on the way happens')
    .argument('[span]').option('--to <instant>', 'such as 2026-04-01T00:00:00Z')
    .action(async (span: string | undefined, { to }: { readonly to?: string }) => {
      const asked = span !== undefined && to === undefined ? { by: span } : to !== undefined && span === undefined ? { to } : undefined;
      if (asked === undefined) processTerminal.error('Write a span such as 7d, or --to an instant; not both.');
      process.exitCode = asked === undefined ? 1 : await runClockAdvance(processTerminal, asked);
    });
  return clock;
}

export async function runClockShow(terminal: Terminal): Promise<ExitCode> {
  const shown = bodyOrComplain(terminal, await new ApiClient(terminal).get('/v1/test-clock')) as ClockShown | undefined;
  if (shown === undefined) return 1;
  terminal.out(`${shown.clock === 'test' ? 'Test clock' : 'Real clock'}: ${shown.now}`);
  if (shown.advancing !== null) terminal.out(`It is being moved to ${shown.advancing.target}`);
  terminal.out(nextLine(shown));
  return 0;
}

/** Asks for the advance and waits until all that is due on the way has happened. */
export async function runClockAdvance(terminal: Terminal, asked: AdvanceAsked): Promise<ExitCode> {
  const client = new ApiClient(terminal);
  const begun = bodyOrComplain(terminal, await client.post('/v1/test-clock/advance', asked)) as { readonly advanceId: string; readonly target: string } | undefined;
  if (begun === undefined) return 1;
  for (;;) {
    const advance = bodyOrComplain(terminal, await client.get(`/v1/test-clock/advances/${begun.advanceId}`)) as Advance | undefined;
    if (advance === undefined) return 1;
    if (advance.state === 'ready') break;
    if (advance.state === 'failed') {
      terminal.error(`The advance to ${advance.target} failed at ${advance.now}: ${advance.failure?.code ?? 'unknown'} (${advance.failure?.story ?? 'no story'}); look at the story in the console, then advance again.`);
      return 1;
    }
    await new Promise((resolve) => { setTimeout(resolve, ASK_EVERY_MILLISECONDS); });
  }
  return runClockShow(terminal);
}

function nextLine({ next }: ClockShown): string {
  if (next === null) return 'Nothing is due';
  return `Next: ${next.at} ${next.storyKind} ${next.customerName ?? next.storyId}`;
}
