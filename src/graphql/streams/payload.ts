import { randomUUID } from 'node:crypto';
import type { ExecutionResult } from 'graphql';
import { isLong, writeInSteps } from '../limits/long-answers.ts';

/** JSON: a text, or, where it is long, in UTF-8. */
export type Json = string | Buffer;

/** The JSON of one result, written once and sent to every subscriber that it is for. */
export class Payload {
  /** The position of the item; null where it has none. */
  readonly cursor: string | null;
  readonly json: Json;
  #event: Buffer | null = null;
  #framed: { head: string; frame: Buffer } | null = null;

  constructor(json: Json, cursor: string | null) {
    this.json = json;
    this.cursor = cursor;
  }

  /** As a server-sent event. */
  get event(): Buffer {
    const id = this.cursor === null ? '' : `id: ${this.cursor}\n`;
    this.#event ??= between(`event: next\n${id}data: `, this.json, '\n\n');
    return this.#event;
  }

  /** As a frame that differs by its head alone: many clients number their subscriptions alike. */
  frame(head: string, build: (head: string, json: Json) => Buffer): Buffer {
    if (this.#framed?.head !== head) this.#framed = { head, frame: build(head, this.json) };
    return this.#framed.frame;
  }
}

const between = (head: string, json: Json, end: string): Buffer =>
  typeof json === 'string'
    ? Buffer.from(`${head}${json}${end}`)
    : Buffer.concat([Buffer.from(head), json, Buffer.from(end)]);

export async function payloadOf(result: ExecutionResult, cursor: string | null): Promise<Payload> {
  const json = isLong(result) ? Buffer.concat(await writeInSteps(result)) : JSON.stringify(result);
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
    return new Payload(this.#parts.join(cursor), cursor);
  }
}

function mapMembers<Value>(value: Value, change: (member: unknown) => unknown): Value {
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, change(member)]);
  return Object.fromEntries(members) as Value;
}
