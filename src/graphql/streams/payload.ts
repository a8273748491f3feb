import { randomUUID } from 'node:crypto';
import type { ExecutionResult } from 'graphql';
import { isLong, writeInSteps } from '../limits/long-answers.ts';

/** The JSON of one result, written once and sent to every subscriber that it is for. */
export class Payload {
  /** The position of the item; null where it has none. */
  readonly cursor: string | null;
  readonly json: Buffer;
  #event: Buffer | null = null;
  #framed: { head: string; frame: Buffer } | null = null;

  constructor(json: Buffer, cursor: string | null) {
    this.json = json;
    this.cursor = cursor;
  }

  /** As a server-sent event. */
  get event(): Buffer {
    const id = this.cursor === null ? '' : `id: ${this.cursor}\n`;
    this.#event ??= Buffer.concat([Buffer.from(`event: next\n${id}data: `), this.json, blankLine]);
    return this.#event;
  }

  /** As a frame that differs by its head alone: many clients number their subscriptions alike. */
  frame(head: string, build: (head: string, json: Buffer) => Buffer): Buffer {
    if (this.#framed?.head !== head) this.#framed = { head, frame: build(head, this.json) };
    return this.#framed.frame;
  }
}

const blankLine = Buffer.from('\n\n');

export async function payloadOf(result: ExecutionResult, cursor: string | null): Promise<Payload> {
  const json = isLong(result)
    ? Buffer.concat(await writeInSteps(result))
    : Buffer.from(JSON.stringify(result));
  return new Payload(json, cursor);
}

/** Stands for the cursor. Nobody can know it, so it is in no data. */
const hole = randomUUID();

/** The JSON of a result without its cursor. While only the cursor changes, it is written but not executed again. */
export class Template {
  readonly #parts: readonly string[];

  private constructor(parts: readonly string[]) {
    this.#parts = parts;
  }

  /** The item shows its cursor in fields of its root field. Null for a result that is to be executed each time. */
  static of(result: ExecutionResult, cursor: string): Template | null {
    if (result.errors || isLong(result)) return null;
    const withHole = (value: unknown): unknown => (value === cursor ? hole : value);
    const data = mapMembers(result.data ?? null, (root) => mapMembers(root, withHole));
    return new Template(JSON.stringify({ ...result, data }).split(hole));
  }

  at(cursor: string): Payload {
    return new Payload(Buffer.from(this.#parts.join(cursor)), cursor);
  }
}

function mapMembers<Value>(value: Value, change: (member: unknown) => unknown): Value {
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, change(member)]);
  return Object.fromEntries(members) as Value;
}
