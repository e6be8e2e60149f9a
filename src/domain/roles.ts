/** What a person or a key may do. A person may have several. */
export const ROLES = ['administrator', 'credit_analyst', 'collector', 'manager', 'sales', 'finance', 'legal'] as const;

export type Role = (typeof ROLES)[number];

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}
