import type { Line } from './line.ts';
/** `sse`: server-sent events, which any proxy passes on. `ws`: a WebSocket, for which `graphql-ws` is needed. */
export type Transport = 'ws' | 'sse';
/** A WebSocket is loaded only where it is used, so that a page with event streams needs no graphql-ws. */
export declare const lineOf: (transport?: Transport) => Promise<Line>;
