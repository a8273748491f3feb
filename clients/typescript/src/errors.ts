/** A GraphQL error as the API sends it. */
export interface ApiError {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** Following has ended, and trying again with the same arguments is useless. */
export class FollowError extends Error {
  override readonly name = 'FollowError';
  /**
   * `UNAUTHENTICATED`: the token is wrong, revoked or expired. `NOT_FOUND`, `FORBIDDEN`, `BAD_USER_INPUT` and others
   * are codes of the API. `HTTP_<status>`: a refusal without a code. `CLOSED_<code>`: a WebSocket that was refused for
   * good. `BAD_DOCUMENT`: the document cannot be resumed.
   */
  readonly code: string;
  /** What the API sent, where it sent errors. */
  readonly errors: readonly ApiError[];

  constructor(code: string, message: string, errors: readonly ApiError[] = []) {
    super(message);
    this.code = code;
    this.errors = errors;
  }
}

/** A connection has failed, and the next may not. */
export class LineError extends Error {
  override readonly name = 'LineError';
  /** Milliseconds that the server wants to be left alone for. */
  readonly retryAfter: number;

  constructor(message: string, retryAfter = 0) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

/** What passes without the caller's doing. Every other code is final. */
const passing: ReadonlySet<string> = new Set([
  'INTERNAL',
  'UNAVAILABLE',
  'TIMEOUT',
  'TOO_MANY_STREAMS',
  'TOO_MANY_REQUESTS',
  'TOO_MANY_OPERATIONS',
]);

/** The failure that errors of the API amount to. */
export function failureOf(errors: readonly ApiError[]): FollowError | LineError {
  const [first] = errors;
  const code = first?.extensions?.['code'];
  const message = first?.message ?? 'The API sent errors without a message';
  if (typeof code !== 'string' || passing.has(code)) return new LineError(message);
  return new FollowError(code, message, errors);
}
