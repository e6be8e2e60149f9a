import { Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { useWords } from '../i18n/index.js';

const LINK = /(https?:\/\/[^\s<>"“”（）()，。；]+)/;

/** A message as it was written: as text with its links to click, or as its recipient's program shows it, in a frame that can run nothing. */
export function MessageBody({ text, html }: { readonly text: string; readonly html: string | null }): ReactNode {
  const { t } = useWords();
  const [form, setForm] = useState<'html' | 'text'>(html === null ? 'text' : 'html');
  return (
    <>
      {html !== null && <Segmented size="small" value={form} onChange={setForm} options={[{ value: 'html' as const, label: t('inbox.as_html') }, { value: 'text' as const, label: t('inbox.as_text') }]} />}
      {form === 'html' && html !== null
        ? <iframe className="message-frame" title={t('inbox.html_title')} sandbox="allow-popups allow-popups-to-escape-sandbox" srcDoc={`<base target="_blank">${html}`} />
        : <div className="message-text">{text.split(LINK).map((part, index) => (LINK.test(part) ? <a key={index} href={part} target="_blank" rel="noreferrer">{part}</a> : part))}</div>}
    </>
  );
}
