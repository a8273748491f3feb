import type { ComponentType } from 'react';
import type { Scope } from '../gql/graphql.ts';
import { Nothing, Page } from '../parts/page.tsx';
import { Attention } from './attention/attention.tsx';

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
];

export function NotFound() {
  return (
    <Page title="Not found">
      <Nothing>There is no such page.</Nothing>
    </Page>
  );
}
