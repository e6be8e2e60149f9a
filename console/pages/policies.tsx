import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { useApi } from '../api.js';
import { useWords } from '../i18n/index.js';
import { useFormat } from '../parts/format.js';
import { Grid, type Column } from '../parts/grid.js';
import { Loaded } from '../parts/states.js';
import type { PolicyListed } from '../policy-shapes.js';
import { useSession } from '../session.js';
import { readDraft } from './policies/ladder-draft.js';
import { noteOf, policyTitle } from './policies/words.js';

type Row = PolicyListed & { readonly id: string };

/** The documents that decide what Dunlin does and when, each with the version in use. */
export default function PoliciesPage(): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const policies = useApi<{ readonly items: readonly PolicyListed[] }>('/v1/policies');
  const columns = useColumns();
  return (
    <>
      <div className="toolbar"><h1>{t('policies.title')}</h1></div>
      <p className="quiet">{t('policies.title_hint')}</p>
      <Loaded query={policies} rows={4}>{({ items }) => (
        <Grid<Row> label={t('policies.title')} columns={columns} onOpen={(row) => { void navigate(addressOf(row)); }}
          groups={[{ key: 'all', rows: items.map((policy) => ({ ...policy, id: `${policy.kind}-${policy.name}` })).toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)) }]} />
      )}</Loaded>
    </>
  );
}

const ORDER: readonly PolicyListed['kind'][] = ['escalation_ladder', 'scorecard', 'approval_matrix'];

function addressOf(policy: PolicyListed): string {
  return `/policies/${policy.kind}/${policy.name}`;
}

function useColumns(): readonly Column<Row>[] {
  const words = useWords();
  const { t, word } = words;
  const format = useFormat();
  const { personId } = useSession();
  const draftOf = (policy: PolicyListed): string => {
    const draft = policy.kind === 'escalation_ladder' ? readDraft(localStorage, personId, policy.name) : undefined;
    return draft === undefined ? '–' : t('policies.draft_of', { version: draft.basedOn, at: format.at(draft.savedAt) });
  };
  return [
    { key: 'name', title: t('policies.policy'), cell: (row) => <Link to={addressOf(row)}>{policyTitle(row, words)}</Link> },
    { key: 'version', title: t('policies.in_use'), cell: (row) => `v${row.versions[0]?.version ?? 0}` },
    { key: 'since', title: t('policies.since'), cell: (row) => (row.versions[0] === undefined ? '' : format.at(row.versions[0].publishedAt)) },
    { key: 'by', title: t('policies.by'), cell: (row) => word('publishers', row.versions[0]?.publishedBy) },
    { key: 'note', title: t('policies.note'), wide: true, cell: (row) => (row.versions[0] === undefined ? '' : noteOf(row.versions[0], words)) },
    { key: 'draft', title: t('policies.draft'), cell: (row) => <span className={draftOf(row) === '–' ? 'quiet' : 'warning'}>{draftOf(row)}</span> },
  ];
}
