interface Range {
  readonly first: number;
  readonly last: number;
}

/**
 * The characters that a TrueType or OpenType font can draw, read from its `cmap` table. The PDF writer draws a
 * character it has no glyph for as nothing, without a word, so a letter is checked before it is written.
 * @throws if the bytes are no single font with a Unicode table (a font collection, for one)
 */
export class FontCoverage {
  readonly #ranges: readonly Range[];

  constructor(font: Uint8Array) {
    const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
    const subtable = unicodeSubtable(view);
    const format = view.getUint16(subtable);
    if (format === 12) this.#ranges = rangesOfFormat12(view, subtable);
    else if (format === 4) this.#ranges = rangesOfFormat4(view, subtable);
    else throw new Error(`The font's character table has format ${format}, which is not read`);
  }

  has(codePoint: number): boolean {
    return this.#ranges.some(({ first, last }) => codePoint >= first && codePoint <= last);
  }

  /** Characters of the text without a glyph, each once; line breaks need none. */
  missingIn(text: string): readonly string[] {
    const characters = [...new Set(text)].filter((character) => character !== '\n');
    return characters.filter((character) => !this.has(character.codePointAt(0) ?? 0));
  }
}

function unicodeSubtable(view: DataView): number {
  const cmap = tableOffset(view, 'cmap');
  const count = view.getUint16(cmap + 2);
  let best: { readonly rank: number; readonly offset: number } | undefined;
  for (let index = 0; index < count; index += 1) {
    const record = cmap + 4 + index * 8;
    const platform = view.getUint16(record);
    const encoding = view.getUint16(record + 2);
    const offset = cmap + view.getUint32(record + 4);
    const format = view.getUint16(offset);
    const unicode = platform === 0 || (platform === 3 && (encoding === 1 || encoding === 10));
    const rank = !unicode ? 0 : format === 12 ? 2 : format === 4 ? 1 : 0;
    if (rank > (best?.rank ?? 0)) best = { rank, offset };
  }
  if (best === undefined) throw new Error('The font has no Unicode character table');
  return best.offset;
}

function tableOffset(view: DataView, tag: string): number {
  const signature = view.getUint32(0);
  if (signature !== 0x00010000 && signature !== 0x4f54544f && signature !== 0x74727565) {
    throw new Error('The file is no single TrueType or OpenType font (a collection, .ttc, has to be split first)');
  }
  const count = view.getUint16(4);
  for (let index = 0; index < count; index += 1) {
    const record = 12 + index * 16;
    const name = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(record + byte)));
    if (name === tag) return view.getUint32(record + 8);
  }
  throw new Error(`The font has no ${tag} table`);
}

function rangesOfFormat12(view: DataView, offset: number): readonly Range[] {
  const count = view.getUint32(offset + 12);
  return Array.from({ length: count }, (_, index) => {
    const group = offset + 16 + index * 12;
    return { first: view.getUint32(group), last: view.getUint32(group + 4) };
  });
}

function rangesOfFormat4(view: DataView, offset: number): readonly Range[] {
  const count = view.getUint16(offset + 6) / 2;
  const ends = offset + 14;
  const starts = ends + count * 2 + 2;
  // The last segment is the obligatory 0xffff, which is no character.
  return Array.from({ length: count }, (_, index) => ({ first: view.getUint16(starts + index * 2), last: view.getUint16(ends + index * 2) }))
    .filter(({ first }) => first !== 0xffff);
}
