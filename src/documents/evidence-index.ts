import type { EvidenceParty, EvidencePackFacts } from './evidence-facts.js';
import type { EvidenceTexts } from './evidence-texts.js';

export interface IndexEntry {
  readonly number: number;
  readonly group: string;
  readonly title: string;
  readonly source: string;
  readonly proves: string;
  readonly kind: string;
  /** 0 when unknown or without pages. */
  readonly pages: number;
  readonly path: string;
}

const STYLE = `body{font:14px/1.6 -apple-system,'Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;color:#1f2328;max-width:1000px;margin:32px auto;padding:0 24px}
h1{font-size:22px;text-align:center}table{width:100%;border-collapse:collapse;margin:16px 0}th,td{border:1px solid #c9d1d9;padding:6px 8px;text-align:left;vertical-align:top}
th{background:#f0f2f4}td.number{text-align:center;white-space:nowrap}tr.group td{background:#fafbfc;font-weight:600}dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px}
dt{color:#57606a}dd{margin:0}.sign{margin-top:40px;display:flex;justify-content:space-between}@media print{body{margin:0}a{color:inherit;text-decoration:none}tr{break-inside:avoid}}`;

/** The numbered list of evidence as a page that reads well on screen and on paper. */
export function indexPage(facts: EvidencePackFacts, texts: EvidenceTexts, entries: readonly IndexEntry[]): string {
  const head = texts.indexColumns.filter((_, column) => column !== 1).map((column) => `<th>${escaped(column)}</th>`).join('');
  return `<!doctype html><html lang="${facts.language}"><head><meta charset="utf-8"><title>${escaped(`${texts.title} ${facts.packNumber}`)}</title><style>${STYLE}</style></head><body>`
    + `<h1>${escaped(texts.title)}</h1><dl>${[
      [texts.packNumber, facts.packNumber], [texts.seller, partyText(facts.seller)], [texts.customer, partyText(facts.customer)],
      [texts.preparedAt, facts.preparedAt],
    ].map(([name = '', value = '']) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>`
    + `<table><thead><tr>${head}</tr></thead><tbody>${bodyOf(entries)}</tbody></table>`
    + `<p>${escaped(texts.explanation)}</p><p class="sign"><span>${escaped(texts.submittedBy)}</span><span>${escaped(texts.receivedBy)}</span></p></body></html>\n`;
}

function bodyOf(entries: readonly IndexEntry[]): string {
  return entries.map((entry, index) => {
    const heading = entries[index - 1]?.group === entry.group ? '' : `<tr class="group"><td colspan="7">${escaped(entry.group)}</td></tr>`;
    const address = entry.path.split('/').map(encodeURIComponent).join('/');
    return `${heading}<tr><td class="number">${entry.number}</td><td>${escaped(entry.title)}</td><td>${escaped(entry.source)}</td><td>${escaped(entry.proves)}</td>`
      + `<td>${escaped(entry.kind)}</td><td class="number">${entry.pages === 0 ? '' : entry.pages}</td><td><a href="${address}">${escaped(entry.path)}</a></td></tr>`;
  }).join('\n');
}

function partyText({ legalName, registrationNumber, address }: EvidenceParty): string {
  return [legalName, registrationNumber, address].filter((text) => text !== '').join(' · ');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
