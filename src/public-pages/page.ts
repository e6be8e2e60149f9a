import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Language } from '../domain/display.js';
import { html, type Html } from './html.js';
import { fill, pageTexts } from './texts.js';

/** One page: what a response is made of. */
export interface Page {
  readonly status: number;
  readonly language: Language;
  readonly title: string;
  readonly body: Html;
  /** Whose page it is, with how to check that it is really theirs; absent where nobody is known. */
  readonly sellerName?: string;
}

const STYLE = `:root{color-scheme:light dark;--ink:#1f2328;--soft:#59636e;--line:#d1d9e0;--paper:#fff;--wash:#f4f5f7;--accent:#0b5cad;--on:#fff;--warn:#fff4d6;--warnline:#9a6700;--bad:#ffebe9;--badline:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#a5b0bb;--line:#3d444d;--paper:#151b23;--wash:#0d1117;--accent:#78b7ff;--on:#08172b;--warn:#3a2d0b;--warnline:#e3b341;--bad:#3d1513;--badline:#ff8f86}}
*{box-sizing:border-box}body{margin:0;background:var(--wash);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
main,footer{max-width:40rem;margin:0 auto;padding:1rem}main{background:var(--paper);border:1px solid var(--line);border-width:0 0 1px}@media(min-width:44rem){main{margin-top:2rem;padding:1.5rem 2rem;border-width:1px;border-radius:8px}footer{padding:1rem 2rem}}
h1{font-size:1.3rem;line-height:1.35;margin:0 0 .5rem}h2{font-size:1rem;margin:1.5rem 0 .25rem}p{margin:.5rem 0}.soft,footer{color:var(--soft);font-size:.9rem}blockquote{margin:.5rem 0;padding-left:.75rem;border-left:3px solid var(--line);white-space:pre-wrap}
dl{display:grid;grid-template-columns:minmax(7rem,auto) 1fr;gap:.15rem 1rem;margin:.75rem 0}dt{color:var(--soft)}dd{margin:0;font-variant-numeric:tabular-nums}dd.code{font-family:ui-monospace,monospace;font-size:.85rem;word-break:break-all}
ul{margin:.25rem 0;padding-left:1.2rem}.box{border:1px solid var(--warnline);border-left-width:5px;background:var(--warn);padding:.5rem .75rem;margin:1rem 0;border-radius:4px}.bad{border-color:var(--badline);background:var(--bad)}.box h2{margin:0}
form{margin:.5rem 0}label{display:block;font-weight:600;margin:.75rem 0 .25rem}.hint{color:var(--soft);font-size:.9rem;margin:.25rem 0}
input[type=text],select,textarea{width:100%;font:inherit;padding:.6rem;border:1px solid var(--soft);border-radius:6px;background:var(--paper);color:var(--ink)}::placeholder{color:var(--soft);opacity:1}textarea{min-height:5rem}
button,.button{display:inline-block;font:inherit;font-weight:600;min-height:44px;padding:.6rem 1.25rem;margin:.75rem 0 .25rem;border:1px solid var(--accent);border-radius:6px;background:var(--accent);color:var(--on);text-decoration:none;cursor:pointer}
button.quiet,.button.quiet{background:none;color:var(--accent)}a{color:var(--accent)}:focus-visible{outline:3px solid var(--accent);outline-offset:2px}details{border-top:1px solid var(--line);padding:.25rem 0}details:last-of-type{border-bottom:1px solid var(--line)}summary{min-height:44px;padding:.6rem 0;font-weight:600;color:var(--accent);cursor:pointer}.task{border-top:1px solid var(--line);margin-top:1rem;padding-top:.25rem}`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
/** Nothing from elsewhere, no script at all, and forms that go to us only. */
const CONTENT_SECURITY_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** Headers of every public page: the address holds a secret, so it goes nowhere and is kept nowhere. */
export function setPageHeaders(response: Response): void {
  response.set({
    'content-security-policy': CONTENT_SECURITY_POLICY, 'referrer-policy': 'no-referrer', 'cache-control': 'no-store', 'x-frame-options': 'DENY', 'x-robots-tag': 'noindex, nofollow', 'x-content-type-options': 'nosniff',
  });
}

export function sendPage(response: Response, page: Page, { publicUrl }: { readonly publicUrl: string }): void {
  setPageHeaders(response);
  response.status(page.status).type('html').send(documentOf(page, publicUrl));
}

function documentOf({ language, title, body, sellerName }: Page, publicUrl: string): string {
  const { common } = pageTexts[language];
  // The style has no value of anybody in it; its hash in the policy is of exactly this text.
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">`
    + `${html`<title>${title}</title>`.text}<style>${STYLE}</style></head><body>${html`<main>${body}</main>`.text}`
    + `${sellerName === undefined ? '' : html`<footer><strong>${fill(common.checkTitle, { seller: sellerName })}</strong> ${fill(common.check, { seller: sellerName, address: publicUrl })}</footer>`.text}</body></html>`;
}

/** The language of who is asking, where no link says whose it is. */
export function languageOfReader(request: Pick<Request, 'acceptsLanguages'>): Language {
  return request.acceptsLanguages(['en', 'zh-CN', 'zh']) === 'en' ? 'en' : 'zh-CN';
}

/** A page of a heading and sentences. */
export function plainPage(page: Omit<Page, 'body' | 'title'> & { readonly title: string; readonly sentences: readonly string[] }): Page {
  const { sentences, ...rest } = page;
  return { ...rest, body: html`<h1>${page.title}</h1>${sentences.map((sentence) => html`<p>${sentence}</p>`)}` };
}

/** The one page for a link that is unknown, used up, too late or replaced: a guess learns nothing from it. */
export function notValidPage(language: Language): Page {
  const { common } = pageTexts[language];
  return plainPage({ status: 410, language, title: common.notValidTitle, sentences: [common.notValid, common.notValidCure] });
}

/** What stood in the way, at the top of a page that is shown again. */
export function errorBox(language: Language, message: string | undefined): Html {
  return message === undefined ? html`` : html`<div class="box bad" role="alert"><h2>${pageTexts[language].common.errorTitle}</h2><p>${message}</p></div>`;
}
