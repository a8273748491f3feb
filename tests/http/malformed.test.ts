import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../src/domain/principal.ts';
import { startToy, until } from '../graphql/transports/toy.ts';
import type { Toy } from '../graphql/transports/toy.ts';
import { close, dial, exchange, graphql, host, isWell, json, lines, post } from './raw.ts';

let toy: Toy;

beforeAll(async () => {
  toy = await startToy();
});
afterAll(async () => {
  await toy.drain();
});

const getLive = (...more: string[]): string => lines('GET /health/live HTTP/1.1', host, ...more);
const reader: Principal = {
  kind: 'API_KEY',
  keyId: 'key_1',
  merchantId: 'mer_1',
  scopes: ['READ'],
};

describe('what cannot be read is answered and closed', () => {
  const chunked = 'transfer-encoding: chunked';
  it.each([
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    ['the start of a TLS connection', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000', 400],
    ['HTTP/2 without being asked', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['an unknown method', lines('STEAL / HTTP/1.1', host), 400],
    ['a zero byte in a header', lines('GET / HTTP/1.1', host, 'x: a\u0000b'), 400],
    ['a header that is folded', lines('GET / HTTP/1.1', host, 'x: a', ' b'), 400],
    ['lines that end in a bare LF', `GET / HTTP/1.1\n${host}\n\n`, 400],
    ['a length and chunks', `${post('content-length: 4', chunked)}0\r\n\r\n`, 400],
    ['two lengths', `${post('content-length: 4', 'content-length: 5')}abcd`, 400],
    ['a length that is signed', `${post('content-length: +4')}abcd`, 400],
    ['chunks that are not the last coding', `${post(`${chunked}, identity`)}0\r\n\r\n`, 400],
    ['a coding that nobody knows', `${post('transfer-encoding: xchunked')}0\r\n\r\n`, 400],
    ['the same where no credentials are asked for', getLive('transfer-encoding: xchunked'), 400],
    ['a request behind one that can', `${getLive()}hello\r\n\r\n`, 400],
    ['a space before the colon', `${post('transfer-encoding : chunked')}0\r\n\r\n`, 400],
    ['a chunk of a strange size', `${post(chunked)}zz\r\na\r\n0\r\n\r\n`, 400],
    ['a chunk with a long extension', `${post(chunked)}1;${'x'.repeat(20_000)}\r\na\r\n`, 413],
    ['no host', lines('GET / HTTP/1.1'), 400],
    ['headers of 20 KB', lines('GET / HTTP/1.1', host, `x: ${'y'.repeat(20_000)}`), 431],
    ['an address of 20 KB', lines(`GET /${'y'.repeat(20_000)} HTTP/1.1`, host), 431],
    ['101 headers', lines('GET / HTTP/1.1', host, ...Array<string>(100).fill('a: b')), 431],
    ['3000 headers', lines('GET / HTTP/1.1', host, ...Array<string>(3000).fill('a: b')), 431],
  ])('%s', async (_what, text, status) => {
    const client = await exchange(toy.url, text);
    expect(client.status).toBe(status);
    expect(client.text.toLowerCase()).toContain(close);
    await isWell(toy);
  });

  it('a tunnel is not opened', async () => {
    expect((await exchange(toy.url, lines('CONNECT a:443 HTTP/1.1', 'host: a:443'))).text).toBe('');
  });

  it('takes 100 headers', async () => {
    const more = Array<string>(98).fill('a: b');
    const client = await exchange(
      toy.url,
      lines('GET /health/live HTTP/1.1', host, close, ...more),
    );
    expect(client.status).toBe(200);
  });

  it('once, however much of it follows', async () => {
    const client = await dial(toy.url, 'hello\r\n\r\n');
    await client.until(/400/);
    client.send('hello\r\n\r\n'.repeat(1000));
    expect((await client.closed).match(/HTTP\/1.1/g)).toHaveLength(1);
  });

  it('does not break into an answer that is under way', async () => {
    const query = JSON.stringify({ query: 'subscription { open { n } }' });
    const accept = 'accept: text/event-stream';
    const length = `content-length: ${query.length}`;
    const client = await dial(toy.url, graphql(json, accept, length) + query);
    await client.until(/text\/event-stream/);
    client.send('hello\r\n\r\n');
    expect(await client.closed).not.toContain('HTTP/1.1 400');
  });

  it('nor into one that has begun while the refusal waited for its turn', async () => {
    const [known, delay] = [Promise.withResolvers<Principal>(), Promise.withResolvers<boolean>()];
    let refusals = 0;
    const refused = (): Promise<boolean> => {
      refusals += 1;
      return delay.promise;
    };
    const patient = await startToy(
      {},
      { web: { penalty: { refused } } },
      { authenticate: () => known.promise },
    );
    const query = JSON.stringify({ query: 'subscription { open { n } }' });
    const length = `content-length: ${query.length}`;
    const request = graphql(json, 'accept: text/event-stream', length) + query;
    const client = await dial(patient.url, request);
    client.send('hello\r\n\r\n');
    await until(() => refusals === 1, 'it is refused');
    known.resolve(reader);
    await client.until(/text\/event-stream/);
    delay.resolve(false);
    expect(await client.closed).not.toContain('HTTP/1.1 400');
    await patient.drain();
  });
});
