/** Surely nothing left: refused connection, DNS, connect timeout, failed signing, no access token. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
}

/** It may have arrived: timeout, reset, 5xx, unreadable or badly signed reply. Ask; never repeat blindly. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}
