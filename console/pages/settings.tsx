import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/index.js';
import { useUrlState } from '../parts/url-state.js';
import { useHasRole } from '../session.js';
import { ApiKeys } from './settings/api-keys.js';
import { Channels } from './settings/channels.js';
import { Entities } from './settings/entities.js';
import { Operation } from './settings/operation.js';
import { PeopleSettings } from './settings/people.js';

/** Who may do what, in whose name we write, and how the installation runs. */
export default function SettingsPage(): ReactNode {
  const { t } = useWords();
  const [state, change] = useUrlState();
  const isAdministrator = useHasRole('administrator');
  const sections = [
    { value: 'people', label: t('settings.people') }, ...(isAdministrator ? [{ value: 'keys', label: t('settings.keys') }] : []),
    { value: 'entities', label: t('settings.entities') }, ...(isAdministrator ? [{ value: 'channels', label: t('settings.channels') }] : []), { value: 'operation', label: t('settings.operation') },
  ];
  const asked = state.get('section') ?? 'people';
  const section = sections.some((candidate) => candidate.value === asked) ? asked : 'people';
  return (
    <>
      <div className="toolbar"><h1>{t('settings.title')}</h1></div>
      <Segmented className="sections" aria-label={t('settings.sections')} value={section} options={sections} onChange={(value) => { change({ section: value === 'people' ? undefined : value }); }} />
      {section === 'people' && <PeopleSettings />}
      {section === 'keys' && <ApiKeys />}
      {section === 'entities' && <Entities />}
      {section === 'channels' && <Channels />}
      {section === 'operation' && <Operation />}
    </>
  );
}
