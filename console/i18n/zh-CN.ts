import { cases } from './zh-CN/cases.js';
import { frame } from './zh-CN/frame.js';
import { signIn } from './zh-CN/sign-in.js';
import { roles, steps, tasks, waits } from './zh-CN/words.js';

/** Every text of the console in Chinese, by area. English has the same keys: it does not compile without one. */
export const texts = { cases, frame, roles, signIn, steps, tasks, waits };

export type Texts = typeof texts;
