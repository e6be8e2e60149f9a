import { createContext, useCallback, useEffect, useState } from 'react';
import { applyShade, type Shade } from '../theme.js';

const KEY = 'dunlin.shade';

export interface ShadeChoice {
  readonly shade: Shade;
  readonly change: (shade: Shade) => void;
}

export const ShadeContext = createContext<ShadeChoice>({ shade: 'light', change: () => undefined });

function firstShade(): Shade {
  const kept = localStorage.getItem(KEY);
  if (kept === 'light' || kept === 'dark') return kept;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Light or dark: as chosen on this machine, else as the machine has it. */
export function useShade(): ShadeChoice {
  const [shade, setShade] = useState(firstShade);
  useEffect(() => { applyShade(shade); }, [shade]);
  const change = useCallback((wanted: Shade) => {
    localStorage.setItem(KEY, wanted);
    setShade(wanted);
  }, []);
  return { shade, change };
}
