/** Encodes text as GBK, the way a Chinese spreadsheet saves CSV; Node has only the decoder, so its table is turned round. */
export function gbkBytes(text: string): Uint8Array {
  return Uint8Array.from(Array.from(text).flatMap((character) => {
    if (character < '\u0080') return [character.charCodeAt(0)];
    const pair = pairs().get(character);
    if (pair === undefined) throw new Error(`${character} is not in GBK`);
    return pair;
  }));
}

let known: ReadonlyMap<string, readonly number[]> | undefined;

function pairs(): ReadonlyMap<string, readonly number[]> {
  if (known !== undefined) return known;
  const decoder = new TextDecoder('gbk');
  const table = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f) table.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
    }
  }
  known = table;
  return table;
}
