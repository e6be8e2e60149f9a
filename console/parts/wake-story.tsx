import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useCommand } from '../api.js';
import { useWords } from '../i18n/index.js';
import { ProblemAlert } from './problem.js';

/** Lets a story look again at once, after what it failed on was put right. */
export function WakeStory({ story, onDone }: { readonly story: { readonly kind: string; readonly id: string }; readonly onDone?: () => void }): ReactNode {
  const { t } = useWords();
  const command = useCommand();
  const wake = (): void => {
    command.mutate({ method: 'post', path: '/v1/story-wakings', body: { kind: story.kind, id: story.id } }, { onSuccess: () => { onDone?.(); } });
  };
  return <><Button loading={command.isPending} onClick={wake}>{t('forms.try_again_now')}</Button><ProblemAlert problem={command.error} /></>;
}
