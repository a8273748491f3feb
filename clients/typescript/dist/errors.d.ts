/**
 * Why following has ended, where trying again with the same request is useless. `code` is a code of the API
 * (`UNAUTHENTICATED`, `FORBIDDEN`, `NOT_FOUND`, `BAD_USER_INPUT`, …), or `REFUSED` where the server gave none.
 */
export declare class FollowError extends Error {
    readonly name = "FollowError";
    readonly code: string;
    constructor(code: string, message: string);
}
/** The line has ended in a way that another line can mend. */
export declare class LineLost extends Error {
    readonly name = "LineLost";
    /** Milliseconds that the server wants us to wait. Null where it said nothing. */
    readonly retryAfter: number | null;
    constructor(message: string, retryAfter?: number | null);
}
interface GraphqlError {
    readonly message: string;
    readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}
/** What the errors of a result mean for the line that they came on. */
export declare function errorOf([first]: readonly GraphqlError[]): FollowError | LineLost;
export {};
