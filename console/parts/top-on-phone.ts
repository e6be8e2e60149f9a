import { useEffect } from 'react';

const PHONE = '(max-width: 720px)';

/** On a phone what opens takes the place of its list: it begins at the top, however far the list was scrolled. */
export function useTopOnPhone(open: string | undefined): void {
  useEffect(() => { if (open !== undefined && matchMedia(PHONE).matches) scrollTo(0, 0); }, [open]);
}
