/** Encodings that spreadsheets write. `gb18030` reads GBK and GB2312 too. */
export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export const encodings: readonly Encoding[] = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'windows-1252'];

export type EncodingRejection =
  /** @param position of the first byte that cannot stand where it is, 1 for the first of the file; `line` counts likewise */
  | { readonly kind: 'rejected'; readonly code: 'encoding_wrong'; readonly encoding: Encoding; readonly position: number; readonly line: number }
  /** The bytes are no UTF-8, and as Chinese they make no sense: probably a Western single-byte encoding. */
  | { readonly kind: 'rejected'; readonly code: 'encoding_unclear'; readonly position: number; readonly line: number }
  | { readonly kind: 'rejected'; readonly code: 'file_is_a_workbook' };

export type DecodedText = { readonly kind: 'decoded'; readonly text: string; readonly encoding: Encoding } | EncodingRejection;

const MARKS: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]], ['utf-16le', [0xff, 0xfe]], ['utf-16be', [0xfe, 0xff]], ['gb18030', [0x84, 0x31, 0x95, 0x33]],
];
/** First bytes of .xlsx (a zip) and .xls. */
const WORKBOOKS = [[0x50, 0x4b, 0x03, 0x04], [0xd0, 0xcf, 0x11, 0xe0]] as const;
/** Share of two-byte characters that must be common Chinese ones: nearly all are in a Chinese text, nearly none by accident. */
const COMMON_SHARE_MIN = 0.2;

/** Text of a file: by its mark, else UTF-8 if it is, else GB18030 if it reads as Chinese; or as stated. Never guesses over a byte
 * that does not fit: it refuses and names it. */
export function decodeText(bytes: Uint8Array, stated?: Encoding): DecodedText {
  if (WORKBOOKS.some((signature) => startsWith(bytes, signature))) return { kind: 'rejected', code: 'file_is_a_workbook' };
  const marked = MARKS.find(([, mark]) => startsWith(bytes, mark))?.[0];
  const known = stated ?? marked;
  if (known !== undefined) return decodeAs(bytes, known);
  const unicode = decodeAs(bytes, 'utf-8');
  if (unicode.kind === 'decoded') return unicode;
  const chinese = decodeAs(bytes, 'gb18030');
  if (chinese.kind === 'decoded' && readsAsChinese(bytes)) return chinese;
  const { position, line } = placeOfFirstInvalid(bytes, 'utf-8');
  return { kind: 'rejected', code: 'encoding_unclear', position, line };
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

function decodeAs(bytes: Uint8Array, encoding: Encoding): DecodedText {
  if (fits(bytes, encoding)) return { kind: 'decoded', text: new TextDecoder(encoding).decode(bytes).replace(/^\uFEFF/, ''), encoding };
  return { kind: 'rejected', code: 'encoding_wrong', encoding, ...placeOfFirstInvalid(bytes, encoding) };
}

function fits(bytes: Uint8Array, encoding: Encoding, more = false): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: more });
    return true;
  } catch {
    // The decoder's only way to say no.
    return false;
  }
}

/** Halves the file until the shortest beginning that does not fit is found. */
function placeOfFirstInvalid(bytes: Uint8Array, encoding: Encoding): { position: number; line: number } {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    if (fits(bytes.subarray(0, middle), encoding, true)) good = middle;
    else bad = middle;
  }
  let line = 1;
  for (const byte of bytes.subarray(0, good)) if (byte === 0x0a) line += 1;
  return { position: bad, line };
}

/** Whether the two-byte characters are those that Chinese is written with (the ideographs of GB 2312). In Western text an accented
 * letter swallows the next one and becomes a rare ideograph. */
function readsAsChinese(bytes: Uint8Array): boolean {
  let characters = 0;
  let common = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const lead = bytes[index] ?? 0;
    if (lead < 0x81) continue;
    const trail = bytes[index + 1] ?? 0;
    const isFourBytes = trail >= 0x30 && trail <= 0x39;
    characters += 1;
    if (lead >= 0xb0 && lead <= 0xf7 && trail >= 0xa1) common += 1;
    index += isFourBytes ? 3 : 1;
  }
  return common >= characters * COMMON_SHARE_MIN;
}
