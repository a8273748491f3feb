import { sse } from './sse.js';
/** A WebSocket is loaded only where it is used, so that a page with event streams needs no graphql-ws. */
export const lineOf = async (transport = 'sse') => transport === 'ws' ? (await import('./ws.js')).ws : sse;
