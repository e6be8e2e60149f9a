import { cases } from './zh-CN/cases.js';
import { disputeReasons, forms } from './zh-CN/forms.js';
import { frame } from './zh-CN/frame.js';
import { signIn } from './zh-CN/sign-in.js';
import { contactRoles, handoffRoutes, taskKinds, tasks, taskTitles } from './zh-CN/tasks.js';
import { roles, steps, waits } from './zh-CN/words.js';

/** Every text of the console in Chinese, by area. English has the same keys: it does not compile without one. */
export const texts = { cases, contactRoles, disputeReasons, forms, frame, handoffRoutes, roles, signIn, steps, taskKinds, tasks, taskTitles, waits };

export type Texts = typeof texts;
