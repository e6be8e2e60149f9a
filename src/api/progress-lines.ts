import type { Request, Response } from 'express';
import type { Json } from '../db/schema.js';

const LINES = 'application/x-ndjson';

/** Whether the caller wants to hear how far a long request is: then the answer is a line of JSON for each piece of news, and a last one with status and body. */
export function wantsProgress(request: Pick<Request, 'get'>): boolean {
  return (request.get('accept') ?? '').includes(LINES);
}

/** Tells how far it is. */
export function tellProgress(response: Response, progress: Json): void {
  if (!response.headersSent) response.status(200).set('cache-control', 'no-store').set('x-accel-buffering', 'no').type(LINES);
  response.write(`${JSON.stringify({ progress })}\n`);
  // Rows are checked without a pause, and Node would keep the line until there is one.
  response.socket?.uncork();
}

/** The last line, where progress was told before. @returns whether it was */
export function endProgress(response: Response, answer: { readonly status: number; readonly body: unknown }): boolean {
  if (!response.headersSent) return false;
  response.end(`${JSON.stringify(answer)}\n`);
  return true;
}
