export interface ServerSentEvent {
    name: string;
    data: string;
}
/**
 * The events of a stream as the API sends it: lines end with a line feed. Comments and ids are left out. `onBytes` is
 * called with each chunk, because any byte is a sign of life.
 */
export declare function eventsOf(body: ReadableStream<Uint8Array>, onBytes: () => void): AsyncGenerator<ServerSentEvent>;
