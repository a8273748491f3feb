/** One subscription, as it is sent. */
export interface Request {
  /** The GraphQL endpoint: `https://…/graphql`. */
  url: string;
  /** An API key or an order's client token. */
  token: string;
  query: string;
  variables: Readonly<Record<string, unknown>>;
}

export interface Result {
  data?: Readonly<Record<string, unknown>> | null | undefined;
  errors?: readonly { message: string; extensions?: Record<string, unknown> }[] | undefined;
}

/**
 * Opens a subscription once, and gives its results as they come. It throws `LineLost` when the line breaks or falls
 * silent, and `FollowError` where another line would end the same way. It ends when the server has completed it.
 */
export type Line = (request: Request, signal: AbortSignal) => AsyncIterable<Result>;

/** Milliseconds until a line must be open. A try that began while the line was down must not last. */
export const openMs = 6_000;

/** Milliseconds between two signs of life that a line is asked for. */
export const beatMs = 3_000;

/** Milliseconds after which a line without any sign of life is given up. */
export const silentMs = 7_000;
