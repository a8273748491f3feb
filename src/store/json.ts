/** JSON columns. Minor units are text in there: a JSON number would lose digits beyond 2^53. */
export function encode(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'bigint' ? member.toString() : member,
  );
}

/** Only what `encode` wrote: a member named `minor` is a bigint. */
export function decode<T>(text: string): T {
  return JSON.parse(text, (key, member: unknown) =>
    key === 'minor' && typeof member === 'string' ? BigInt(member) : member,
  ) as T;
}
