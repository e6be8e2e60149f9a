import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { useApi, withQuery } from '../api.js';
import { useWords } from '../i18n/index.js';
import { useFormat } from '../parts/format.js';
import { EmptyState, Loaded } from '../parts/states.js';
import { useUrlState } from '../parts/url-state.js';
import type { MatrixDocument, PolicyListed, PolicyRead, ScorecardDocument } from '../policy-shapes.js';
import type { LadderDocument } from './policies/ladder-document.js';
import { LadderEditor } from './policies/ladder-editor.js';
import { LadderRead } from './policies/ladder-read.js';
import { MatrixView } from './policies/matrix-view.js';
import { ScorecardView } from './policies/scorecard-view.js';
import { Versions } from './policies/versions.js';
import { noteOf, policyTitle } from './policies/words.js';

/** One policy: the version in use, or another one to read. A ladder in use is changed here. */
export default function PolicyPage(): ReactNode {
  const { t } = useWords();
  const { kind = '', name = '' } = useParams();
  const policies = useApi<{ readonly items: readonly PolicyListed[] }>('/v1/policies');
  return (
    <Loaded query={policies}>{({ items }) => {
      const policy = items.find((candidate) => candidate.kind === kind && candidate.name === name);
      return policy === undefined ? <EmptyState title={t('policies.none_such')} hint={t('policies.title_hint')} /> : <OnePolicy key={`${kind} ${name}`} policy={policy} />;
    }}</Loaded>
  );
}

function OnePolicy({ policy }: { readonly policy: PolicyListed }): ReactNode {
  const words = useWords();
  const { t, word } = words;
  const format = useFormat();
  const [state] = useUrlState();
  const latest = policy.versions[0];
  const asked = Number(state.get('version') ?? latest?.version);
  const version = policy.versions.find((candidate) => candidate.version === asked) ?? latest;
  const read = useApi<PolicyRead>(version === undefined ? undefined : withQuery(`/v1/policies/${policy.kind}/${policy.name}`, { version: version.version }));
  if (version === undefined || latest === undefined) return <EmptyState title={t('policies.none_such')} hint={t('policies.title_hint')} />;
  const isLatest = version.version === latest.version;
  return (
    <>
      <p><Link to="/policies">{t('policies.title')}</Link></p>
      <div className="toolbar"><h1>{policyTitle(policy, words)}</h1></div>
      <p><strong>v{version.version}</strong> · {isLatest ? t('policies.in_use_since', { at: format.at(version.publishedAt), who: word('publishers', version.publishedBy) }) : t('policies.was_published', { at: format.at(version.publishedAt), who: word('publishers', version.publishedBy) })} · “{noteOf(version, words)}”
        {version.openItems !== null && <> · {t('policies.open_items_on_it', { count: version.openItems })}</>}</p>
      {!isLatest && <p className="warning" role="status">! {t('policies.older_version', { version: version.version })} <Link to={`/policies/${policy.kind}/${policy.name}`}>{t('policies.see_version', { version: latest.version })}</Link></p>}
      <Loaded query={read}>{(policyRead) => <Content key={policyRead.version} policy={policy} read={policyRead} isLatest={isLatest} />}</Loaded>
      <Versions policy={policy} shown={version.version} />
    </>
  );
}

// The document's kind says what it holds: it was checked when it was published.
function Content({ policy, read, isLatest }: { readonly policy: PolicyListed; readonly read: PolicyRead; readonly isLatest: boolean }): ReactNode {
  switch (read.kind) {
    case 'scorecard': return <ScorecardView document={read.document as ScorecardDocument} />;
    case 'approval_matrix': return <MatrixView document={read.document as MatrixDocument} />;
    default: return isLatest ? <LadderEditor policy={policy} published={{ version: read.version, document: read.document as LadderDocument }} /> : <LadderRead document={read.document as LadderDocument} />;
  }
}
