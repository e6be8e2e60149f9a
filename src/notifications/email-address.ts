import { domainToASCII } from 'node:url';

const LOCAL_PART = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/;
const DOMAIN = /^(?=.{1,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const ADDRESS_LENGTH_MAX = 254;

/**
 * One bare e-mail address in the form that goes on the wire (an international domain in its ASCII form), or
 * `undefined` when the text is anything else: two addresses, a display name, a line break, a quoted or
 * non-ASCII local part. A list or a line break in an address field is how mail is smuggled to a stranger.
 */
export function wireAddress(text: string): string | undefined {
  const at = text.lastIndexOf('@');
  if (at < 1 || text.length > ADDRESS_LENGTH_MAX) return undefined;
  const localPart = text.slice(0, at);
  const domain = domainToASCII(text.slice(at + 1));
  if (!LOCAL_PART.test(localPart) || localPart.startsWith('.') || localPart.endsWith('.') || localPart.includes('..')) return undefined;
  if (domain === '' || !DOMAIN.test(domain)) return undefined;
  // domainToASCII forgives what it can; an ASCII domain has to come out as it went in.
  if (/^[\x20-\x7e]*$/.test(text) && domain !== text.slice(at + 1).toLowerCase()) return undefined;
  return `${localPart}@${domain}`;
}
