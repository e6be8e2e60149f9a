import { useLayoutEffect, useState, type RefObject } from 'react';

const WIDTH_AT_FIRST = 1_000;

/** How wide a picture may be: as wide as its frame, or `least` where the frame is narrower and scrolls. */
export function useWidth(frame: RefObject<HTMLElement | null>, least: number): number {
  const [width, setWidth] = useState(WIDTH_AT_FIRST);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const measure = (): void => { setWidth(Math.max(least, element.clientWidth)); };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => { observer.disconnect(); };
  }, [frame, least]);
  return width;
}
