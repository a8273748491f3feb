import type { ComponentType } from 'react';
import type { Scope } from '../gql/graphql.ts';
import { Nothing, Page } from '../parts/page.tsx';
import { Accounts } from './accounts/accounts.tsx';
import { Attention } from './attention/attention.tsx';
import { Order } from './order/order.tsx';
import { Orders } from './orders/orders.tsx';
import { Search } from './search/search.tsx';

export interface PageRoute {
  /** Below the console's own address. */
  path: string;
  /** It reads the parameters of its path with `useParams`. */
  page: ComponentType;
  /** In the menu. Left out: it is not there. */
  label?: string;
  /** Without it the page is not in the menu. */
  scope?: Scope;
}

/** Every page: the order is that of the menu. */
export const routes: readonly PageRoute[] = [
  { path: '/', page: Attention, label: 'Needs a person' },
  { path: '/search', page: Search },
  { path: '/orders', page: Orders, label: 'Orders' },
  { path: '/orders/:id', page: Order },
  { path: '/accounts', page: Accounts, label: 'Accounts' },
  { path: '/accounts/:id', page: Accounts },
];

export function NotFound() {
  return (
    <Page title="Not found">
      <Nothing>There is no such page.</Nothing>
    </Page>
  );
}
