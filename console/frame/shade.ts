import { createContext, useCallback, useEffect, useLayoutEffect, useState } from 'react';
import { applyShade, type Shade } from '../theme.js';

const KEY = 'dunlin.shade';

export interface ShadeChoice {
  readonly shade: Shade;
  readonly change: (shade: Shade) => void;
}

export const ShadeContext = createContext<ShadeChoice>({ shade: 'light', change: () => undefined });

const DARK = '(prefers-color-scheme: dark)';

function shadeNow(): Shade {
  const kept = localStorage.getItem(KEY);
  if (kept === 'light' || kept === 'dark') return kept;
  return matchMedia(DARK).matches ? 'dark' : 'light';
}

/** Light or dark: as chosen on this machine, else as the machine has it, which may change at dusk. */
export function useShade(): ShadeChoice {
  const [shade, setShade] = useState(shadeNow);
  useLayoutEffect(() => { applyShade(shade); }, [shade]);
  useEffect(() => {
    const machine = matchMedia(DARK);
    const follow = (): void => { setShade(shadeNow()); };
    machine.addEventListener('change', follow);
    return () => { machine.removeEventListener('change', follow); };
  }, []);
  const change = useCallback((wanted: Shade) => {
    localStorage.setItem(KEY, wanted);
    setShade(wanted);
  }, []);
  return { shade, change };
}
