import type { Exchange } from '@urql/core';
import type { ConnectOptions } from './observe.ts';
/**
 * Subscriptions for urql over lines that are opened again and resumed. Put it before `fetchExchange`. The documents
 * need `$after: EventCursor`, `kind` and `cursor`.
 */
export declare const paygraphExchange: (options: ConnectOptions) => Exchange;
