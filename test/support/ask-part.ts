import { request } from 'node:http';
import { inject } from 'vitest';

/** Asks globalSetup for a part of this test run; it starts when first asked. @throws with its reason when it cannot. */
export function askPart(name: 'postgres' | 'temporal'): Promise<unknown> {
  return new Promise((resolve, reject) => {
    // A connection of its own: one that is kept may have been closed while this process was busy.
    const asked = request({ socketPath: inject('partsSocket'), path: `/${name}`, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => {
        const body: unknown = JSON.parse(text);
        if (response.statusCode === 200) resolve(body);
        else reject(new Error((body as { readonly message: string }).message));
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}
