import { useEffect, useRef, type ReactNode } from 'react';
import { useWords } from '../i18n/index.js';

/** A sheet at the side of the page that the browser itself keeps the focus in; Escape closes it. */
export function Sheet({ title, open, onClose, children }: { readonly title: string; readonly open: boolean; readonly onClose: () => void; readonly children: ReactNode }): ReactNode {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open]);
  return (
    <dialog ref={dialog} className="sheet" aria-label={title} onClose={onClose} onClick={(event) => { if (event.target === dialog.current) onClose(); }}>
      <div className="sheet-body">
        <div className="sheet-head"><h2>{title}</h2><button type="button" className="plain-button" onClick={onClose}>{t('frame.close')}</button></div>
        {open && children}
      </div>
    </dialog>
  );
}
