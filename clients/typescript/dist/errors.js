/**
 * Why following has ended, where trying again with the same request is useless. `code` is a code of the API
 * (`UNAUTHENTICATED`, `FORBIDDEN`, `NOT_FOUND`, `BAD_USER_INPUT`, …), or `REFUSED` where the server gave none.
 */
export class FollowError extends Error {
    name = 'FollowError';
    code;
    constructor(code, message) {
        super(message);
        this.code = code;
    }
}
/** The line has ended in a way that another line can mend. */
export class LineLost extends Error {
    name = 'LineLost';
    /** Milliseconds that the server wants us to wait. Null where it said nothing. */
    retryAfter;
    constructor(message, retryAfter = null) {
        super(message);
        this.retryAfter = retryAfter;
    }
}
/** Codes after which the same request may succeed later. */
const passing = new Set([
    'TOO_MANY_STREAMS',
    'TOO_MANY_REQUESTS',
    'UNAVAILABLE',
    'TIMEOUT',
    'INTERNAL_SERVER_ERROR',
]);
/** What the errors of a result mean for the line that they came on. */
export function errorOf([first]) {
    const code = first?.extensions?.['code'];
    const message = first?.message ?? 'The server refused the request.';
    if (typeof code === 'string' && passing.has(code))
        return new LineLost(message);
    return new FollowError(typeof code === 'string' ? code : 'REFUSED', message);
}
