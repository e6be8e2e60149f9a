import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../i18n/index.js';
import { useFormat } from '../../parts/format.js';
import { PlainTable } from '../../parts/plain-table.js';
import type { PolicyListed } from '../../policy-shapes.js';
import { noteOf } from './words.js';

/** Every version of a policy with since when, by whom and why; each opens. */
export function Versions({ policy, shown }: { readonly policy: PolicyListed; readonly shown: number }): ReactNode {
  const words = useWords();
  const { t, word } = words;
  const format = useFormat();
  const [latest] = policy.versions;
  return (
    <section>
      <h2>{t('policies.versions')}</h2>
      <PlainTable manyColumns label={t('policies.versions')}>
          <thead><tr>{(['version', 'since', 'by', 'note', ...(policy.kind === 'escalation_ladder' ? ['items_on_it' as const] : [])] as const).map((key) => <th key={key} scope="col">{t(`policies.${key}`)}</th>)}</tr></thead>
          <tbody>
            {policy.versions.map((version) => (
              <tr key={version.version} className={version.version === shown ? 'decides' : undefined} aria-current={version.version === shown || undefined}>
                <td><Link to={`/policies/${policy.kind}/${policy.name}${version.version === latest?.version ? '' : `?version=${version.version}`}`}>v{version.version}</Link>{version.version === latest?.version && ` · ${t('policies.in_use')}`}</td>
                <td className="whole">{format.at(version.publishedAt)}</td><td>{word('publishers', version.publishedBy)}</td><td>{noteOf(version, words)}</td>
                {policy.kind === 'escalation_ladder' && <td data-label={t('policies.items_on_it')}>{version.openItems ?? '–'}</td>}
              </tr>
            ))}
          </tbody>
      </PlainTable>
    </section>
  );
}
