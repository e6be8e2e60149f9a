import { Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { LIMIT_INPUTS } from '../../../src/domain/scorecard.js';
import type { ScorecardOfToday } from '../../application-shapes.js';
import { useWords } from '../../i18n/index.js';
import { minorOf } from '../../parts/money.js';
import { askedIndicators, inputName, isLimitInput } from './words.js';

/** As typed, by the key of the input. */
export type TypedInputs = Readonly<Record<string, string | undefined>>;

const WHOLE = /^\d{1,15}$/;

interface InputFieldsGiven {
  readonly card: ScorecardOfToday;
  readonly currency: string;
  /** Which inputs, in this order; all when absent. */
  readonly keys?: readonly string[];
}

/** Fields for what the scorecard asks people for. */
export function InputFields({ card, currency, keys }: InputFieldsGiven): ReactNode {
  const words = useWords();
  const { t, word, language } = words;
  const shown = keys ?? [...askedIndicators(card).map((indicator) => indicator.key), ...LIMIT_INPUTS];
  return (
    <div className="field-grid">
      {shown.map((key) => {
        const indicator = card.scorecard.indicators.find((candidate) => candidate.key === key);
        const label = <>{inputName(key, card, words)} <span className="quiet label-rule">· {indicator === undefined ? word('applications', 'rule_neutral') : word('applications', `rule_${indicator.missing}`)}</span></>;
        if (indicator?.kind === 'choice') return <Form.Item key={key} name={['inputs', key]} label={label}><Select allowClear options={indicator.bands.map((band) => ({ value: band.choice, label: band.name[language] }))} /></Form.Item>;
        const check = async (_: unknown, typed: string | undefined): Promise<void> => {
          if (typed === undefined || typed.trim() === '') return;
          if (isLimitInput(key) && minorOf(typed, currency) === undefined) throw new Error(t('forms.amount_unreadable', { currency }));
          if (!isLimitInput(key) && !WHOLE.test(typed.trim())) throw new Error(t('applications.whole_number'));
        };
        return <Form.Item key={key} name={['inputs', key]} label={label} validateTrigger="onBlur" rules={[{ validator: check }]}><Input inputMode="decimal" autoComplete="off" {...(isLimitInput(key) ? { suffix: <span className="quiet">{currency}</span> } : {})} /></Form.Item>;
      })}
    </div>
  );
}

/** What was typed as the API takes it; fields left empty are left out. */
export function inputsOf(typed: TypedInputs | undefined, card: ScorecardOfToday, currency: string): readonly { readonly key: string; readonly value: string | number }[] {
  return Object.entries(typed ?? {}).flatMap(([key, text]): readonly { readonly key: string; readonly value: string | number }[] => {
    if (text === undefined || text.trim() === '') return [];
    const kind = card.scorecard.indicators.find((candidate) => candidate.key === key)?.kind;
    if (kind === 'choice') return [{ key, value: text }];
    return [{ key, value: isLimitInput(key) ? minorOf(text, currency) ?? 0 : Number(text.trim()) }];
  });
}

