import { Button, Input, Select } from 'antd';
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
  /** What holds for every row, by field. */
  readonly constants: Readonly<Record<string, string>>;
  readonly busy: boolean;
  readonly onApply: (said: { readonly columns: Readonly<Record<string, number>>; readonly constants: Readonly<Record<string, string>> }) => void;
}

/** Which column holds which field, said by hand; what no column holds may be the same in every row. */
export function ImportMapping({ kind, headings, missing, columns, constants, busy, onApply }: MappingGiven): ReactNode {
  const { t, word } = useWords();
  const [chosen, setChosen] = useState<Readonly<Record<string, number | undefined>>>(columns);
  const [same, setSame] = useState(constants);
  const options = headings.map((heading, index) => ({ value: index + 1, label: heading === '' ? t('ledger.column_number', { number: index + 1 }) : heading }));
  const field = (name: string): ReactNode => (
    <div key={name} className="map-field map-column"><span>{word('importFields', name)}</span>
      <Select allowClear showSearch={{ optionFilterProp: 'label' }} aria-label={word('importFields', name)} placeholder={t('ledger.not_mapped')} options={options} {...(chosen[name] === undefined ? {} : { value: chosen[name] })} onChange={(value: number | undefined) => { setChosen({ ...chosen, [name]: value }); }} />
      {chosen[name] === undefined && <Input maxLength={200} value={same[name] ?? ''} aria-label={t('ledger.same_in_every_row', { field: word('importFields', name) })} placeholder={t('ledger.or_every_row')} onChange={(event) => { setSame({ ...same, [name]: event.target.value }); }} />}
    </div>
  );
  const rest = fieldsOfKind(kind).filter((name) => !missing.includes(name));
  const given = Object.fromEntries(Object.entries(chosen).filter((entry): entry is [string, number] => entry[1] !== undefined));
  const held = Object.fromEntries(Object.entries(same).filter(([name, value]) => given[name] === undefined && value.trim() !== ''));
  return (
    <section>
      {missing.length > 0 && <><p>{t('ledger.mapping_missing')}</p><div className="field-grid">{missing.map(field)}</div></>}
      <details className="axis-table"><summary>{t('ledger.mapping_other')}</summary><div className="field-grid">{rest.map(field)}</div></details>
      <Button loading={busy} {...(missing.length > 0 ? { type: 'primary' as const } : {})} disabled={missing.some((name) => given[name] === undefined && held[name] === undefined)} onClick={() => { onApply({ columns: given, constants: held }); }}>{t('ledger.apply_mapping')}</Button>
    </section>
  );
}
