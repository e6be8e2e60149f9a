import { assertNever } from '../domain/assert-never.js';
import type { Language } from '../domain/display.js';

type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly lines: readonly string[] }
  | { readonly kind: 'list'; readonly lines: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'link'; readonly label: string; readonly address: string };

const LINK = /^→ (.+)[:：] ?(https?:\/\/\S+)$/;

/** The plain part of a mail. @param body text with the light marks of a message */
export function plainTextOf(body: string, { foot, language }: { readonly foot: string; readonly language: Language }): string {
  const colon = language === 'zh-CN' ? '：' : ': ';
  return `${blocksOf(body).map((block) => plainBlock(block, colon)).join('\n\n')}\n${foot === '' ? '' : `\n-- \n${foot}\n`}`;
}

/** The HTML part of a mail: no script, no image, no remote file; every character of the body is escaped. */
export function htmlOf(body: string, { foot, language }: { readonly foot: string; readonly language: Language }): string {
  const font = "-apple-system,'Segoe UI','PingFang SC','Microsoft YaHei',sans-serif";
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>`
    + `<body style="margin:0;background:#f4f5f7"><main style="max-width:640px;margin:0 auto;padding:24px;background:#fff;color:#1f2328;font:15px/1.6 ${font}">`
    + `${blocksOf(body).map(htmlBlock).join('')}</main>`
    + `${foot === '' ? '' : `<p style="max-width:640px;margin:0 auto;padding:12px 24px;color:#5f6368;font:12px/1.5 ${font}">${escaped(foot)}</p>`}</body></html>`;
}

function blocksOf(body: string): readonly Block[] {
  return body.split('\n').map((line) => line.trim()).reduce<Block[]>((blocks, line, index, lines) => {
    const previous = index > 0 && lines[index - 1] !== '' ? blocks.at(-1) : undefined;
    if (line !== '') addLine(blocks, previous, line);
    return blocks;
  }, []);
}

function addLine(blocks: Block[], previous: Block | undefined, line: string): void {
  const link = LINK.exec(line);
  if (link !== null) blocks.push({ kind: 'link', label: link[1] ?? '', address: link[2] ?? '' });
  else if (line.startsWith('# ')) blocks.push({ kind: 'heading', text: line.slice(2) });
  else if (line.startsWith('|')) {
    const cells = line.replace(/^\||\|$/g, '').split('|').map((cell) => cell.trim());
    if (previous?.kind === 'table') blocks[blocks.length - 1] = { kind: 'table', rows: [...previous.rows, cells] };
    else blocks.push({ kind: 'table', rows: [cells] });
  } else {
    const kind = line.startsWith('- ') ? 'list' : 'paragraph';
    const text = kind === 'list' ? line.slice(2) : line;
    if (previous?.kind === kind) blocks[blocks.length - 1] = { kind, lines: [...previous.lines, text] };
    else blocks.push({ kind, lines: [text] });
  }
}

function plainBlock(block: Block, colon: string): string {
  switch (block.kind) {
    case 'heading': return `* ${block.text}`;
    case 'paragraph': return block.lines.join('\n');
    case 'list': return block.lines.map((line) => `- ${line}`).join('\n');
    case 'table': return block.rows.map((cells) => (cells.length === 2 ? cells.join(colon) : cells.join(' | '))).join('\n');
    case 'link': return `${block.label}${colon.trimEnd()}\n${block.address}`;
    default: return assertNever(block);
  }
}

function htmlBlock(block: Block): string {
  switch (block.kind) {
    case 'heading': return `<h2 style="margin:24px 0 8px;font-size:16px">${escaped(block.text)}</h2>`;
    case 'paragraph': return `<p style="margin:12px 0">${block.lines.map(escaped).join('<br>')}</p>`;
    case 'list': return `<ul style="margin:12px 0;padding-left:20px">${block.lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`;
    case 'table': return htmlTable(block.rows);
    case 'link': return `<p style="margin:20px 0"><a href="${escaped(block.address)}" rel="noreferrer"`
      + ` style="display:inline-block;padding:10px 18px;border-radius:6px;background:#14532d;color:#fff;text-decoration:none">${escaped(block.label)}</a></p>`;
    default: return assertNever(block);
  }
}

/** Three columns or more have a heading row and amounts at the right; two columns are names and values. */
function htmlTable(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(...rows.map((cells) => cells.length));
  const body = rows.map((cells, index) => {
    const heading = columns > 2 && index === 0;
    return `<tr>${cells.map((cell, column) => {
      const name = heading ? 'th' : 'td';
      const end = columns > 2 && column === cells.length - 1;
      const muted = columns === 2 && column === 0;
      return `<${name} style="padding:6px 12px 6px 0;border-bottom:1px solid #d8dee4;text-align:${end ? 'right' : 'left'};${muted ? 'color:#5f6368;' : ''}vertical-align:top">`
        + `${escaped(cell)}</${name}>`;
    }).join('')}</tr>`;
  });
  return `<table style="width:100%;border-collapse:collapse;margin:8px 0;font-size:14px">${body.join('')}</table>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
