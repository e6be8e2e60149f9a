import { Button, Form, Input, Select } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { ApiProblem } from '../api.js';
import { useWords } from '../i18n/index.js';
import type { FileRead, ImportAnswer, ImportError } from '../ledger-shapes.js';
import { NotPermitted } from '../frame/not-found.js';
import { ActionForm } from '../parts/action-form.js';
import { useFormat } from '../parts/format.js';
import { ProblemAlert } from '../parts/problem.js';
import { useUrlState } from '../parts/url-state.js';
import { useMayRead } from '../session.js';
import { isImportKind, useImportKinds, type ImportKind } from './ledger/import-fields.js';
import { ImportMapping } from './ledger/import-mapping.js';
import { sendImport, type ImportWish } from './ledger/import-request.js';
import { Balances, ColumnsRead, countsInWords, Difference, RowErrors } from './ledger/import-result.js';

const BYTES_PER_KB = 1_024;

/** Importing a file: choose, preview, say which column is what, see what it would do, then do it. */
export default function ImportPage(): ReactNode {
  const kinds = useImportKinds();
  const [state] = useUrlState();
  const kind = kinds.find((candidate) => candidate === state.get('kind')) ?? (kinds.includes('open-items') ? 'open-items' : kinds[0]);
  return kind === undefined ? <NotPermitted /> : <ImportFile kind={kind} kinds={kinds} />;
}

function ImportFile({ kind, kinds }: { readonly kind: ImportKind; readonly kinds: readonly ImportKind[] }): ReactNode {
  const { t, word } = useWords();
  const mayReadImports = useMayRead('imports');
  const [, change] = useUrlState();
  const [file, setFile] = useState<File | undefined>(undefined);
  const [reading, setReading] = useState<Omit<ImportWish, 'kind' | 'file'>>({ source: 'upload', useSaved: true, columns: {}, constants: {} });
  const preview = useMutation<ImportAnswer, ApiProblem, ImportWish>({ mutationFn: (wish) => sendImport(wish, { preview: true }) });
  const look = (changes: Partial<ImportWish>): void => {
    const wish = { kind, ...reading, ...(file === undefined ? {} : { file }), ...changes };
    setReading({ source: wish.source, useSaved: wish.useSaved, columns: wish.columns, constants: wish.constants, dateOrder: wish.dateOrder, decimalMark: wish.decimalMark, encoding: wish.encoding });
    if (wish.file !== undefined) preview.mutate({ ...wish, file: wish.file });
  };
  const choose = (chosen: File | undefined): void => {
    if (chosen === undefined) return;
    setFile(chosen);
    look({ file: chosen, useSaved: true, columns: {}, constants: {} });
  };
  const wish = file === undefined ? undefined : { kind, file, ...reading };
  return (
    <>
      <div className="toolbar"><h1>{t('ledger.import_title')}</h1><Link to="/ledger">{t('ledger.title')}</Link>{mayReadImports && <Link to="/ledger/imports">{t('ledger.imports')}</Link>}</div>
      <p className="quiet">{t('ledger.import_hint')}</p>
      <div className="field-grid wide-form">
        <label className="map-field"><span>{t('ledger.kind')}</span><Select value={kind} options={kinds.map((value) => ({ value, label: word('importKinds', value) }))} onChange={(value) => { change({ kind: value }); look({ kind: value, useSaved: true, columns: {}, constants: {} }); }} /></label>
        <label className="map-field"><span>{t('ledger.source')}</span><Input value={reading.source} maxLength={100} onChange={(event) => { setReading({ ...reading, source: event.target.value }); }} /></label>
      </div>
      <p className="quiet">{t('ledger.source_hint')}</p>
      <label className="drop" onDragOver={(event) => { event.preventDefault(); }} onDrop={(event) => { event.preventDefault(); choose(event.dataTransfer.files[0]); }}>
        <input type="file" accept=".csv,.txt,.tsv,text/csv" onChange={(event) => { choose(event.target.files?.[0]); event.target.value = ''; }} />
        <strong>{file === undefined ? t('ledger.choose') : t('ledger.rows_file', { name: file.name, size: Math.ceil(file.size / BYTES_PER_KB) })}</strong> <span className="quiet">{t('ledger.drop')}</span>
      </label>
      {wish !== undefined && <Reading reading={reading} busy={preview.isPending} onLook={look} />}
      {wish !== undefined && preview.error !== null && <Refused problem={preview.error} wish={wish} busy={preview.isPending} onLook={look} />}
      {wish !== undefined && preview.data !== undefined && <Previewed key={preview.submittedAt} answer={preview.data} wish={wish} busy={preview.isPending} onLook={look} />}
    </>
  );
}

interface StepGiven {
  readonly wish: ImportWish;
  readonly busy: boolean;
  readonly onLook: (changes: Partial<ImportWish>) => void;
}

function Reading({ reading, busy, onLook }: { readonly reading: Omit<ImportWish, 'kind' | 'file'>; readonly busy: boolean; readonly onLook: StepGiven['onLook'] }): ReactNode {
  const { t } = useWords();
  const choice = (label: string, key: 'dateOrder' | 'decimalMark' | 'encoding', options: readonly { readonly value: string; readonly label: string }[]): ReactNode => (
    <label className="map-field"><span>{label}</span><Select value={reading[key] ?? ''} options={[{ value: '', label: t('ledger.automatic') }, ...options]} onChange={(value) => { onLook({ [key]: value === '' ? undefined : value }); }} /></label>
  );
  return (
    <details className="axis-table">
      <summary>{t('ledger.reading')}</summary>
      <div className="field-grid wide-form">
        {choice(t('ledger.date_order'), 'dateOrder', [{ value: 'day_first', label: t('ledger.day_first') }, { value: 'month_first', label: t('ledger.month_first') }])}
        {choice(t('ledger.decimal'), 'decimalMark', [{ value: 'point', label: t('ledger.point') }, { value: 'comma', label: t('ledger.comma') }])}
        {choice(t('ledger.encoding'), 'encoding', [{ value: 'utf-8', label: 'UTF-8' }, { value: 'gb18030', label: 'GB18030 / GBK' }])}
      </div>
      <Button loading={busy} onClick={() => { onLook({}); }}>{t('ledger.again')}</Button>
    </details>
  );
}

// A file that was not understood: say which column is what, or see row by row what is wrong.
function Refused({ problem, wish, busy, onLook }: StepGiven & { readonly problem: ApiProblem }): ReactNode {
  const file = problem.data['file'] as FileRead | undefined;
  const errors = problem.data['errors'] as readonly ImportError[] | undefined;
  const headings = file?.headings ?? problem.data['headings'];
  const fields = problem.data['fields'];
  const missing = problem.code === 'required_fields_missing' && Array.isArray(fields) ? fields.map(String) : problem.code === 'column_ambiguous' ? [String(problem.data['field'])] : [];
  if (!isImportKind(wish.kind)) return null;
  return (
    <>
      {errors === undefined ? <ProblemAlert problem={problem} /> : <RowErrors errors={errors} total={Number(problem.data['errorsTotal'] ?? errors.length)} />}
      <SavedColumns from={file?.mappingFrom ?? problem.data['mappingFrom']} savedFor={file?.savedFor ?? problem.data['savedFor']} wish={wish} busy={busy} onLook={onLook} />
      {Array.isArray(headings) && <ImportMapping key={wish.kind} kind={wish.kind} headings={headings.map(String)} missing={missing} columns={file === undefined ? wish.columns : columnsOf(file)} constants={file?.mapping.constants ?? wish.constants} busy={busy} onApply={onLook} />}
      {file !== undefined && <ColumnsRead file={file} />}
    </>
  );
}

function columnsOf(file: FileRead): Readonly<Record<string, number>> {
  return Object.fromEntries(file.mapping.columns.map((column) => [column.field, column.index + 1]));
}

function Previewed({ answer, wish, busy, onLook }: StepGiven & { readonly answer: ImportAnswer }): ReactNode {
  const words = useWords();
  const { t } = words;
  const format = useFormat();
  const client = useQueryClient();
  const apply = useMutation<ImportAnswer, ApiProblem, ImportWish>({ mutationFn: (wanted) => sendImport(wanted, { preview: false }), onSuccess: () => client.invalidateQueries() });
  if (answer.kind === 'already_imported') return <p role="status"><strong>{t('ledger.already', { at: format.at(answer.importedAt) })}</strong></p>;
  if (apply.data !== undefined && apply.data.kind !== 'already_imported') return <p role="status"><strong className="good">✓ {t('ledger.done', { counts: countsInWords(apply.data.file, apply.data.counts, words) })}</strong> · <Link to="/ledger">{t('ledger.to_items')} ›</Link></p>;
  const settles = answer.difference.filter((line) => line.what === 'settled').length;
  return (
    <>
      <h2>{countsInWords(answer.file, answer.counts, words)}</h2>
      <Confirm rows={answer.file.rows} settles={settles} command={apply} onImport={() => { apply.mutate(wish); }} />
      <Difference lines={answer.difference} />
      {answer.kind === 'previewed' && <Balances balances={answer.balances} />}
      <SavedColumns from={answer.file.mappingFrom} savedFor={answer.file.savedFor} wish={wish} busy={busy} onLook={onLook} />
      <ColumnsRead file={answer.file} />
      {isImportKind(wish.kind) && <ImportMapping kind={wish.kind} headings={answer.file.headings} missing={[]} columns={columnsOf(answer.file)} constants={answer.file.mapping.constants} busy={busy} onApply={onLook} />}
    </>
  );
}

// Whose saved columns were taken, and which others there are for a file of these headings: another source's, or none.
function SavedColumns({ from, savedFor, wish, busy, onLook }: StepGiven & { readonly from: unknown; readonly savedFor: unknown }): ReactNode {
  const { t } = useWords();
  const taken = from === 'saved';
  const others = (Array.isArray(savedFor) ? savedFor.map(String) : []).filter((source) => !taken || source !== wish.source);
  if (!taken && others.length === 0) return null;
  return (
    <div className="line-actions">
      {taken && <span>{t('ledger.from_saved', { source: wish.source })}</span>}
      {others.map((source) => <Button key={source} size="small" disabled={busy} onClick={() => { onLook({ source, useSaved: true, columns: {}, constants: {} }); }}>{t('ledger.take_saved', { source })}</Button>)}
      {taken && <Button size="small" disabled={busy} onClick={() => { onLook({ useSaved: false, columns: {}, constants: {} }); }}>{t('ledger.take_none')}</Button>}
    </div>
  );
}

// A list of open items settles what it is silent about: that asks for the number, typed.
function Confirm({ rows, settles, command, onImport }: { readonly rows: number; readonly settles: number; readonly command: Parameters<typeof ActionForm>[0]['command']; readonly onImport: () => void }): ReactNode {
  const { t, many } = useWords();
  const check = async (_: unknown, typed: string | undefined): Promise<void> => { if (typed?.trim() !== String(settles)) throw new Error(t('ledger.settles_mismatch', { count: settles })); };
  return (
    <ActionForm action={many('ledger.import_now', rows)} danger={settles > 0} command={command} onSubmit={onImport}>
      {settles > 0 && <Form.Item name="typed" label={t('ledger.settles_type', { count: settles })} validateTrigger="onSubmit" rules={[{ validator: check }]}><Input className="filter-search" inputMode="numeric" autoComplete="off" /></Form.Item>}
    </ActionForm>
  );
}
