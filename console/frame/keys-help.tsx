import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { useWords, type TextKey } from '../i18n/index.js';
import { pagesFor } from '../pages.js';
import { useSession } from '../session.js';

const KEYS: readonly (readonly [string, TextKey])[] = [
  ['j k', 'frame.key_move'], ['Enter', 'frame.key_open'], ['Esc', 'frame.key_back'], ['/', 'frame.key_search'], ['1 – 9', 'frame.key_outcomes'], ['Shift Enter', 'frame.key_line'], ['?', 'frame.key_help'],
];

/** All keys of the console. */
export default function KeysHelp({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { roles } = useSession();
  const goTo = pagesFor(roles).flatMap(({ navigation }): (readonly [string, TextKey])[] => (navigation?.key === undefined ? [] : [[`g ${navigation.key}`, navigation.label]]));
  return (
    <Modal open onCancel={onClose} footer={null} title={t('frame.keys_title')} width={400}>
      <dl className="keys">{[...KEYS, ...goTo].map(([key, label]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{t(label)}</dd></div>)}</dl>
    </Modal>
  );
}
