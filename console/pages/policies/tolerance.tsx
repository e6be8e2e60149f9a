import { Input } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/index.js';
import { minorOf, typedAmount } from '../../parts/money.js';
import { Field } from './field.js';
import type { PlacedProblem } from './ladder-check.js';

const CURRENCIES = ['CNY', 'USD', 'EUR', 'JPY'] as const;

/** What a case may owe at that age without a hold, by currency; an empty field means nothing. */
export function ToleranceFields({ tolerance, problems, onChange }: { readonly tolerance: Readonly<Record<string, number>>; readonly problems: readonly PlacedProblem[]; readonly onChange: (tolerance: Readonly<Record<string, number>>) => void }): ReactNode {
  const { t } = useWords();
  const currencies = [...new Set([...CURRENCIES, ...Object.keys(tolerance)])];
  const set = (currency: string, typed: string): void => {
    const { [currency]: _, ...others } = tolerance;
    const minor = minorOf(typed, currency);
    if (typed.trim() === '' || /^0*([.]0*)?$/.test(typed.trim())) onChange(others);
    else if (minor !== undefined) onChange({ ...tolerance, [currency]: minor });
  };
  return (
    <>
      {currencies.map((currency) => (
        <Field key={currency} label={t('policies.tolerance', { currency })} problems={problems.filter((problem) => problem.field.endsWith(currency))}>
          {(id) => <Input id={id} key={tolerance[currency] ?? 0} inputMode="decimal" autoComplete="off" defaultValue={tolerance[currency] === undefined ? '' : typedAmount(tolerance[currency], currency)} onBlur={(event) => { set(currency, event.target.value); }} />}
        </Field>
      ))}
      <div className="quiet document-field wide">{t('policies.tolerance_hint')}</div>
    </>
  );
}
