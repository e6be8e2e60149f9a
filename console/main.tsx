import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { ApiProblem } from './api.js';
import { App } from './frame/app.js';
import { startTexts } from './i18n/index.js';
import './console.css';

const TRIES_MAX = 3;

// What was refused stays refused; what nobody answered is asked again.
function worthAnotherTry(failures: number, error: Error): boolean {
  return failures < TRIES_MAX && (!(error instanceof ApiProblem) || error.status === 0 || error.status >= 500);
}

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // An ended session shows the sign-in page, wherever it is noticed.
    onError: (error, query) => { if (error instanceof ApiProblem && error.status === 401 && query.queryKey[0] !== '/v1/session') void client.invalidateQueries({ queryKey: ['/v1/session'] }); },
  }),
  defaultOptions: { queries: { retry: worthAnotherTry, staleTime: 5_000 }, mutations: { retry: false } },
});

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the console');
await startTexts();
createRoot(root).render(<QueryClientProvider client={client}><BrowserRouter><App /></BrowserRouter></QueryClientProvider>);
