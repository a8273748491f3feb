import { inSteps } from '../event-loop.ts';

/** Characters, about, that are written at once. */
const STEP = 32 * 1024;
/** What a member takes beside its text: its name, its signs, and the time to look at it. */
const MEMBER = 16;

/** Whether writing it as JSON would hold the process: it is then to be written in steps. */
export function isLong(value: unknown): boolean {
  return weigh(value, STEP) < 0;
}

/** The same JSON as `JSON.stringify` makes, in UTF-8, a step at a time between which others have their turn. */
export async function writeInSteps(value: unknown): Promise<Buffer[]> {
  const written: Buffer[] = [];
  let text = '';
  const flush = (): void => {
    written.push(Buffer.from(text));
    text = '';
  };
  await inSteps(partsOf(value), (part) => {
    text += part;
    if (text.length >= STEP) flush();
  });
  flush();
  return written;
}

/** What is left of `limit` when all of it has been counted; below 0: not all was, for it is too much. */
function weigh(value: unknown, limit: number): number {
  let left = limit - MEMBER;
  if (typeof value === 'string') return left - value.length;
  if (typeof value !== 'object' || value === null) return left;
  const members = isWhole(value) ? Object.values(value.toJSON() as object) : Object.values(value);
  for (const member of members) {
    if (left < 0) return left;
    left = weigh(member, left);
  }
  return left;
}

/** Says itself what its JSON is, as an error does. */
function isWhole(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}

/** Each is short, but for a single text that is long. */
export function* partsOf(value: unknown): Generator<string, void, void> {
  if (typeof value !== 'object' || value === null || isWhole(value) || !isLong(value)) {
    yield JSON.stringify(value) ?? 'null';
  } else if (Array.isArray(value)) {
    let before = '[';
    for (const item of value) {
      yield before;
      yield* partsOf(item);
      before = ',';
    }
    yield before === '[' ? '[]' : ']';
  } else {
    let before = '{';
    for (const [name, member] of Object.entries(value)) {
      // What JSON has no word for is left out.
      if (member === undefined || typeof member === 'function') continue;
      yield `${before}${JSON.stringify(name)}:`;
      yield* partsOf(member);
      before = ',';
    }
    yield before === '{' ? '{}' : '}';
  }
}
