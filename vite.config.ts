import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const API = ['/v1', '/healthz', '/readyz', '/metrics', '/evidence', '/decide', '/provider-callbacks'];

/** The console's files go to dist/console, which the API serves. `vite` alone shows it on top of a running installation. */
export default defineConfig({
  root: fileURLToPath(new URL('console', import.meta.url)),
  base: '/',
  cacheDir: join(tmpdir(), 'dunlin-console-vite'),
  plugins: [react()],
  build: { outDir: fileURLToPath(new URL('dist/console', import.meta.url)), emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 900, modulePreload: { polyfill: false } },
  server: { proxy: Object.fromEntries(API.map((path) => [path, process.env['DUNLIN_URL'] ?? 'http://127.0.0.1:8300'])) },
});
