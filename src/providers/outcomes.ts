/** Surely nothing left: refused connection, DNS, connect timeout, failed signing, no access token. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
}

/** It may have arrived: timeout, reset, 5xx, unreadable or badly signed reply. Ask; never repeat blindly. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

/** Why a call was lost, in a few words: of errors from below only the code or the name, for messages tell too much. */
export function describeLoss(error: unknown): string {
  if (error instanceof NotSent || error instanceof OutcomeUnknown) return error.message;
  if (!(error instanceof Error)) return 'failed';
  const { code, cause } = error as Error & { code?: unknown };
  if (typeof code === 'string') return code;
  return cause instanceof Error ? describeLoss(cause) : error.name;
}
