/** When to try again. Each try in a row that fails doubles the time until the next, up to 5 s. */
export declare class Retry {
    #private;
    begin(): void;
    succeeded(): void;
    /** Resolves when it is time, or when the browser says that the network or the reader is back. */
    wait(retryAfter: number | null, signal: AbortSignal): Promise<void>;
}
