import type { Request, Response } from 'express';
import { lookAtEvidencePack, type EvidencePackOffered } from '../commands/look-at-evidence-pack.js';
import { recordPackDownload } from '../commands/record-pack-download.js';
import type { PageParts } from './decide.js';
import { html } from './html.js';
import { languageOfReader, notValidPage, plainPage, sendPage, setPageHeaders, type Page } from './page.js';
import { fill, pageTexts } from './texts.js';

type LinkRequest = Request<{ token: string }>;

/** Shows what a counterparty is offered. Nothing changes by looking. */
export async function showEvidence(parts: PageParts, request: LinkRequest, response: Response): Promise<void> {
  const { token } = request.params;
  const link = await lookAtEvidencePack(parts.database, token);
  sendPage(response, link.kind === 'offered' ? offerPage(link.offered, `/evidence/${encodeURIComponent(token)}/file`) : notValidPage(languageOfReader(request)), parts);
}

/** Hands the file out and records it. Only by the button: a program that follows links fetches nothing. */
export async function downloadEvidence(parts: PageParts, request: LinkRequest, response: Response): Promise<void> {
  const answer = await recordPackDownload(parts.database, request.params.token);
  if (answer.kind === 'downloaded') {
    setPageHeaders(response);
    response.attachment(answer.fileName).type(answer.contentType).send(Buffer.from(answer.content));
    return;
  }
  const language = languageOfReader(request);
  const { common } = pageTexts[language];
  sendPage(response, answer.code === 'link_not_valid' ? notValidPage(language) : plainPage({ status: 503, language, title: common.awayTitle, sentences: [common.away] }), parts);
}

function offerPage(offered: EvidencePackOffered, action: string): Page {
  const { language, sellerName } = offered;
  const { evidence } = pageTexts[language];
  const title = fill(evidence.title, { number: offered.packNumber });
  return {
    status: 200, language, sellerName, title,
    body: html`<h1>${title}</h1><p>${fill(evidence.intro, { seller: sellerName, recipient: offered.recipientName })}</p>
<dl><dt>${evidence.from}</dt><dd>${sellerName}<br>${offered.sellerEmail}</dd><dt>${evidence.about}</dt><dd>${offered.customerName}</dd><dt>${evidence.file}</dt><dd>${offered.fileName}</dd><dt>${evidence.size}</dt><dd>${sizeShown(offered)}</dd>
<dt>${evidence.fingerprint}</dt><dd class="code">${offered.sha256}</dd><dt>${evidence.validUntil}</dt><dd>${offered.validUntil}</dd></dl>
<form method="post" action="${action}"><button>${evidence.download}</button></form><p class="soft">${evidence.recorded}</p>
<h2>${evidence.compareTitle}</h2><p>${fill(evidence.compare, { file: offered.fileName })}</p>`,
  };
}

const KILOBYTE = 1_000;

function sizeShown({ language, fileBytes }: EvidencePackOffered): string {
  const { evidence } = pageTexts[language];
  const kilobytes = Math.max(1, Math.round(fileBytes / KILOBYTE));
  return kilobytes < KILOBYTE ? fill(evidence.kilobytes, { size: kilobytes }) : fill(evidence.megabytes, { size: (kilobytes / KILOBYTE).toFixed(1) });
}
