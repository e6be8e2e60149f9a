import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useKeys } from './keys.js';

export interface Choice {
  readonly key: string;
  readonly label: string;
  /** What opens in place; a form may close itself when it is done. */
  readonly content: ReactNode | ((close: () => void) => ReactNode);
}

/** What can be done, numbered: its key chooses it, and its fields open in place. Only one list of a page is numbered. */
export function Choices({ label, choices, numbered = true }: { readonly label: string; readonly choices: readonly Choice[]; readonly numbered?: boolean }): ReactNode {
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  useKeys(Object.fromEntries(choices.map((choice, index) => [String(index + 1), () => { setChosen(choice.key); }])), numbered);
  const open = choices.find((choice) => choice.key === chosen);
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen === undefined) return;
    fields.current?.querySelector<HTMLElement>('input, textarea')?.focus({ preventScroll: true });
    fields.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <section className="choices">
      <h3>{label}</h3>
      <div className="choice-row" role="group" aria-label={label}>
        {choices.map((choice, index) => (
          <button key={choice.key} type="button" className="choice" aria-pressed={choice.key === chosen} onClick={() => { setChosen(choice.key === chosen ? undefined : choice.key); }}>{numbered && <kbd>{index + 1}</kbd>}{numbered && ' '}{choice.label}</button>
        ))}
      </div>
      {open !== undefined && <div className="choice-open" key={open.key} ref={fields}>{typeof open.content === 'function' ? open.content(() => { setChosen(undefined); }) : open.content}</div>}
    </section>
  );
}
