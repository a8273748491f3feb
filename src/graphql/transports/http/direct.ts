import type { IncomingMessage } from 'node:http';
import type { ExecutionResult } from 'graphql';
import { isLong, writeInSteps } from '../../limits/long-answers.ts';
import type { Execution } from '../execution.ts';
import { isById } from '../prepare.ts';
import type { OperationParams } from '../prepare.ts';
import type { RequestInfo } from '../service.ts';
import { answer, needsPost, statuses } from './answer.ts';
import type { HttpAnswer } from './answer.ts';

/**
 * Answers a usual POST or GET directly: with the status, the headers and the bytes with which Yoga would, without its
 * fetch API. Resolves to null for every other request: Yoga answers that. `body`: null for a GET.
 */
export type DirectHandler = (
  req: IncomingMessage,
  body: Buffer | null,
  info: RequestInfo,
) => Promise<HttpAnswer | null>;

export function createDirectHandler(execution: Execution): DirectHandler {
  return async (req, body, info) => {
    const mediaType = mediaTypeOf(req.headers.accept);
    if (mediaType === null) return null;
    const params = checked(body === null ? inAddress(req.url ?? '') : inBody(req.url ?? '', body));
    if (params === null) return null;
    const result = await answer(execution, params, info, body === null);
    const masked = execution.mask(result, info.requestId);
    if (needsPost(masked)) return null;
    return {
      status: statusOf(masked, mediaType),
      contentType: `${mediaType}; charset=utf-8`,
      body: isLong(masked) ? await writeInSteps(masked) : JSON.stringify(masked),
    };
  };
}

const json = 'application/json';
const utf8 = 'charset=utf-8';
const graphqlJson = 'application/graphql-response+json';

const mediaTypes: ReadonlyMap<string, string> = new Map([
  [json, json],
  [graphqlJson, graphqlJson],
  ['application/*', json],
  ['*/*', json],
]);

/** The first that the client names, as Yoga chooses, which ignores weights; null where it names none of ours. */
function mediaTypeOf(accept: string | undefined): string | null {
  if (accept === undefined || accept === '') return json;
  for (const range of accept.replace(/\s/g, '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = range.split(';');
    const charset = parameters.find((one) => one.includes('charset=')) ?? utf8;
    const found = charset === utf8 ? mediaTypes.get(name) : undefined;
    if (found !== undefined) return found;
  }
  return null;
}

const members = new Set(['query', 'variables', 'operationName', 'extensions', 'documentId']);

const inBody = (url: string, body: Buffer): unknown =>
  url === '/graphql' ? parse(body.toString('utf8')) : null;

/** An empty parameter counts as missing. A query outranks an id. */
function inAddress(url: string): unknown {
  const [path, search, ...more] = url.split('?');
  if (path !== '/graphql' || search === undefined || more.length > 0 || url.includes('#')) {
    return null;
  }
  const sent = new URLSearchParams(search);
  const textOf = (name: string): string | undefined => sent.get(name) || undefined;
  const objectOf = (name: string): unknown => {
    const text = textOf(name);
    // No JSON is no object either.
    return text === undefined ? undefined : (parse(text) ?? text);
  };
  const query = textOf('query');
  return {
    ...(query === undefined ? { documentId: sent.get('documentId') } : { query }),
    operationName: textOf('operationName'),
    variables: objectOf('variables'),
    extensions: objectOf('extensions'),
  };
}

function checked(params: unknown): OperationParams | null {
  if (!isObject(params)) return null;
  for (const name in params) if (!members.has(name)) return null;
  const { query, documentId, operationName, variables, extensions } = params;
  if (!isText(documentId) || !isText(operationName)) return null;
  if (!isObjectOrNull(variables) || !isObjectOrNull(extensions)) return null;
  return typeof query === 'string' || (isNone(query) && isById(params)) ? params : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isNone = (value: unknown): value is null | undefined => value === null || value === undefined;
const isText = (value: unknown): boolean => isNone(value) || typeof value === 'string';
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isObjectOrNull = (value: unknown): boolean => isNone(value) || isObject(value);

function statusOf(result: ExecutionResult, mediaType: string): number {
  if (!result.errors || 'data' in result) return 200;
  let most = 0;
  for (const { extensions } of result.errors) {
    const { status = 0, spec = false } = statuses.get(extensions['code']) ?? {};
    if (!(spec && mediaType === json)) most = Math.max(most, status);
  }
  return most || 200;
}
