import { z } from 'zod';
import type { HttpResponse, OutgoingRequest } from '../http.ts';
import { JsonNumber, stringifyJson } from '../json.ts';
import { OutcomeUnknown, RefusedForNow } from '../provider.ts';
import { tryParseJson } from './answer.ts';
import type { Envelope } from './answer.ts';
import type { Protocol } from './endpoints.ts';

/** A request in REST's terms. */
export interface RestRequest {
  /** Values for the names in the path: `{id}` in `/sessions/{id}`. */
  parameters?: Readonly<Record<string, string>>;
  /** Members that are undefined are not sent. */
  query?: Readonly<Record<string, string | number | undefined>>;
  /** Members that are undefined are not sent. */
  body?: Readonly<Record<string, unknown>>;
  /** The provider answers a repetition under the same key as it answered the first. */
  idempotencyKey?: string;
}

export interface RestOptions {
  headers: () => Readonly<Record<string, string>>;
  /** The provider's own code and text in the body of a refusal, which is undefined where it is not JSON. */
  refusalOf: (body: unknown) => { code: string | null; message?: unknown };
  /** Headers that depend on the exact request. */
  sign?: NonNullable<OutgoingRequest['sign']>;
  /** How bodies are written. Default: JSON. */
  bodies?: 'JSON' | 'FORM';
}

/**
 * The data of 204, for calls that have no other answer. Empty under another status, or with a body, it proves nothing.
 */
export const noContent = z.null();

/**
 * The status tells how the request ended: 2xx is a success, with or without a body (`noContent`), and 4xx a refusal.
 * 429 is a refusal for now: the request was not looked at. 408 and 425 are none, because the server gave up waiting or
 * would not risk a repetition, and any other status proves nothing.
 */
export function restProtocol(options: RestOptions): Protocol<RestRequest> {
  const { headers, sign, bodies = 'JSON' } = options;
  return {
    write({ path }, { parameters = {}, query = {}, body, idempotencyKey }) {
      const isForm = bodies === 'FORM';
      const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
      return {
        path: pathOf(path, parameters) + queryOf(query),
        headers: {
          ...headers(),
          ...(body === undefined ? {} : { 'content-type': type }),
          ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        },
        ...(body === undefined ? {} : { body: isForm ? formOf(body) : stringifyJson(body) }),
        ...(sign === undefined ? {} : { sign }),
      };
    },
    read: (response) => readRest(response, options),
  };
}

const undecidedStatuses: ReadonlySet<number> = new Set([408, 425]);

function readRest({ status, body }: HttpResponse, { refusalOf }: RestOptions): Envelope {
  if (status >= 200 && status < 300) {
    if (body.length === 0) return { ok: true, data: status === 204 ? null : undefined };
    const data = tryParseJson(body);
    if (data === undefined) throw new OutcomeUnknown(`HTTP ${status} without readable JSON`);
    return { ok: true, data };
  }
  if (status === 429) throw new RefusedForNow('HTTP 429');
  if (status < 400 || status >= 500 || undecidedStatuses.has(status)) {
    throw new OutcomeUnknown(`HTTP ${status}`);
  }
  return { ok: false, ...refusalOf(tryParseJson(body)) };
}

/** Throws a RangeError for a name that has no value: it would address something else. */
const pathOf = (path: string, parameters: Readonly<Record<string, string>>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name] ?? '';
    // A dot alone would be resolved against the path.
    if (/^\.{0,2}$/.test(value)) throw new RangeError(`no ${name} for ${path}`);
    return encodeURIComponent(value);
  });

function queryOf(query: NonNullable<RestRequest['query']>): string {
  const written = formOf(query);
  return written === '' ? '' : `?${written}`;
}

/** Names what is nested with brackets: `items[0][price]`. */
function formOf(body: Readonly<Record<string, unknown>>): string {
  const form = new URLSearchParams();
  const add = (name: string, value: unknown): void => {
    if (value === undefined || value === null) return;
    if (value instanceof JsonNumber || typeof value !== 'object') {
      form.append(name, typeof value === 'string' ? value : JSON.stringify(value));
    } else for (const [member, inner] of Object.entries(value)) add(`${name}[${member}]`, inner);
  };
  for (const [name, value] of Object.entries(body)) add(name, value);
  return form.toString();
}
