import { cause } from '../../../domain/signatures/cause.ts';
import type { SignedPart, WireMessage, WrongWay } from '../../../domain/signatures/how-signed.ts';
import { otherMethods, otherTimes, targetOf } from '../../../domain/signatures/wire-message.ts';
import { bodyPart, queryPart, splitTarget, timestampPart, webhookParts } from '../signature.ts';
import type { SignedExchange } from '../signature.ts';

/** Mistakes with requests and their answers. */
export function* wrongExchanges(
  exchange: SignedExchange,
  { url }: WireMessage,
): Generator<WrongWay> {
  const { method, timestamp, target, body } = exchange;
  const { path, query } = splitTarget(target);
  for (const { value, ...mistake } of otherTimes(timestamp)) {
    yield { ...mistake, parts: replaced(exchange, { timestamp: value }) };
  }
  yield* wrongQueries(exchange, query);
  for (const { value, ...mistake } of otherMethods(method)) {
    yield { ...mistake, parts: replaced(exchange, { method: value }) };
  }
  yield* wrongPaths(exchange, path, url);
  const like = 'It was signed like a webhook: over time and body alone.';
  yield { ...cause('SIGNED_LIKE_A_WEBHOOK', like), parts: webhookParts(timestamp, body) };
  yield* otherOrders(partsOf(exchange));
}

interface Replaced {
  method?: string;
  timestamp?: string;
  path?: string;
  query?: string;
}

/** The parts as they are signed. Unlike `exchangeParts` it leaves each as it is. */
function replaced(exchange: SignedExchange, change: Replaced): readonly SignedPart[] {
  const { path, query } = splitTarget(exchange.target);
  const { queryPrefix = '?' } = exchange;
  const decoded = decoding(query);
  const signedQuery = decoded === '' ? '' : queryPrefix + decoded;
  return [
    { rule: 'The method.', value: change.method ?? exchange.method.toUpperCase() },
    timestampPart(change.timestamp ?? exchange.timestamp),
    { rule: 'The path.', value: change.path ?? path },
    queryPart(change.query ?? signedQuery),
    bodyPart(exchange.body),
  ];
}

const partsOf = (exchange: SignedExchange): readonly SignedPart[] => replaced(exchange, {});

function* wrongQueries(exchange: SignedExchange, query: string): Generator<WrongWay> {
  if (query === '') return;
  const { queryPrefix = '?' } = exchange;
  const decoded = decoding(query);
  const way = (code: string, message: string, signed: string): WrongWay => ({
    ...cause(code, message),
    parts: replaced(exchange, { query: signed }),
  });
  const prefix =
    queryPrefix === '?'
      ? 'The ? before the query was not signed.'
      : 'The ? before the query was signed.';
  yield way('QUERY_PREFIX', prefix, (queryPrefix === '?' ? '' : '?') + decoded);
  const encoded = 'The query was signed as it is in the address, and has to be percent-decoded.';
  yield way('QUERY_NOT_DECODED', encoded, queryPrefix + query);
  const plus = 'A plus in the query was signed as a space.';
  yield way('QUERY_PLUS_AS_SPACE', plus, queryPrefix + decoded.replaceAll('+', ' '));
  const spaces = 'The query was signed as a form writes it: with a plus for each space.';
  yield way('QUERY_AS_FORM', spaces, queryPrefix + query.replaceAll('%20', '+'));
  yield way('QUERY_NOT_SIGNED', 'The query was not signed.', '');
  const order = 'The parameters of the query were signed in another order than in the address.';
  const inOrder = decoded.split('&').toSorted();
  yield way('QUERY_ORDER', order, queryPrefix + inOrder.join('&'));
  yield way('QUERY_ORDER', order, queryPrefix + decoded.split('&').toReversed().join('&'));
  const nothing = 'Something else than & stands between the parameters that were signed.';
  yield way('QUERY_SEPARATORS', nothing, queryPrefix + decoded.replaceAll('&', ''));
  yield way('QUERY_SEPARATORS', nothing, decoded.replaceAll(/[&=]/g, ''));
}

function* wrongPaths(
  exchange: SignedExchange,
  path: string,
  url: string | null,
): Generator<WrongWay> {
  const way = (code: string, message: string, signed: string): WrongWay => ({
    ...cause(code, message),
    parts: replaced(exchange, { path: signed }),
  });
  const [, origin = '', host = ''] = /^(https?:\/\/([^/?#]*))/i.exec(url ?? '') ?? [];
  if (origin !== '') {
    const full = 'The full address was signed, and only its path has to be.';
    yield way('URL_FOR_PATH', full, origin + path);
    yield way('URL_FOR_PATH', full, host + path);
  }
  const slash = 'The path was signed with a slash at its end that it does not have, or without it.';
  yield way('PATH_SLASH', slash, path.endsWith('/') ? path.slice(0, -1) : `${path}/`);
  yield way('PATH_SLASH', slash, path.slice(1));
  yield way('PATH_NOT_SIGNED', 'The path was not signed.', '');
  const prefix = 'The beginning of the path was not signed: a proxy may have taken it away.';
  const steps = path.split('/').slice(2, 6);
  for (let from = 0; from < steps.length; from += 1) {
    yield way(
      'PATH_PREFIX',
      prefix,
      `/${path
        .split('/')
        .slice(from + 2)
        .join('/')}`,
    );
  }
}

/** The right parts in another order, or with something between them. */
function* otherOrders(parts: readonly SignedPart[]): Generator<WrongWay> {
  const [method, time, path, query, body] = parts;
  if (!method || !time || !path || !query || !body) return;
  const order = cause('PARTS_ORDER', 'The parts were signed in another order.');
  for (const other of [
    [time, method, path, query, body],
    [method, path, query, time, body],
    [method, path, query, body, time],
    [method, time, body, path, query],
    [body, time, method, path, query],
    [time, path, query, body, method],
  ]) {
    yield { ...order, parts: other };
  }
  yield* separated([method, time, { ...path, value: `${asText(path)}${asText(query)}` }, body]);
}

const asText = ({ value }: SignedPart): string =>
  typeof value === 'string' ? value : Buffer.from(value).toString('utf8');

function* separated(parts: readonly SignedPart[]): Generator<WrongWay> {
  const message =
    'Something was signed between the parts, which follow each other without separators.';
  for (const value of ['\n', '&', '|', '.', ' ', ':', ',']) {
    const between: SignedPart = { rule: 'A separator.', value };
    const mistake = cause('SEPARATORS_ADDED', message);
    const joined = parts.flatMap((part, at) => (at === 0 ? [part] : [between, part]));
    yield { ...mistake, parts: joined };
    if (value === '\n') yield { ...mistake, parts: [...joined, between] };
  }
}

/** Mistakes with webhooks. `url`: where it was sent to. */
export function* wrongWebhooks(
  { body, url, method }: WireMessage,
  timestamp: string,
): Generator<WrongWay> {
  for (const { value, ...mistake } of otherTimes(timestamp)) {
    yield { ...mistake, parts: webhookParts(value, body) };
  }
  if (url !== null) {
    const like =
      'It was signed like a request: with method and path, which are not signed for webhooks.';
    const target = targetOf(url);
    const parts = partsOf({ method: method ?? 'POST', timestamp, target, body });
    yield { ...cause('SIGNED_LIKE_A_REQUEST', like), parts };
    const withPath = [{ rule: 'The path.', value: target }, ...webhookParts(timestamp, body)];
    yield { ...cause('SIGNED_LIKE_A_REQUEST', like), parts: withPath };
  }
  const [time, content] = webhookParts(timestamp, body);
  if (!time || !content) return;
  yield {
    ...cause('PARTS_ORDER', 'The body was signed before the time.'),
    parts: [content, time],
  };
  const withMethod = [{ rule: 'The method.', value: 'POST' }, time, content];
  const signed = 'The method was signed, which is not signed for webhooks.';
  yield { ...cause('METHOD_SIGNED', signed), parts: withMethod };
  yield* separated([time, content]);
}

/** The text as it is where it cannot be decoded. */
function decoding(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
