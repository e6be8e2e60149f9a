import { createContext, useContext } from 'react';
import type { Session } from './shapes.js';

/** Who is signed in; pages are shown to nobody else. */
export const SessionContext = createContext<Session | undefined>(undefined);

/** @throws outside the frame (a defect) */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('A page was shown to nobody');
  return session;
}

/** Whether the reader has any of the roles. */
export function useHasRole(...roles: readonly string[]): boolean {
  const session = useSession();
  return roles.some((role) => session.roles.includes(role));
}
