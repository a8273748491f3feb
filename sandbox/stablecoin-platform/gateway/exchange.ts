import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { JsonValue } from '../../double/fields/json.ts';
import { isJsonObject, parseJson } from '../../double/fields/json.ts';
import { Fields, parameterError } from '../fields.ts';

/** A request as received. */
export interface Exchange {
  method: string;
  /** Path and query, encoded, as on the request line. */
  target: string;
  path: string;
  /** Encoded, without the `?`. */
  query: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export function exchangeOf(request: IncomingMessage, body: Buffer): Exchange {
  const { method = '', url: target = '', headers } = request;
  const at = target.indexOf('?');
  const path = at === -1 ? target : target.slice(0, at);
  return { method, target, path, query: at === -1 ? '' : target.slice(at + 1), headers, body };
}

export function mediaTypeOf(headers: IncomingHttpHeaders): string {
  return (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/**
 * The fields of a call: the query of a GET, the JSON object of a POST
 * (docs/providers/stablecoin-gateway.md#strict-requests).
 */
export function fieldsOf(exchange: Exchange, strict: boolean): Fields {
  return exchange.method === 'GET' ? queryFields(exchange, strict) : bodyFields(exchange, strict);
}

function queryFields({ query, body }: Exchange, strict: boolean): Fields {
  if (strict && body.length > 0) throw parameterError('a GET request has no body');
  const members = new Map<string, JsonValue>();
  for (const pair of query.split('&').filter((one) => one !== '')) {
    const at = pair.indexOf('=');
    const name = decodeURIComponent(at === -1 ? pair : pair.slice(0, at));
    if (strict && members.has(name)) throw parameterError(`${name} is repeated`);
    members.set(name, at === -1 ? '' : decodeURIComponent(pair.slice(at + 1)));
  }
  return new Fields(members, strict);
}

function bodyFields({ query, headers, body }: Exchange, strict: boolean): Fields {
  if (strict && query !== '') throw parameterError('a POST request has no query');
  if (strict && mediaTypeOf(headers) !== 'application/json') {
    throw parameterError('Content-Type must be application/json');
  }
  return jsonFields(body, strict);
}

export function jsonFields(body: Buffer, strict: boolean): Fields {
  const { value, compact, repeated } = parseBody(body);
  if (!isJsonObject(value)) throw parameterError('body must be a JSON object');
  if (strict && repeated !== null) throw parameterError(`${repeated} is repeated`);
  if (strict && !compact) throw parameterError('body must be compact JSON');
  return new Fields(value, strict);
}

function parseBody(body: Buffer): ReturnType<typeof parseJson> {
  try {
    // A byte order mark and invalid UTF-8 are refused as invalid JSON, not repaired.
    return parseJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
  } catch {
    throw parameterError('body is not valid JSON');
  }
}
