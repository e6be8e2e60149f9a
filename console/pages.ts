import CheckSquareOutlined from '@ant-design/icons/CheckSquareOutlined';
import ControlOutlined from '@ant-design/icons/ControlOutlined';
import FolderOpenOutlined from '@ant-design/icons/FolderOpenOutlined';
import InboxOutlined from '@ant-design/icons/InboxOutlined';
import SafetyCertificateOutlined from '@ant-design/icons/SafetyCertificateOutlined';
import SettingOutlined from '@ant-design/icons/SettingOutlined';
import TableOutlined from '@ant-design/icons/TableOutlined';
import TeamOutlined from '@ant-design/icons/TeamOutlined';
import { lazy, type ComponentType } from 'react';
import { mayRead, type Readable } from '../src/domain/authority.js';
import { PAGE_PATHS, type PagePath } from './addresses.js';
import type { TextKey } from './i18n/index.js';

/** A page of the console: its file, which is loaded when it is opened first. */
interface PageFile {
  readonly component: ComponentType;
  /** What it shows; absent where everybody finds something of their own. */
  readonly reads?: Readable;
  /** Its place in the navigation, in the order of this list; absent for pages that others lead to. */
  readonly navigation?: { readonly label: TextKey; readonly icon: ComponentType<{ 'aria-hidden'?: boolean }>; readonly key?: string };
}

/** Every page there is, by its address and in the order of the navigation. */
const FILES: Readonly<Record<PagePath, PageFile>> = {
  '/tasks': { reads: 'tasks', component: lazy(() => import('./pages/tasks.js')), navigation: { label: 'frame.tasks', icon: CheckSquareOutlined, key: 't' } },
  '/cases': { reads: 'cases', component: lazy(() => import('./pages/cases.js')), navigation: { label: 'frame.cases', icon: FolderOpenOutlined, key: 'c' } },
  '/cases/:id': { reads: 'cases', component: lazy(() => import('./pages/case.js')) },
  '/applications': { reads: 'credit_applications', component: lazy(() => import('./pages/applications.js')), navigation: { label: 'applications.navigation', icon: SafetyCertificateOutlined, key: 'a' } },
  '/applications/new': { reads: 'credit_applications', component: lazy(() => import('./pages/new-application.js')) },
  '/applications/:id': { reads: 'credit_applications', component: lazy(() => import('./pages/application.js')) },
  '/customers': { reads: 'customers', component: lazy(() => import('./pages/customers.js')), navigation: { label: 'customers.navigation', icon: TeamOutlined, key: 'u' } },
  '/customers/:id': { reads: 'customers', component: lazy(() => import('./pages/customer.js')) },
  '/ledger': { reads: 'open_items', component: lazy(() => import('./pages/ledger.js')), navigation: { label: 'ledger.navigation', icon: TableOutlined, key: 'l' } },
  '/ledger/imports': { reads: 'imports', component: lazy(() => import('./pages/imports.js')) },
  '/ledger/import': { component: lazy(() => import('./pages/import.js')) },
  '/policies': { reads: 'policies', component: lazy(() => import('./pages/policies.js')), navigation: { label: 'policies.navigation', icon: ControlOutlined, key: 'p' } },
  '/policies/:kind/:name': { reads: 'policies', component: lazy(() => import('./pages/policy.js')) },
  '/inbox': { component: lazy(() => import('./pages/inbox.js')), navigation: { label: 'frame.inbox', icon: InboxOutlined, key: 'i' } },
  '/going-live': { component: lazy(() => import('./pages/going-live.js')) },
  '/settings': { component: lazy(() => import('./pages/settings.js')), navigation: { label: 'settings.navigation', icon: SettingOutlined, key: 's' } },
};

export interface PageEntry extends PageFile {
  readonly path: PagePath;
}

export const pages: readonly PageEntry[] = PAGE_PATHS.map((path) => ({ path, ...FILES[path] }));

/** The pages of somebody with these roles. */
export function pagesFor(roles: readonly string[]): readonly PageEntry[] {
  return pages.filter(({ reads }) => reads === undefined || mayRead(roles, reads));
}
