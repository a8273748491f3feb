import type { Line } from './line.ts';
import { sse } from './sse.ts';

/** `sse`: server-sent events, which any proxy passes on. `ws`: a WebSocket, for which `graphql-ws` is needed. */
export type Transport = 'ws' | 'sse';

/** A WebSocket is loaded only where it is used, so that a page with event streams needs no graphql-ws. */
export const lineOf = async (transport: Transport = 'sse'): Promise<Line> =>
  transport === 'ws' ? (await import('./ws.ts')).ws : sse;
