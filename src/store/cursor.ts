/** A position in one merchant's log. Opaque to callers: timeline and number, in base64url. */
export interface LogPosition {
  /** Which log: one merchant's, since it was made or restored. */
  timeline: string;
  /** Number of the last event that was told; 0 before the first. */
  seq: number;
}

export function encodeCursor({ timeline, seq }: LogPosition): string {
  return Buffer.from(`${timeline}.${seq}`, 'utf8').toString('base64url');
}

/** Null where it is not a cursor at all. */
export function decodeCursor(cursor: string): LogPosition | null {
  const match = /^([A-Za-z0-9]{1,32})\.(0|[1-9]\d{0,14})$/.exec(
    Buffer.from(cursor, 'base64url').toString('utf8'),
  );
  const [, timeline, seq] = match ?? [];
  if (timeline === undefined || seq === undefined) return null;
  const position = { timeline, seq: Number(seq) };
  // Base64url can be written in several ways; only our own is a cursor.
  return encodeCursor(position) === cursor ? position : null;
}
