/** JSON columns. Minor units are text in there: a JSON number would lose digits beyond 2^53. */
export function encode(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'bigint' ? member.toString() : member,
  );
}

/** Only what `encode` wrote: a member named `minor` is a bigint. */
export function decode<T>(text: string): T {
  const value: unknown = JSON.parse(text);
  revive(value);
  return value as T;
}

/** In place. A reviver given to JSON.parse would do the same in five times the time. */
function revive(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const members = value as Record<string, unknown>;
  for (const key of Object.keys(members)) {
    const member = members[key];
    if (key === 'minor' && typeof member === 'string') members[key] = BigInt(member);
    else revive(member);
  }
}
