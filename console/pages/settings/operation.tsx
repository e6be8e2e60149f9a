import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useApi } from '../../api.js';
import { useWords } from '../../i18n/index.js';
import { useFormat } from '../../parts/format.js';
import { Loaded } from '../../parts/states.js';
import { useMayRead } from '../../session.js';
import type { StoryInTrouble } from '../../settings-shapes.js';
import type { Installation } from '../../shapes.js';
import { WakeStory } from '../../parts/wake-story.js';
import { PlainTable } from '../../parts/plain-table.js';

const LOOK_EVERY_SECONDS = 15;
const PAGES: Readonly<Record<string, string>> = { collection_case: '/cases/', credit_application: '/applications/' };

/** How the installation runs: clock, engine, sending, and what is in trouble. */
export function Operation(): ReactNode {
  const { t, word } = useWords();
  const format = useFormat();
  const installation = useApi<Installation>('/v1/installation', { refreshEverySeconds: LOOK_EVERY_SECONDS });
  return (
    <Loaded query={installation}>{(now) => {
      const waiting = now.clock === 'real' && now.sendsReleasedAt === null;
      const sends = now.clock === 'test' ? t('settings.sends_test') : now.sendsReleasedAt === null ? t('settings.sends_waiting') : t('settings.sends_released', { at: format.at(now.sendsReleasedAt) });
      return (
        <>
          <dl className="facts above-list">
            <dt>{t('settings.clock')}</dt><dd>{now.clockAt === null ? t('settings.clock_real') : t('settings.clock_test', { at: format.at(now.clockAt) })}</dd>
            <dt>{t('settings.engine')}</dt><dd className={now.engine === 'away' ? 'bad' : undefined}>{word('settings', `engine_${now.engine}`)}</dd>
            <dt>{t('settings.sends')}</dt><dd className={waiting ? 'warning' : undefined}>{sends} · <Link to="/going-live">{t('frame.see_sends')}</Link></dd>
          </dl>
          <Trouble />
        </>
      );
    }}</Loaded>
  );
}

function Trouble(): ReactNode {
  const { t } = useWords();
  const maySee = useMayRead('stories_in_trouble');
  const trouble = useApi<{ readonly items: readonly StoryInTrouble[] }>(maySee ? '/v1/stories-in-trouble' : undefined, { refreshEverySeconds: LOOK_EVERY_SECONDS });
  return (
    <section>
      <h2>{t('settings.trouble')}</h2>
      <p className="quiet">{maySee ? t('settings.trouble_hint') : t('settings.trouble_needs')}</p>
      {maySee && <Loaded query={trouble} rows={2}>{({ items }) => (items.length === 0 ? <p className="good">✓ {t('settings.trouble_none')}</p> : (
        <PlainTable manyColumns label={t('settings.trouble')}>
          <thead><tr><th scope="col">{t('settings.story')}</th><th scope="col">{t('settings.state')}</th><th scope="col">{t('settings.action')}</th><th scope="col">{t('settings.due')}</th><th scope="col" className="number">{t('settings.futile')}</th><th scope="col">{t('settings.cure')}</th></tr></thead>
          <tbody>{items.map((story) => <StoryLine key={`${story.kind}/${story.id}`} story={story} />)}</tbody>
        </PlainTable>))}
      </Loaded>}
    </section>
  );
}

function StoryLine({ story }: { readonly story: StoryInTrouble }): ReactNode {
  const { t, word } = useWords();
  const format = useFormat();
  const page = PAGES[story.kind];
  const name = word('settings', `story_${story.kind}`);
  return (
    <tr>
      <td>{page === undefined ? name : <Link to={`${page}${story.id}`}>{name}</Link>} <code>{story.id.slice(-12)}</code></td>
      <td className="bad">{story.stuckAt === null ? t('settings.behind') : t('settings.stuck', { at: format.at(story.stuckAt) })}</td>
      <td>{story.nextAction === null ? '–' : word('steps', story.nextAction)}</td><td data-label={t('settings.due')}>{story.nextAt === null ? '–' : format.at(story.nextAt)}</td><td className="number" data-label={t('settings.futile')}>{story.futileActs}</td>
      <td><WakeStory story={story} /></td>
    </tr>
  );
}
