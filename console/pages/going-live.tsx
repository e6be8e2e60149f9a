import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { millisecondsBetween, type Instant } from '../../src/domain/dates.js';
import { PREVIEW_VALID_MILLISECONDS } from '../../src/domain/sends-release.js';
import { useApi } from '../api.js';
import { useClock } from '../frame/clock-bar.js';
import { useWords } from '../i18n/index.js';
import { useFormat } from '../parts/format.js';
import { ProblemAlert } from '../parts/problem.js';
import { EmptyState, Loaded } from '../parts/states.js';
import type { SendsPreview, UnfinishedPreview } from '../sends-preview-shapes.js';
import { useMay } from '../session.js';
import type { Installation } from '../shapes.js';
import { Days } from './going-live/days.js';
import { First } from './going-live/first.js';
import { FirstWave } from './going-live/first-wave.js';
import { usePlay, type Play } from './going-live/play.js';
import { Release } from './going-live/release.js';
import { Silences } from './going-live/silences.js';

/** Going live: what would be sent, day by day for two weeks, and the release of sending. */
export default function GoingLivePage(): ReactNode {
  const { t } = useWords();
  const maySee = useMay('release_sends');
  const installation = useApi<Installation>('/v1/installation');
  return (
    <>
      <div className="toolbar"><h1>{t('goingLive.title')}</h1></div>
      <Loaded query={installation} rows={1}>{(now) => <Sending installation={now} />}</Loaded>
      {maySee ? <Preview released={installation.data?.sendsReleasedAt ?? null} isReal={installation.data?.clock === 'real'} /> : <p>{t('goingLive.needs')}</p>}
    </>
  );
}

function Sending({ installation }: { readonly installation: Installation }): ReactNode {
  const { t } = useWords();
  const format = useFormat();
  if (installation.clock === 'test') return <p className="quiet">{t('goingLive.test_clock')}</p>;
  return installation.sendsReleasedAt === null ? <p>{t('goingLive.waiting')}</p> : <p className="good">✓ {t('goingLive.released', { at: format.at(installation.sendsReleasedAt) })}</p>;
}

function Preview({ released, isReal }: { readonly released: Instant | null; readonly isReal: boolean }): ReactNode {
  const latest = useApi<{ readonly preview: SendsPreview | UnfinishedPreview | null }>('/v1/sends-previews/latest');
  const play = usePlay();
  return (
    <>
      <ProblemAlert problem={play.problem} />
      {play.progress !== undefined ? <Playing progress={play.progress} /> : (
        <Loaded query={latest}>{({ preview }) => (preview?.finished === true ? <Shown key={preview.id} preview={preview} play={play} mayRelease={isReal && released === null} /> : <Begin unfinished={preview} play={play} />)}</Loaded>
      )}
    </>
  );
}

function Playing({ progress }: { readonly progress: NonNullable<Play['progress']> }): ReactNode {
  const { t } = useWords();
  const { played, total } = progress;
  return (
    <div role="status" className="preview-progress">
      <progress value={played} max={Math.max(1, total)} aria-label={t('goingLive.playing', { played, total })} /> {t('goingLive.playing', { played, total })}
    </div>
  );
}

function Begin({ unfinished, play }: { readonly unfinished: UnfinishedPreview | null; readonly play: Play }): ReactNode {
  const { t } = useWords();
  return (
    <section className="empty">
      <strong>{t('goingLive.begin_title')}</strong>
      <p>{t('goingLive.begin_hint')}</p>
      <Button type="primary" onClick={() => { play.start(unfinished === null ? { firstWavePerDay: null } : { previewId: unfinished.id }); }}>{unfinished === null ? t('goingLive.begin') : t('goingLive.go_on', { played: unfinished.casesPlayed, total: unfinished.casesTotal })}</Button>
    </section>
  );
}

function Shown({ preview, play, mayRelease }: { readonly preview: SendsPreview; readonly play: Play; readonly mayRelease: boolean }): ReactNode {
  const { t, many } = useWords();
  const format = useFormat();
  const now = useClock()?.now;
  const { firstWave } = preview;
  const [perDay, setPerDay] = useState(firstWave.perDay);
  const tooOld = now !== undefined && millisecondsBetween(preview.madeAt, now) > PREVIEW_VALID_MILLISECONDS;
  return (
    <>
      <div className="toolbar">
        <h2>{t('goingLive.sum', { what: many('goingLive.contacts', preview.contacts), customers: many('goingLive.to_customers', preview.customers) })}</h2>
        <Button onClick={() => { play.start({ firstWavePerDay: mayRelease ? perDay : null }); }}>{t('goingLive.again')}</Button>
      </div>
      <p className="quiet">{t('goingLive.as_of', { at: format.at(preview.madeAt) })}</p>
      {tooOld && mayRelease && <p className="warning">! {t('goingLive.too_old')}</p>}
      {preview.itemsLeftOut > 0 && <p className="warning">! {t('goingLive.left_out', { count: preview.itemsLeftOut })}</p>}
      {preview.openItems === 0 ? <EmptyState title={t('goingLive.nothing_open')} hint={t('goingLive.nothing_open_hint')} /> : (
        <>
          {firstWave.customers > 0 && (mayRelease || firstWave.perDay !== null) && <FirstWave preview={preview} perDay={perDay} mayChange={mayRelease} onType={setPerDay} onPreview={() => { play.start({ firstWavePerDay: perDay }); }} />}
          <First preview={preview} />
          <Days preview={preview} />
          <Silences preview={preview} />
          {mayRelease && !tooOld && (perDay === firstWave.perDay ? <Release preview={preview} /> : <p className="warning">! {t('goingLive.per_day_changed')}</p>)}
        </>
      )}
    </>
  );
}
