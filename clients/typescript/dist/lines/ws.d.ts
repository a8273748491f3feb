import type { Line } from './line.ts';
/** A WebSocket with graphql-transport-ws. Pings are sent every 3 s, and a line that does not answer is given up. */
export declare const ws: Line;
