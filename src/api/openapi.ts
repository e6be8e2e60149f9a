import { z } from 'zod';
import { problemOf } from './problems.js';
import type { Route } from './route.js';

/** The description of the API, made from the routes' own schemas: OpenAPI 3.1. */
export function openApiOf(routes: readonly Route[], publicUrl: string): Readonly<Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operationOf(route) };
  }
  return {
    openapi: '3.1.0', info: { title: 'Dunlin', version: '1', description: 'Trade credit: applications to limits, overdue invoices up the ladder. Money is in minor units with its currency; days are the customer\'s own.' },
    servers: [{ url: publicUrl }], tags: [...new Set(routes.map(nounOf))].toSorted().map((name) => ({ name })), paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'An API key, dk_…' }, session: { type: 'apiKey', in: 'cookie', name: 'dunlin_session' } },
      schemas: { Problem: { type: 'object', required: ['type', 'title', 'status', 'code'], properties: { type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, code: { type: 'string', enum: Object.keys(problemOf).toSorted() } } } },
    },
  };
}

// `/v1/collection-cases/:id/promises` is about collection cases; what is no part of the API proper is about running it.
function nounOf({ path }: Route): string {
  return /^\/v1\/([a-z-]+)/.exec(path)?.[1]?.replaceAll('-', ' ') ?? 'operation';
}

function operationOf(route: Route): Readonly<Record<string, unknown>> {
  const writes = route.method === 'post' && !route.withoutIdempotencyKey && route.access !== 'anyone';
  const key = writes ? [{ name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', minLength: 8, maxLength: 200 } }] : [];
  const body = route.rawBodyBytesMax !== undefined
    ? { requestBody: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } } }
    : route.body === undefined ? {} : { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } } };
  return {
    tags: [nounOf(route)], summary: route.summary, operationId: `${route.method}${route.path.replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, letter: string | undefined) => (letter ?? '').toUpperCase())}`,
    ...(route.access === 'anyone' ? { security: [] } : { security: [{ key: [] }, { session: [] }] }),
    ...(route.access === 'anyone' ? {} : { description: Array.isArray(route.access) ? `Needs one of the roles ${route.access.join(', ')}.` : 'For anybody who is signed in, and any key.' }),
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query'), ...key], ...body,
    responses: {
      200: { description: 'Done', content: { 'application/json': { schema: schemaOf(route.answer, 'output') } } },
      default: { description: 'A refusal', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
  };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return described;
}

function parametersOf(schema: z.ZodType, place: 'path' | 'query'): readonly Readonly<Record<string, unknown>>[] {
  const described = schemaOf(schema, 'input');
  const properties = described['properties'];
  const required = Array.isArray(described['required']) ? described['required'] : [];
  if (typeof properties !== 'object' || properties === null) return [];
  return Object.entries(properties).map(([name, property]) => ({ name, in: place, required: place === 'path' || required.includes(name), schema: property as unknown }));
}
