import type { Line } from './line.ts';
/** Server-sent events. The server is asked for a comment every 3 s, so that a silent line is noticed. */
export declare const sse: Line;
