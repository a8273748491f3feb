import { ApolloLink } from '@apollo/client';
import type { ConnectOptions } from './observe.ts';
/**
 * Subscriptions for Apollo Client over lines that are opened again and resumed. Use it with `ApolloLink.split`, beside
 * the link for queries. The documents need `$after: EventCursor`, `kind` and `cursor`.
 */
export declare const paygraphLink: (options: ConnectOptions) => ApolloLink;
