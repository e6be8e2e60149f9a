import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { FontCoverage } from './font-coverage.js';

/** The two weights of a letter's typeface, and what they can draw. */
export interface LetterFonts {
  readonly regular: Buffer;
  readonly bold: Buffer;
  /** Characters that would be left blank. */
  missingIn(text: string): readonly string[];
}

export interface FontPlaces {
  /** A person's own TrueType or OpenType file (`PDF_FONT_PATH`) for both weights, such as one with rare characters. */
  readonly overridePath?: string;
  /** Where the cut fonts are kept: beside the built program, or in the user's cache. Never in the repository. */
  readonly cacheFolder: string;
}

const FONT_SET = 'noto-sans-sc-0.4.3-gbk-1';
const WEIGHTS = [['regular', '400Regular/NotoSansSC_400Regular.ttf'], ['bold', '700Bold/NotoSansSC_700Bold.ttf']] as const;

/** Reads the fonts; cuts them first when the cache has none and the font package is installed. @throws with the cure otherwise */
export async function loadFonts({ overridePath, cacheFolder }: FontPlaces): Promise<LetterFonts> {
  if (overridePath !== undefined) {
    const own = await readFile(overridePath);
    return withCoverage(own, own);
  }
  const folder = join(cacheFolder, FONT_SET);
  if (!isComplete(folder)) await buildFonts(cacheFolder);
  return withCoverage(await readFile(join(folder, 'regular.ttf')), await readFile(join(folder, 'bold.ttf')));
}

/**
 * Cuts Noto Sans SC to the characters of GBK, the Latin letters and the currency signs, and puts the licence beside it
 * (SIL Open Font License; a cut font may keep the name, since only "Source" is reserved). Safe to run twice at once.
 */
export async function buildFonts(cacheFolder: string): Promise<void> {
  const folder = join(cacheFolder, FONT_SET);
  if (isComplete(folder)) return;
  await mkdir(folder, { recursive: true });
  const source = fontPackageFolder();
  const { default: subsetFont } = await import('subset-font');
  const characters = lettersOfLetters();
  for (const [weight, file] of WEIGHTS) {
    const cut = await subsetFont(await readFile(join(source, file)), characters, { targetFormat: 'truetype' });
    await putWhole(join(folder, `${weight}.ttf`), (path) => writeFile(path, cut));
  }
  await putWhole(join(folder, 'OFL.txt'), (path) => copyFile(join(source, 'LICENSE_FONT'), path));
}

function isComplete(folder: string): boolean {
  return ['regular.ttf', 'bold.ttf', 'OFL.txt'].every((name) => existsSync(join(folder, name)));
}

function fontPackageFolder(): string {
  try {
    return dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'));
  } catch {
    throw new Error('The fonts for letters have not been built. Run "npm run build" with development packages, or set PDF_FONT_PATH to a TrueType font');
  }
}

// A half-written font would be read as a whole one by another process.
async function putWhole(path: string, write: (temporaryPath: string) => Promise<void>): Promise<void> {
  const temporaryPath = `${path}.${process.pid}`;
  await write(temporaryPath);
  await rename(temporaryPath, path);
}

function lettersOfLetters(): string {
  const decoder = new TextDecoder('gbk');
  let text = '';
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) text += decoder.decode(Uint8Array.of(lead, trail));
  }
  const ranges = [[0x20, 0x7e], [0xa0, 0x24f], [0x2010, 0x205e], [0x20a0, 0x20bf], [0x2100, 0x214f], [0x2190, 0x2193], [0x25a0, 0x25ff], [0xff01, 0xffee]] as const;
  for (const [first, last] of ranges) for (let code = first; code <= last; code += 1) text += String.fromCodePoint(code);
  return text.replaceAll('\ufffd', '');
}

function withCoverage(regular: Buffer, bold: Buffer): LetterFonts {
  const coverages = [new FontCoverage(regular), ...(bold === regular ? [] : [new FontCoverage(bold)])];
  return { regular, bold, missingIn: (text) => [...new Set(coverages.flatMap((coverage) => coverage.missingIn(text)))] };
}
