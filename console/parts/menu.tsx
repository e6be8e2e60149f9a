import { useEffect, useRef, type ReactNode } from 'react';

/** A button with a sheet of further buttons; a choice, a press elsewhere or Escape closes it. */
export function Menu({ label, title, children }: { readonly label: ReactNode; readonly title: string; readonly children: ReactNode }): ReactNode {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event): void => {
      const menu = details.current;
      if (menu === null || !menu.open) return;
      const inside = event.target instanceof Node && menu.contains(event.target);
      const chosen = event.target instanceof Element && event.target.closest('.menu-sheet button, .menu-sheet a') !== null;
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !inside || chosen) menu.open = false;
    };
    document.addEventListener('click', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('click', close);
      document.removeEventListener('keydown', close);
    };
  }, []);
  return (
    <details className="menu" ref={details}>
      <summary aria-label={title}>{label}</summary>
      <div className="menu-sheet">{children}</div>
    </details>
  );
}
