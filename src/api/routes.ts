import type { ConnectedChannels } from '../notifications/channel.js';
import { channelRoutes } from './channels.js';
import { caseRoutes } from './collection-cases.js';
import { applicationRoutes } from './credit-applications.js';
import { customerRoutes } from './customers.js';
import { handoffRoutes } from './handoffs.js';
import { importRoutes } from './imports.js';
import { inboxRoutes } from './inbox.js';
import { ledgerRoutes } from './ledger.js';
import { peopleRoutes } from './people.js';
import { policyRoutes } from './policies.js';
import type { Route } from './route.js';
import { sendsPreviewRoutes } from './sends-previews.js';
import { sessionRoutes } from './session.js';
import { systemRoutes, type SystemParts } from './system.js';
import { taskRoutes } from './tasks.js';
import { testClockRoutes } from './test-clock.js';

export interface RouteParts extends SystemParts {
  readonly channels: ConnectedChannels;
}

/** Every route there is. OpenAPI and the test of authority go through the same list. */
export function allRoutes(parts: RouteParts): readonly Route[] {
  const routes: Route[] = [
    ...sessionRoutes(), ...peopleRoutes(), ...customerRoutes(), ...ledgerRoutes(), ...importRoutes(), ...caseRoutes(), ...handoffRoutes(), ...applicationRoutes(), ...policyRoutes(), ...taskRoutes(), ...inboxRoutes(), ...sendsPreviewRoutes(), ...channelRoutes(parts.channels), ...testClockRoutes(),
  ];
  routes.push(...systemRoutes(parts, () => routes));
  return routes;
}
