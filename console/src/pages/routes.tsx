import { Nothing, Page } from '../parts/page.tsx';
import { Accounts } from './accounts/accounts.tsx';
import { Attention } from './attention/attention.tsx';
import { Charts } from './charts/charts.tsx';
import { Exports } from './exports/exports.tsx';
import { Search } from './search/search.tsx';
import { managedRoutes } from './managed.tsx';
import { paymentRoutes } from './payments.tsx';
import type { PageRoute } from './route.ts';

/** Every page: the order is that of the menu. */
export const routes: readonly PageRoute[] = [
  { path: '/', page: Attention, label: 'Needs a person' },
  { path: '/search', page: Search },
  ...paymentRoutes,
  { path: '/accounts', page: Accounts, label: 'Accounts' },
  { path: '/accounts/:id', page: Accounts },
  ...managedRoutes,
  { path: '/charts', page: Charts, label: 'Charts' },
  { path: '/exports', page: Exports, label: 'Exports' },
];

export function NotFound() {
  return (
    <Page title="Not found">
      <Nothing>There is no such page.</Nothing>
    </Page>
  );
}
