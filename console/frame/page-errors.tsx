import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { useWords } from '../i18n/index.js';

/** Keeps the frame alive when a page fails, or when its file is gone after an update. */
export class PageErrors extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Failed /> : this.props.children;
  }
}

function Failed(): ReactNode {
  const { t } = useWords();
  return <div className="empty" role="alert"><strong>{t('frame.page_failed')}</strong><p><Button onClick={() => { location.reload(); }}>{t('frame.reload')}</Button></p></div>;
}
