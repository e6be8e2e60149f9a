import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useCommand } from '../api.js';
import { useWords } from '../i18n/index.js';
import { ActionForm } from '../parts/action-form.js';
import { Sheet } from '../parts/sheet.js';
import { useSession } from '../session.js';
import { PASSWORD_LENGTH_MIN } from './by-link.js';

interface Typed {
  readonly oldPassword: string;
  readonly newPassword: string;
}

/** One's own password, by the old one. */
export default function ChangePassword({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { email } = useSession();
  const command = useCommand();
  return (
    <Sheet title={t('frame.change_password')} open onClose={onClose}>
      <p className="quiet">{t('frame.password_hint')}</p>
      {command.isSuccess ? <p className="good" role="status">✓ {t('frame.password_changed')}</p> : (
        <ActionForm<Typed> action={t('frame.change_password')} command={command} onCancel={onClose} onSubmit={(body) => { command.mutate({ method: 'post', path: '/v1/session/password', body }); }}>
          <input type="text" hidden readOnly autoComplete="username" value={email} />
          <Form.Item name="oldPassword" label={t('frame.old_password')} rules={[{ required: true, message: t('forms.needed') }]}><Input.Password autoComplete="current-password" /></Form.Item>
          <Form.Item name="newPassword" label={t('frame.new_password')} rules={[{ required: true, min: PASSWORD_LENGTH_MIN, message: t('signIn.password_short') }]}><Input.Password autoComplete="new-password" /></Form.Item>
        </ActionForm>)}
    </Sheet>
  );
}
