import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { inSteps } from '../event-loop.ts';

/** Characters, roughly, that are serialized in one step. */
const STEP = 32 * 1024;
/** The weight of a member beside its text: its punctuation and the time to visit it, and a name of usual length. */
export const memberWeight = 16;

/** The same with its name, which the caller may choose: an alias is as long as a document may be. */
export const namedWeight = (name: string): number => Math.max(memberWeight, name.length);

/** What is serialized at once where its weight is known before: it takes about a millisecond. */
const AT_ONCE = 256 * 1024;

/** The weight of a result's data, that of all members and texts, where it was found while the data was made. */
export const weight = Symbol('weight');

export type WeighedResult = ExecutionResult & { [weight]?: number };

/**
 * The greatest weight of an answer. What a document costs does not bound it: that follows from how many objects it has,
 * not from their texts and names.
 */
export const maxAnswer = 32 * 1024 * 1024;

/** The result, or the refusal of one that is too long to be sent. */
export function withinMaximum(result: WeighedResult): ExecutionResult {
  const { data, errors } = result;
  const ofData = data ? (result[weight] ?? weightOf(data)) : 0;
  const isTooLong = ofData + (errors ? weightOf(errors) : 0) > maxAnswer;
  return isTooLong ? { data: null, errors: [tooLong()] } : result;
}

function tooLong(): GraphQLError {
  const extensions = { code: 'LIMIT_EXCEEDED', limit: 'answer', maximum: maxAnswer };
  return new GraphQLError('The answer is too long: ask for shorter pages.', { extensions });
}

/** At most a little more than the greatest weight of an answer. */
export const weightOf = (value: unknown): number => maxAnswer - weigh(value, maxAnswer);

/** Whether serializing the value at once would block the event loop. Such a value is written in steps. */
export function isLong(value: unknown): boolean {
  const { errors, [weight]: ofData } = value as WeighedResult;
  return errors !== undefined || ofData === undefined ? weigh(value, STEP) < 0 : ofData > AT_ONCE;
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
  const whole = (isWhole(value) ? value.toJSON() : value) as Readonly<Record<string, unknown>>;
  const isList = Array.isArray(whole);
  for (const [name, member] of Object.entries(whole)) {
    if (left < 0) return left;
    if (!isList) left -= namedWeight(name) - memberWeight;
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
