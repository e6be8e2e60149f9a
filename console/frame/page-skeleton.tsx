import type { ReactNode } from 'react';
import { Skeleton } from '../parts/states.js';

const ROWS = 8;

/** Stands where a page will be. */
export function PageSkeleton(): ReactNode {
  return <div className="page"><Skeleton rows={ROWS} /></div>;
}
