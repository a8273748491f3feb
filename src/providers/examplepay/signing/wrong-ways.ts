import { cause } from '../../../domain/signatures/cause.ts';
import type { SignedPart, WrongWay } from '../../../domain/signatures/how-signed.ts';
import { otherMethods, otherTimes, targetOf } from '../../../domain/signatures/wire-message.ts';
import { signedParts } from '../signature.ts';
import type { SignedMessage } from '../signature.ts';

type Message = Omit<SignedMessage, 'appSecret'>;

/** Mistakes with the seven lines. `address`: as it was called; `receivedId`: the appId of the header. */
export function* wrongWays(
  message: Message,
  address: string,
  receivedId: string,
): Generator<WrongWay> {
  const way = (code: string, says: string, change: Partial<Message>): WrongWay => ({
    ...cause(code, says),
    parts: signedParts({ ...message, ...change }),
  });
  for (const { value: timestamp, ...mistake } of otherTimes(message.timestamp)) {
    yield { ...mistake, parts: signedParts({ ...message, timestamp }) };
  }
  for (const [code, says, url] of otherUrls(message.url, address)) yield way(code, says, { url });
  for (const { value, ...mistake } of otherMethods(message.method)) {
    yield { ...mistake, parts: withLine(signedParts(message), methodAt, value) };
  }
  const letters = 'The nonce was signed in another case than it is sent.';
  yield way('NONCE_CASE', letters, { nonce: message.nonce.toLowerCase() });
  yield way('NONCE_CASE', letters, { nonce: message.nonce.toUpperCase() });
  yield way('NONCE_NOT_SIGNED', 'The nonce was not signed.', { nonce: '' });
  const dashes =
    'The nonce was signed with or without the hyphens that it is sent without or with.';
  yield way('NONCE_HYPHENS', dashes, { nonce: message.nonce.replaceAll('-', '') });
  if (receivedId !== '' && receivedId !== message.appId) {
    const other = 'It was signed with the appId of the header, which is not that of this account.';
    yield way('OTHER_APP_ID', other, { appId: receivedId });
  }
  yield way('APP_ID_NOT_SIGNED', 'The appId was not signed.', { appId: '' });
  yield* otherLines(signedParts(message));
}

/** Where a line's value stands among the parts: each is followed by its line feed. */
const methodAt = 4;

const withLine = (parts: readonly SignedPart[], at: number, value: string): SignedPart[] =>
  parts.map((part, index) => (index === at ? { ...part, value } : part));

function* otherUrls(url: string, address: string): Generator<[string, string, string]> {
  yield [
    'URL_WITH_QUERY',
    'The address was signed as it was called; query, default port and slash at its end are not signed.',
    address,
  ];
  const { origin, pathname, search, host } = new URL(address);
  yield ['URL_WITH_QUERY', 'The query was signed, and is not to be.', url + search];
  yield ['URL_QUERY_MISSING', 'The query of the address was not signed.', origin + pathname];
  const path = 'Only the path was signed, and the full address has to be.';
  yield ['PATH_FOR_URL', path, targetOf(url)];
  yield ['PATH_FOR_URL', path, pathname];
  yield ['URL_SCHEME', 'The address was signed without https://.', host + pathname];
  const secure =
    'The address was signed with http where it is https, or the reverse: a proxy may have changed it.';
  yield ['URL_SCHEME', secure, url.replace(/^https:/, 'http:')];
  yield ['URL_SCHEME', secure, url.replace(/^http:/, 'https:')];
  const slash = 'The address was signed with a slash at its end, or without the one that it has.';
  yield ['URL_SLASH', slash, `${url}/`];
  yield ['URL_SLASH', slash, url.replace(/\/+$/, '')];
  const port = url.startsWith('https:') ? ':443' : ':80';
  const withPort = url.replace(host, host + port);
  yield ['URL_PORT', 'The address was signed with the port that is usual anyway.', withPort];
  yield ['URL_PORT', 'The address was signed without its port.', url.replace(/:\d+(?=\/|$)/, '')];
  yield ['URL_CASE', 'The address was signed in lower case.', url.toLowerCase()];
  const { protocol } = new URL(address);
  for (const local of ['localhost', '127.0.0.1']) {
    const inside = 'The address behind a proxy was signed, and not the public one.';
    yield ['URL_HOST', inside, `${protocol}//${local}${pathname}`];
  }
  yield ['URL_NOT_SIGNED', 'The address was not signed.', ''];
}

const feed = (value: string): SignedPart => ({ rule: 'Between the lines.', value });

/** The same lines, joined or ordered in another way. */
function* otherLines(parts: readonly SignedPart[]): Generator<WrongWay> {
  const values = parts.filter((_part, at) => at % 2 === 0);
  const last = 'The last line has no line feed at its end, and has to have one.';
  yield { ...cause('LAST_LINE_FEED', last), parts: parts.slice(0, -1) };
  const ends = 'The lines end with CRLF, and have to end with LF.';
  const withReturn = values.flatMap((value) => [value, feed('\r\n')]);
  yield { ...cause('LINE_ENDS', ends), parts: withReturn };
  yield { ...cause('LINE_ENDS', ends), parts: withReturn.slice(0, -1) };
  const joined = 'The lines were joined by something else than a line feed.';
  for (const separator of ['', '&', '|', ',', '\\n', ' ']) {
    const lines = values.flatMap((value) => [value, feed(separator)]);
    yield { ...cause('LINES_JOINED', joined), parts: lines };
    if (separator !== '') yield { ...cause('LINES_JOINED', joined), parts: lines.slice(0, -1) };
  }
  const [appId, secret, method, url, time, nonce, body] = values;
  if (!appId || !secret || !method || !url || !time || !nonce || !body) return;
  const order = 'The lines were signed in another order.';
  for (const other of [
    [appId, method, url, time, nonce, body, secret],
    [secret, appId, method, url, time, nonce, body],
    [appId, secret, method, url, nonce, time, body],
    [appId, secret, url, method, time, nonce, body],
    [method, url, time, nonce, body, appId, secret],
    [appId, secret, method, url, body, time, nonce],
  ]) {
    const lines = other.flatMap((value) => [value, feed('\n')]);
    yield { ...cause('LINE_ORDER', order), parts: lines };
    yield { ...cause('LINE_ORDER', order), parts: lines.slice(0, -1) };
  }
  const without = [appId, method, url, time, nonce, body];
  yield {
    ...cause('SECRET_NOT_SIGNED', 'The appSecret was left out of the lines.'),
    parts: without.flatMap((value) => [value, feed('\n')]),
  };
}
