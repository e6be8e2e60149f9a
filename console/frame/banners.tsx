import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useApi, useCommand } from '../api.js';
import { useWords } from '../i18n/index.js';
import { ProblemAlert } from '../parts/problem.js';
import { useMay } from '../session.js';
import type { Installation } from '../shapes.js';

const LOOK_EVERY_SECONDS = 10;

/** What everybody must know now: the engine or the server is away, sending waits for its release. */
export function Banners(): ReactNode {
  const { t } = useWords();
  const installation = useApi<Installation>('/v1/installation', { refreshEverySeconds: LOOK_EVERY_SECONDS });
  const waiting = installation.data?.clock === 'real' && installation.data.sendsReleasedAt === null;
  return (
    <>
      {(installation.error !== null || installation.failureReason !== null) && <div className="banner" role="status">{t('frame.server_away')}</div>}
      {installation.data?.engine === 'away' && <div className="banner" role="status">{t('frame.engine_away')}</div>}
      {waiting && <SendsWaiting />}
    </>
  );
}

function SendsWaiting(): ReactNode {
  const { t } = useWords();
  const mayRelease = useMay('release_sends');
  const command = useCommand();
  return (
    <div className="banner" role="status">
      {t('frame.sends_waiting')} {mayRelease && <Button size="small" loading={command.isPending} onClick={() => { command.mutate({ method: 'post', path: '/v1/installation/release-sends', body: {} }); }}>{t('frame.release_sends')}</Button>}
      <ProblemAlert problem={command.error} />
    </div>
  );
}
