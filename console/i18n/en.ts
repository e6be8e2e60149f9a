import { settings } from './en/settings.js';
import { customers } from './en/customers.js';
import { buckets, importCounts, importFields, importKinds, ledger } from './en/ledger.js';
import { applications, applicationStatuses, applicationWaits, decisionKinds, declineReasons, factNames, inputSources, limitMethods, missingRules, obstacles, stageStates } from './en/applications.js';
import { cases, caseStatuses, channels, disputeStatuses, handoffStates, kase, promiseStatuses, shortActions } from './en/cases.js';
import { events, refusalCodes } from './en/events.js';
import { goingLive, silences } from './en/going-live.js';
import { inbox } from './en/inbox.js';
import { disputeReasons, forms, problemValues } from './en/forms.js';
import { frame } from './en/frame.js';
import { signIn } from './en/sign-in.js';
import { contactRoles, handoffRoutes, taskKinds, tasks, taskTitles } from './en/tasks.js';
import { amountBands, calendars, moveReasons, policies, policyKinds, policyProblems, publishers, stepActions, stepDifferences, stepsLeft, tones } from './en/policies.js';
import { ladderRules, roles, steps, waits } from './en/words.js';
import type { Texts } from './zh-CN.js';

type SameKeys<T> = { readonly [Area in keyof T]: { readonly [Key in keyof T[Area]]: string } };

/** Every text of the console in English. */
export const texts: SameKeys<Texts> = {
  buckets, customers, importCounts, importFields, importKinds, ledger, settings,
  applications, applicationStatuses, applicationWaits, decisionKinds, declineReasons, factNames, inputSources, limitMethods, missingRules, obstacles, stageStates,
  cases, caseStatuses, channels, contactRoles, disputeReasons, disputeStatuses, events, forms, frame, goingLive, handoffRoutes, handoffStates, inbox, kase, problemValues, promiseStatuses, refusalCodes, roles, shortActions, signIn, silences, steps,
  taskKinds, tasks, taskTitles, waits, ladderRules,
  amountBands, calendars, moveReasons, policies, policyKinds, policyProblems, publishers, stepActions, stepDifferences, stepsLeft, tones,
};
