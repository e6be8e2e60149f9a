import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useCommand } from '../../api.js';
import { useWords } from '../../i18n/index.js';
import { ActionForm } from '../../parts/action-form.js';
import { NoteField } from '../../parts/fields.js';
import { useMay } from '../../session.js';
import type { PolicyVersion } from '../../policy-shapes.js';
import type { DraftHands } from './use-draft.js';

interface PublishGiven {
  readonly name: string;
  readonly hands: DraftHands;
  readonly latest: PolicyVersion;
  /** What keeps the draft from being published: it is being checked, or it has problems. */
  readonly obstacle: 'checking' | 'problems' | undefined;
  readonly changeCount: number;
  readonly onPublished: (version: number) => void;
}

/** Publishing a draft as the next version, with a note; what keeps it from that stands beside the button. */
export function Publish({ name, hands, latest, obstacle, changeCount, onPublished }: PublishGiven): ReactNode {
  const { t, word } = useWords();
  const mayPublish = useMay('publish_policies');
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const command = useCommand<{ readonly version: number }>();
  if (hands.draft === undefined) return null;
  const isOvertaken = hands.basedOn !== latest.version;
  const reason = !mayPublish ? 'not_yours' : isOvertaken ? 'overtaken_short' : obstacle;
  const publish = ({ note }: { readonly note: string }): void => {
    command.mutate({ method: 'post', path: '/v1/policies', body: { kind: 'escalation_ladder', name, document: hands.document, note, basedOn: hands.basedOn } }, {
      onSuccess: ({ version }) => {
        setOpen(false);
        hands.discard();
        onPublished(version);
      },
      // Whoever was faster stands in the list of versions then, and the draft says that it is overtaken.
      onError: (problem) => { if (problem.code === 'policy_changed_since') void client.invalidateQueries({ queryKey: ['/v1/policies'] }); },
    });
  };
  return (
    <section className="publish" aria-label={t('policies.publish_title')}>
      {isOvertaken && <Overtaken name={name} hands={hands} latest={latest} />}
      <div className="line-actions">
        <Button type="primary" disabled={reason !== undefined || open} onClick={() => { setOpen(true); }}>{t('policies.publish_open', { version: latest.version + 1 })}</Button>
        {reason !== undefined && <span className={reason === 'checking' ? 'quiet' : 'warning'} role="status">{word('policies', `no_publish_${reason}`)}</span>}
      </div>
      {open && (
        <div className="choice-open">
          <p>{t('policies.publish_says', { version: latest.version + 1, count: changeCount, before: latest.version })}</p>
          <ActionForm action={t('policies.publish', { version: latest.version + 1 })} command={command} onCancel={() => { setOpen(false); }} onSubmit={publish}><NoteField label={t('policies.note_needed')} needed /></ActionForm>
        </div>
      )}
    </section>
  );
}

// Somebody else has published since the draft was made: nothing is lost, and the person decides.
function Overtaken({ name, hands, latest }: { readonly name: string; readonly hands: DraftHands; readonly latest: PolicyVersion }): ReactNode {
  const { t } = useWords();
  return (
    <div className="problem" role="alert">
      <strong>{t('policies.overtaken', { version: latest.version, who: latest.publishedBy, before: hands.basedOn })}</strong>
      <div>{latest.note}</div>
      <div>{t('policies.overtaken_hint', { version: latest.version })}</div>
      <div className="line-actions"><Link to={`/policies/escalation_ladder/${name}?version=${latest.version}`}>{t('policies.see_version', { version: latest.version })}</Link> <Button size="small" onClick={() => { hands.rebase(latest.version); }}>{t('policies.rebase', { version: latest.version })}</Button></div>
    </div>
  );
}
