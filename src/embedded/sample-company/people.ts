import type { NewRow } from '../../db/schema.js';
import { newId } from '../../db/ids.js';
import type { Instant } from '../../domain/dates.js';
import type { Role } from '../../domain/roles.js';
import { COLLECTOR, SALES } from './customers.js';

interface SamplePerson {
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
  readonly language: 'zh-CN' | 'en';
  readonly roles: readonly Role[];
}

/** The people of the sample company, one for each duty; its sign-in page offers them by one click. */
export const SAMPLE_PEOPLE: readonly SamplePerson[] = [
  { name: '王敏', email: COLLECTOR, phone: '+8621555500201', language: 'zh-CN', roles: ['collector'] },
  { name: '赵磊', email: 'zhao.lei@linden.example', phone: '+8613800000202', language: 'zh-CN', roles: ['manager'] },
  { name: '孙丽', email: 'sun.li@linden.example', phone: null, language: 'zh-CN', roles: ['credit_analyst'] },
  { name: '陈涛', email: 'chen.tao@linden.example', phone: null, language: 'zh-CN', roles: ['finance'] },
  { name: '何静', email: SALES.north, phone: '+8613800000205', language: 'zh-CN', roles: ['sales'] },
  { name: '李强', email: SALES.south, phone: null, language: 'zh-CN', roles: ['sales'] },
  { name: '刘洋', email: 'liu.yang@linden.example', phone: null, language: 'zh-CN', roles: ['legal'] },
  { name: 'Alex Morgan', email: 'alex.morgan@linden.example', phone: '+12065550207', language: 'en', roles: ['administrator', 'manager'] },
];

export function peopleRows(at: Instant): NewRow<'people'>[] {
  return SAMPLE_PEOPLE.map((person) => ({
    id: newId(at), name: person.name, email: person.email, phone: person.phone, language: person.language, time_zone: 'Asia/Shanghai', country: 'CN',
    roles: [...person.roles], password_hash: null, disabled_at: null, created_at: at,
  }));
}
