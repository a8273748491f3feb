import type { ComponentType } from 'react';
import type { Scope } from '../gql/graphql.ts';

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
