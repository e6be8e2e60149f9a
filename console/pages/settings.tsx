import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/index.js';
import { useUrlState } from '../parts/url-state.js';
import { useMayRead } from '../session.js';
import { ApiKeys } from './settings/api-keys.js';
import { Channels } from './settings/channels.js';
import { Entities } from './settings/entities.js';
import { Operation } from './settings/operation.js';
import { PeopleSettings } from './settings/people.js';

/** Who may do what, in whose name we write, and how the installation runs. */
export default function SettingsPage(): ReactNode {
  const { t } = useWords();
  const [state, change] = useUrlState();
  const may = { people: useMayRead('people'), keys: useMayRead('api_keys'), entities: useMayRead('selling_entities'), channels: useMayRead('channels'), operation: true };
  const sections = (['people', 'keys', 'entities', 'channels', 'operation'] as const).filter((value) => may[value]).map((value) => ({ value, label: t(`settings.${value}`) }));
  const first = sections[0]?.value;
  const section = sections.find(({ value }) => value === state.get('section'))?.value ?? first;
  return (
    <>
      <div className="toolbar"><h1>{t('settings.title')}</h1></div>
      <Segmented className="sections" aria-label={t('settings.sections')} {...(section === undefined ? {} : { value: section })} options={sections} onChange={(value) => { change({ section: value === first ? undefined : value }); }} />
      {section === 'people' && <PeopleSettings />}
      {section === 'keys' && <ApiKeys />}
      {section === 'entities' && <Entities />}
      {section === 'channels' && <Channels />}
      {section === 'operation' && <Operation />}
    </>
  );
}
