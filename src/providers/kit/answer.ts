import type { z } from 'zod';
import { parseJson } from '../json.ts';
import { NotMade, NotSent, OutcomeUnknown } from '../provider.ts';

/** A success that can be believed, with its meaning. */
export interface Accepted<Meaning> {
  ok: true;
  data: Meaning;
}

/** A refusal that can be believed. What it means depends on the provider and on the request. */
export interface Refusal {
  ok: false;
  /** HTTP status. */
  status: number;
  /** The provider's own code; null where it gave none. */
  code: string | null;
  message: string | null;
  /** Epoch milliseconds just before the request left. */
  queriedAt: number;
}

export type Answered<Meaning> = Accepted<Meaning> | Refusal;

/** What a provider's envelope holds, once signature and status are judged. */
export type Envelope =
  { ok: true; data: unknown } | { ok: false; code: string | null; message?: unknown };

/**
 * Turns a believable success into its meaning. If it throws, the outcome is unknown: an answer that contradicts the
 * request proves nothing. `sentAt`: epoch milliseconds.
 */
export type Accept<Data, Meaning> = (data: Data, sentAt: number) => Meaning;

const longestMessage = 500;

/** The provider's own text, cut; null where it is none. */
export const messageOf = (message: unknown): string | null =>
  typeof message === 'string' ? message.slice(0, longestMessage) : null;

/** Undefined where the body is not JSON, or not text. */
export function tryParseJson(
  body: Buffer,
  textOf = (bytes: Buffer) => bytes.toString('utf8'),
): unknown {
  try {
    return parseJson(textOf(body));
  } catch {
    return undefined;
  }
}

/** Throws an `OutcomeUnknown` that names the members which cannot be read. */
export function readData<Data>(schema: z.ZodType<Data>, data: unknown): Data {
  const read = schema.safeParse(data);
  if (read.success) return read.data;
  const at = read.error.issues.map(({ path }) => path.join('.') || 'data').join(', ');
  throw new OutcomeUnknown(`unreadable answer: ${at}`);
}

/** An amount, a token or a number that cannot be read makes the whole answer unreadable. Keeps the reason. */
export function orUnknown<Meaning>(accept: () => Meaning): Meaning {
  try {
    return accept();
  } catch (error) {
    throw error instanceof RangeError ? new OutcomeUnknown(error.message) : error;
  }
}

/** A request that cannot be made has surely not been sent (docs/rules.md#what-surely-was-not-sent). */
export function orNotSent<Made>(make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    if (error instanceof NotSent) throw error;
    throw new NotMade(error instanceof Error ? error.message : 'no reason', { cause: error });
  }
}
