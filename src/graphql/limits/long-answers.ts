import { inSteps } from '../event-loop.ts';

/** Characters, roughly, that are serialized in one step. */
const STEP = 32 * 1024;
/** The weight of a member beside its text: its name, its punctuation and the time to visit it. */
export const memberWeight = 16;

/** What is serialized at once where its weight is known before: it takes about a millisecond. */
const AT_ONCE = 256 * 1024;

/** Weights that were found while the data was made. */
const known = new WeakMap<object, number>();

/** The weight of an answer's data: that of all members, and the lengths of all texts. */
export function noteWeight(data: object, weight: number): void {
  known.set(data, weight);
}

/** Whether serializing the value at once would block the event loop. Such a value is written in steps. */
export function isLong(value: unknown): boolean {
  const { data, errors } = value as { data?: object | null; errors?: unknown };
  const weight = errors === undefined && data ? known.get(data) : undefined;
  return weight === undefined ? weigh(value, STEP) < 0 : weight > AT_ONCE;
}

/** The JSON that `JSON.stringify` makes, in UTF-8. Yields to the event loop between steps. */
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

/** `limit` minus the weight of the value. Negative where the value is too heavy; counting then stops early. */
function weigh(value: unknown, limit: number): number {
  let left = limit - memberWeight;
  if (typeof value === 'string') return left - value.length;
  if (typeof value !== 'object' || value === null) return left;
  const members = isWhole(value) ? Object.values(value.toJSON() as object) : Object.values(value);
  for (const member of members) {
    if (left < 0) return left;
    left = weigh(member, left);
  }
  return left;
}

/** Whether the value has a `toJSON`, as an error has. */
function isWhole(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}

/** The JSON in parts. Each part is short, unless a single string is long. */
export function* partsOf(value: unknown): Generator<string, void, void> {
  if (typeof value !== 'object' || value === null || isWhole(value) || weigh(value, STEP) >= 0) {
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
      // JSON.stringify omits them too.
      if (member === undefined || typeof member === 'function') continue;
      yield `${before}${JSON.stringify(name)}:`;
      yield* partsOf(member);
      before = ',';
    }
    yield before === '{' ? '{}' : '}';
  }
}
