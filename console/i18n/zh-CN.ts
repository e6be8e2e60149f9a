import { settings } from './zh-CN/settings.js';
import { customers } from './zh-CN/customers.js';
import { buckets, importCounts, importFields, importKinds, ledger } from './zh-CN/ledger.js';
import { applications, applicationStatuses, applicationWaits, decisionKinds, declineReasons, factNames, inputSources, limitMethods, missingRules, obstacles, stageStates } from './zh-CN/applications.js';
import { cases, caseStatuses, channels, disputeStatuses, handoffStates, kase, promiseStatuses, shortActions } from './zh-CN/cases.js';
import { events, refusalCodes } from './zh-CN/events.js';
import { goingLive, silences } from './zh-CN/going-live.js';
import { inbox } from './zh-CN/inbox.js';
import { disputeReasons, forms, problemValues } from './zh-CN/forms.js';
import { frame } from './zh-CN/frame.js';
import { signIn } from './zh-CN/sign-in.js';
import { contactRoles, handoffRoutes, taskKinds, tasks, taskTitles } from './zh-CN/tasks.js';
import { amountBands, calendars, moveReasons, policies, policyKinds, policyProblems, publishers, stepActions, stepDifferences, stepsLeft, tones } from './zh-CN/policies.js';
import { ladderRules, roles, steps, waits } from './zh-CN/words.js';

/** Every text of the console in Chinese, by area. English has the same keys: it does not compile without one. */
export const texts = {
  buckets, customers, importCounts, importFields, importKinds, ledger, settings,
  applications, applicationStatuses, applicationWaits, decisionKinds, declineReasons, factNames, inputSources, limitMethods, missingRules, obstacles, stageStates,
  cases, caseStatuses, channels, contactRoles, disputeReasons, disputeStatuses, events, forms, frame, goingLive, handoffRoutes, handoffStates, inbox, kase, problemValues, promiseStatuses, refusalCodes, roles, shortActions, signIn, silences, steps,
  taskKinds, tasks, taskTitles, waits, ladderRules,
  amountBands, calendars, moveReasons, policies, policyKinds, policyProblems, publishers, stepActions, stepDifferences, stepsLeft, tones,
};

export type Texts = typeof texts;
