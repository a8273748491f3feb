import type { Line } from './lines/line.ts';
/**
 * `live`: what is shown is current. `reconnecting`: it may be old. `ended`: nothing more comes.
 */
export type Connection = 'live' | 'reconnecting' | 'ended';
export interface FollowOptions {
    /** The GraphQL endpoint: `https://…/graphql`. */
    url: string;
    /** An API key, or an order's client token. */
    token: string;
    /** The cursor of the last item that was seen. Its successors come first. */
    after?: string | null | undefined;
    /** Ends it, without an error. */
    signal?: AbortSignal | undefined;
    /** Called when the state of the line changes. */
    onConnection?: ((connection: Connection) => void) | undefined;
}
/** What every item of a subscription has. */
export interface StreamItem {
    kind: 'SNAPSHOT' | 'EVENT' | 'CAUGHT_UP' | 'CHECKPOINT' | 'RESET';
    cursor: string;
}
/** The result of a subscription with one field, as it came, and the value of that field. */
export interface Followed {
    data: Readonly<Record<string, unknown>>;
    item: StreamItem;
}
/**
 * Gives the results of a subscription, over as many lines as it takes: a line that is lost or silent is opened again
 * and resumed after the last item. No event is left out, and none comes twice. It ends by the signal, and throws a
 * `FollowError` where another line would be refused too.
 */
export declare function follow(options: FollowOptions, line: Line, query: string, variables: Readonly<Record<string, unknown>>): AsyncGenerator<Followed, void, void>;
