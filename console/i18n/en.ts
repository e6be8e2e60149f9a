import { cases } from './en/cases.js';
import { frame } from './en/frame.js';
import { signIn } from './en/sign-in.js';
import { roles, steps, tasks, waits } from './en/words.js';
import type { Texts } from './zh-CN.js';

type SameKeys<T> = { readonly [Area in keyof T]: { readonly [Key in keyof T[Area]]: string } };

/** Every text of the console in English. */
export const texts: SameKeys<Texts> = { cases, frame, roles, signIn, steps, tasks, waits };
