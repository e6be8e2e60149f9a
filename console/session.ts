import { createContext, useContext } from 'react';
import { mayDo, mayRead, type Permission, type Readable } from '../src/domain/authority.js';
import type { Session } from './shapes.js';

/** Who is signed in; pages are shown to nobody else. */
export const SessionContext = createContext<Session | undefined>(undefined);

/** @throws outside the frame (a defect) */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('A page was shown to nobody');
  return session;
}

/** Whether the reader may do it, by the table that the API asks too. */
export function useMay(permission: Permission): boolean {
  return mayDo(useSession().roles, permission);
}

/** Whether the reader may read it. What they may not is not asked for. */
export function useMayRead(readable: Readable): boolean {
  return mayRead(useSession().roles, readable);
}
