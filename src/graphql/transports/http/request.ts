import type { IncomingMessage } from 'node:http';
import { isNestedTooDeep } from '../../limits/json-nesting.ts';
import { isObject, paramsOf } from '../params.ts';
import type { OperationParams } from '../params.ts';

export interface HttpRequest {
  params: OperationParams;
  /** The media type of the answer. */
  mediaType: string;
  /** Whether mutations are refused: the request is a GET. */
  queriesOnly: boolean;
}

/** Why a request is not executed. The message never repeats a part of the body, which may be secret. */
export interface Refusal {
  status: number;
  code: string;
  message: string;
  mediaType: string;
}

export const json = 'application/json';
export const eventStream = 'text/event-stream';

/** Refuses what is no GraphQL request, and a request whose client accepts no answer of ours. */
export function readRequest(
  { headers, url = '' }: IncomingMessage,
  body: Buffer | null,
): HttpRequest | Refusal {
  const mediaType = mediaTypeOf(headers.accept);
  if (mediaType === null) return notAcceptable;
  const params = body === null ? inAddress(url) : inBody(body);
  if (typeof params !== 'string') return { params, mediaType, queriesOnly: body === null };
  const ofRefusal = mediaType === eventStream ? json : mediaType;
  return { status: 400, code: 'BAD_REQUEST', message: params, mediaType: ofRefusal };
}

const notAcceptable: Refusal = {
  status: 406,
  code: 'NOT_ACCEPTABLE',
  message:
    'Accept must have application/json, application/graphql-response+json or text/event-stream',
  mediaType: json,
};

const utf8 = 'charset=utf-8';
const subtypes: ReadonlyMap<string, string> = new Map([
  ['json', json],
  ['graphql-response+json', 'application/graphql-response+json'],
  ['*', json],
]);

/** An event stream where the client accepts one. Else the first that it names: weights are ignored. */
function mediaTypeOf(accept = ''): string | null {
  if (accept === '') return json;
  // Names of media types have no case (RFC 9110, 8.3.1).
  const named = accept.toLowerCase();
  if (named.includes(eventStream)) return eventStream;
  for (const range of named.replace(/\s/g, '').split(',')) {
    const [name = '', ...parameters] = range.split(';');
    const [type, subtype = ''] = name.split('/');
    const charset = parameters.find((one) => one.includes('charset=')) ?? utf8;
    const isOurs = (type === 'application' || type === '*') && charset === utf8;
    const found = isOurs ? subtypes.get(subtype) : undefined;
    if (found !== undefined) return found;
  }
  return null;
}

const members = ['query', 'documentId', 'operationName', 'variables', 'extensions'];
const decoder = new TextDecoder();

/** Returns the parameters, or what is wrong with the body. */
function inBody(body: Buffer): OperationParams | string {
  if (isNestedTooDeep(body)) return 'The body is nested too deeply';
  const sent = parse(decoder.decode(body));
  if (sent === undefined) return 'The body is not JSON';
  if (!isObject(sent)) return 'The body must be one JSON object';
  for (const name in sent) {
    if (!members.includes(name) && sent[name] !== null) return unknownMember;
  }
  return paramsOf(sent);
}

const unknownMember = `The body may only have the members ${members.join(', ')}`;

/** An empty parameter counts as missing, and others than ours are ignored. */
function inAddress(url: string): OperationParams | string {
  const [, ...search] = url.split('?');
  const sent = new URLSearchParams(search.join('?'));
  const objects = ['variables', 'extensions'].map((name) => Buffer.from(sent.get(name) ?? ''));
  if (objects.some(isNestedTooDeep)) return 'The address is nested too deeply';
  const textOf = (name: string): string | null => sent.get(name) || null;
  const objectOf = (name: string): unknown => {
    const text = textOf(name);
    const value = text === null ? null : parse(text);
    // What is not JSON is no object either.
    return value === undefined ? text : value;
  };
  return paramsOf({
    query: textOf('query'),
    documentId: sent.get('documentId'),
    operationName: textOf('operationName'),
    variables: objectOf('variables'),
    extensions: objectOf('extensions'),
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
