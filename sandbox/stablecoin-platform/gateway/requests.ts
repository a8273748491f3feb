import { Fields, isJsonObject, Problem } from '../../double/index.ts';
import type { Exchange, JsonValue } from '../../double/index.ts';

const wrong = (message: string): Problem => new Problem('invalid', 'request', message);

/**
 * The fields of a call: the query of a GET, the JSON object of a POST
 * (docs/providers/stablecoin-gateway.md#strict-requests).
 */
export function fieldsOf(exchange: Exchange, strict: boolean): Fields {
  return exchange.method === 'GET' ? queryFields(exchange, strict) : bodyFields(exchange, strict);
}

function queryFields({ query, body }: Exchange, strict: boolean): Fields {
  if (strict && body.length > 0) throw wrong('a GET request has no body');
  const members = new Map<string, JsonValue>();
  for (const pair of query.split('&').filter((one) => one !== '')) {
    const at = pair.indexOf('=');
    const name = decodeURIComponent(at === -1 ? pair : pair.slice(0, at));
    if (strict && members.has(name)) throw wrong(`${name} is repeated`);
    members.set(name, at === -1 ? '' : decodeURIComponent(pair.slice(at + 1)));
  }
  return fieldsAsStrict(members, strict);
}

function bodyFields(exchange: Exchange, strict: boolean): Fields {
  if (strict && exchange.query !== '') throw wrong('a POST request has no query');
  if (strict && exchange.mediaType !== 'application/json') {
    throw wrong('Content-Type must be application/json');
  }
  return jsonFields(exchange, strict);
}

export function jsonFields(exchange: Exchange, strict: boolean): Fields {
  const { value, compact, repeated } = jsonOf(exchange);
  if (!isJsonObject(value)) throw wrong('body must be a JSON object');
  if (strict && repeated !== null) throw wrong(`${repeated} is repeated`);
  if (strict && !compact) throw wrong('body must be compact JSON');
  return fieldsAsStrict(value, strict);
}

function jsonOf(exchange: Exchange): Exchange['json'] {
  try {
    // A byte order mark and invalid UTF-8 are refused as invalid JSON, not repaired.
    return exchange.json;
  } catch {
    throw wrong('body is not valid JSON');
  }
}

const fieldsAsStrict = (members: ReadonlyMap<string, JsonValue>, strict: boolean): Fields =>
  new Fields(members, {
    refusesUnknown: strict,
    isAbsent: (value) => !strict && value === null,
  });

const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/** The parameters of a token call, in its query or its form (docs/providers/stablecoin-gateway.md#access-token). */
export async function parametersOf(exchange: Exchange, strict: boolean): Promise<Fields> {
  const parameters = new Map<string, string>();
  const put = (value: string, name: string): void => {
    if (strict && parameters.has(name)) throw wrong(`${name} is repeated`);
    parameters.set(name, value);
  };
  new URLSearchParams(exchange.query).forEach(put);
  if (exchange.body.length > 0) {
    if (!formTypes.includes(exchange.mediaType)) throw wrong('Content-Type is not supported');
    (await parseForm(exchange)).forEach(put);
  }
  return fieldsAsStrict(parameters, strict);
}

async function parseForm({ headers, body }: Exchange): Promise<Map<string, string>> {
  const contentType = { 'content-type': headers['content-type'] ?? '' };
  const response = new Response(new Uint8Array(body), { headers: contentType });
  const form = await response.formData().catch(() => null);
  if (form === null) throw wrong('body is not a form');
  const parameters = new Map<string, string>();
  form.forEach((value, name) => {
    if (typeof value !== 'string') throw wrong(`${name} must not be a file`);
    if (parameters.has(name)) throw wrong(`${name} is repeated`);
    parameters.set(name, value);
  });
  return parameters;
}
