import { Button, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useWords } from '../../i18n/index.js';
import { fieldsOfKind, type ImportKind } from './import-fields.js';

interface MappingGiven {
  readonly kind: ImportKind;
  readonly headings: readonly string[];
  /** Fields that the file cannot do without and that no heading told. */
  readonly missing: readonly string[];
  /** As they were read or chosen so far. */
  readonly columns: Readonly<Record<string, number>>;
  readonly busy: boolean;
  readonly onApply: (columns: Readonly<Record<string, number>>) => void;
}

/** Which column holds which field, said by hand. */
export function ImportMapping({ kind, headings, missing, columns, busy, onApply }: MappingGiven): ReactNode {
  const { t, word } = useWords();
  const [chosen, setChosen] = useState<Readonly<Record<string, number | undefined>>>(columns);
  const options = headings.map((heading, index) => ({ value: index + 1, label: heading === '' ? t('ledger.column_number', { number: index + 1 }) : heading }));
  const field = (name: string): ReactNode => (
    <label key={name} className="map-field"><span>{word('importFields', name)}</span>
      <Select allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={t('ledger.not_mapped')} options={options} {...(chosen[name] === undefined ? {} : { value: chosen[name] })} onChange={(value: number | undefined) => { setChosen({ ...chosen, [name]: value }); }} />
    </label>
  );
  const rest = fieldsOfKind(kind).filter((name) => !missing.includes(name));
  const given = Object.fromEntries(Object.entries(chosen).filter((entry): entry is [string, number] => entry[1] !== undefined));
  return (
    <section>
      {missing.length > 0 && <><p>{t('ledger.mapping_missing')}</p><div className="field-grid">{missing.map(field)}</div><p className="quiet">{t('ledger.constants_hint')}</p></>}
      <details className="axis-table"><summary>{t('ledger.mapping_other')}</summary><div className="field-grid">{rest.map(field)}</div></details>
      <Button loading={busy} {...(missing.length > 0 ? { type: 'primary' as const } : {})} disabled={missing.some((name) => given[name] === undefined)} onClick={() => { onApply(given); }}>{t('ledger.apply_mapping')}</Button>
    </section>
  );
}
