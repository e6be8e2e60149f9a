import { createRequire } from 'node:module';
import type { Express } from 'express';

const require = createRequire(import.meta.url);
const ASSETS = { 'swagger-ui.css': 'text/css', 'swagger-ui-bundle.js': 'text/javascript' } as const;

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Dunlin API</title><link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/v1/docs/swagger-ui.css"></head>
<body><main id="docs"></main><script src="/v1/docs/swagger-ui-bundle.js"></script><script type="module" src="/v1/docs/start.js"></script></body>
</html>
`;

// Requests that are tried go where the page came from, with the header that a signed-in person's requests need.
const START = `const answer = await fetch('/v1/openapi.json');
const spec = { ...await answer.json(), servers: [{ url: location.origin }] };
const tried = (request) => {
  request.headers['X-Dunlin-Request'] = '1';
  return request;
};
SwaggerUIBundle({ spec, dom_id: '#docs', deepLinking: true, docExpansion: 'none', filter: true, validatorUrl: null, requestInterceptor: tried });
`;

/** The description of the API as a page for people: `/v1/docs`. Everything on it comes from this address; no script stands in the page itself. */
export function mountApiDocs(app: Express): void {
  app.get('/v1/docs', (_request, response) => { response.set('cache-control', 'no-cache').type('html').send(PAGE); });
  app.get('/v1/docs/start.js', (_request, response) => { response.set('cache-control', 'no-cache').type('text/javascript').send(START); });
  for (const [name, type] of Object.entries(ASSETS)) {
    const path = require.resolve(`swagger-ui-dist/${name}`);
    app.get(`/v1/docs/${name}`, (_request, response) => { response.type(type).sendFile(path, { maxAge: '1h', dotfiles: 'allow' }); });
  }
}
