import { once } from 'node:events';
import { createServer as createTlsServer } from 'node:https';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { baseUrlProblem } from '../../src/domain/input/base-url.ts';
import { createHttp } from '../../src/providers/http.ts';
import type { HttpOptions, OutgoingRequest, ProviderHttp } from '../../src/providers/http.ts';
import { createEgress } from '../../src/providers/egress.ts';
import type { EgressOptions } from '../../src/providers/egress.ts';
import { NotSent, OutcomeUnknown } from '../../src/providers/provider.ts';
import type { Exchange } from '../../src/providers/provider.ts';
import { createTargets } from '../../src/providers/targets.ts';
import { selfSigned } from '../support/certificate.ts';
import { startServer } from '../support/http-server.ts';
import type { Handler } from '../support/http-server.ts';

const secret = 'very/secret=value';
const now = (): number => 1_000;
const open: ProviderHttp[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((http) => http.close()));
});

function http(baseUrl: string, options: Partial<HttpOptions> = {}): ProviderHttp {
  const redact = { headers: ['signature'], members: ['token'], secrets: () => [secret] };
  const tools = { baseUrl, now, log: () => undefined };
  const made = createHttp({ tools, redact, timeoutMs: 5_000, ...options });
  open.push(made);
  return made;
}

async function attempt(
  client: ProviderHttp,
  outgoing: Partial<OutgoingRequest> = {},
): Promise<{ exchange: Exchange; result: string; error: unknown }> {
  const exchanges: Exchange[] = [];
  const request = {
    operation: 'ping',
    method: 'POST',
    path: '/ping',
    body: '{"a":1}',
    ...outgoing,
  };
  const settled = await client
    .send(
      request as OutgoingRequest,
      { record: (exchange) => exchanges.push(exchange) },
      ({ body }) => body.toString('utf8'),
    )
    .then(
      (result) => ({ result, error: null }),
      (error: unknown) => ({ result: '', error }),
    );
  expect(exchanges).toHaveLength(1);
  const [exchange] = exchanges;
  if (exchange === undefined) throw new Error('nothing was recorded');
  return { exchange, ...settled };
}

const respond =
  (status: number, body = '{}', headers: Record<string, string> = {}): Handler =>
  (_request, response) => {
    response.writeHead(status, headers).end(body);
  };

describe('an answer', () => {
  test('is returned to the caller and recorded', async () => {
    await using server = await startServer(respond(200, '{"ok":true}'));
    const { exchange, result } = await attempt(http(server.url));
    expect(result).toBe('{"ok":true}');
    expect(exchange).toMatchObject({ operation: 'ping', outcome: 'ANSWERED', httpStatus: 200 });
    expect(exchange).toMatchObject({ response: '{"ok":true}', at: 1_000 });
    expect(exchange.request).toMatch(/^POST \/ping\n[^]*\n\n\{"a":1\}$/);
  });

  test('may be a refusal: 4xx is passed to the reader', async () => {
    await using server = await startServer(respond(404, 'nothing here'));
    const { exchange, result } = await attempt(http(server.url));
    expect(result).toBe('nothing here');
    expect(exchange).toMatchObject({ outcome: 'ANSWERED', httpStatus: 404 });
  });

  test('is not followed to another place', async () => {
    await using server = await startServer(respond(302, '', { location: '/elsewhere' }));
    const { exchange } = await attempt(http(server.url));
    expect(exchange.httpStatus).toBe(302);
    expect(server.received).toHaveLength(1);
  });
});

test('a header of an answer is read in any case, without the spaces around it, and several as one', async () => {
  const server = createServer((socket) => {
    const lines = [
      'HTTP/1.1 200 OK',
      'Signature:  abc \t ',
      'via: a',
      'via: b ',
      'connection: close',
    ];
    socket.once('data', () =>
      socket.end(`${[...lines, 'content-length: 0'].join('\r\n')}\r\n\r\n`),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const read = await http(`http://127.0.0.1:${port}`).send(
    { operation: 'ping', method: 'GET', path: '/ping' },
    { record: () => undefined },
    ({ headers }) => ['SIGNATURE', 'via', 'timestamp'].map((name) => headers.get(name)),
  );
  server.close();
  expect(read).toEqual(['abc', 'a, b', null]);
});

describe('the bytes that are signed are the bytes that are sent', () => {
  test('with spaces, other scripts and an encoded query', async () => {
    await using server = await startServer(respond(200));
    const seen: unknown[] = [];
    const body = '{"remark":"late payment 退款","n":1.50}';
    await attempt(http(`${server.url}/base/`), {
      path: '/ping?a=b%20c&d=%E9',
      body,
      sign: (exact) => {
        seen.push(exact);
        return { SIGNATURE: 'signed' };
      },
    });
    const [received] = server.received;
    expect(received?.body.toString('utf8')).toBe(body);
    expect(received?.headers['signature']).toBe('signed');
    expect(received?.target).toBe('/base/ping?a=b%20c&d=%E9');
    expect(seen).toEqual([
      { method: 'POST', target: received?.target, body: Buffer.from(body, 'utf8') },
    ]);
  });
});

describe('a call is certainly not sent', () => {
  const cases: [string, string][] = [
    ['an unresolvable host', 'https://nowhere.invalid'],
    ['plain http to another host', 'http://example.com'],
    ['no address at all', 'nonsense'],
  ];
  test.each(cases)('with %s', async (_name, baseUrl) => {
    const { exchange, error } = await attempt(http(baseUrl, { timeoutMs: 5_000 }));
    expect(error).toBeInstanceOf(NotSent);
    expect(exchange).toMatchObject({ outcome: 'NOT_SENT', httpStatus: null, response: null });
  });

  test('with a refused connection', async () => {
    const server = await startServer(respond(200));
    await server[Symbol.asyncDispose]();
    const { exchange, error } = await attempt(http(server.url));
    expect(error).toBeInstanceOf(NotSent);
    expect((error as Error).message).toBe('ping: ECONNREFUSED');
    expect(exchange.outcome).toBe('NOT_SENT');
  });

  test('with a TLS handshake that fails, even by a reset', async () => {
    const server = createServer((socket) => socket.destroy());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { error } = await attempt(http(`https://127.0.0.1:${port}`));
    server.close();
    expect(error).toBeInstanceOf(NotSent);
  });

  test('with a TLS handshake that never ends', async () => {
    const server = createServer(() => undefined);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { error } = await attempt(http(`https://127.0.0.1:${port}`, { timeoutMs: 100 }));
    server.close();
    expect(error).toBeInstanceOf(NotSent);
  });

  test('with a signature that could not be made', async () => {
    await using server = await startServer(respond(200));
    const { error } = await attempt(http(server.url), {
      sign: () => {
        throw new Error(secret);
      },
    });
    expect(error).toBeInstanceOf(NotSent);
    expect(inspect(error)).not.toContain(secret);
    expect(server.received).toHaveLength(0);
  });

  test('with a connection that has been closed', async () => {
    await using server = await startServer(respond(200));
    const client = http(server.url);
    await client.close();
    open.splice(0);
    expect((await attempt(client)).error).toBeInstanceOf(NotSent);
  });
});

describe('a call has perhaps arrived', () => {
  const cases: [string, Handler][] = [
    ['cut before the answer', (_request, response) => response.destroy()],
    [
      'cut within the answer',
      (_request, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"half":');
        setImmediate(() => response.destroy());
      },
    ],
    ['never answered', () => undefined],
    [
      'never finished',
      (_request, response) => {
        response.writeHead(200).write('{');
      },
    ],
    ['HTTP 500', respond(500, '{"retcode":"90500"}')],
    ['HTTP 503', respond(503, 'try later')],
    ['no HTTP at all', (_request, response) => response.socket?.end('garbage\r\n\r\n')],
    ['an answer without end', respond(200, 'x'.repeat(5_000))],
  ];
  test.each(cases)('%s', async (_name, handler) => {
    await using server = await startServer(handler);
    const { exchange, error } = await attempt(
      http(server.url, { maxResponseBytes: 4_000, timeoutMs: 300 }),
    );
    expect(error).toBeInstanceOf(OutcomeUnknown);
    expect(exchange.outcome).toBe('UNKNOWN');
    expect(server.received).toHaveLength(1);
  });

  test('with an answer that the reader does not believe', async () => {
    await using server = await startServer(respond(200, 'garbage'));
    const exchanges: Exchange[] = [];
    const sending = http(server.url).send(
      { operation: 'ping', method: 'GET', path: '/ping' },
      { record: (exchange) => exchanges.push(exchange) },
      ({ body }) => JSON.parse(body.toString('utf8')) as unknown,
    );
    await expect(sending).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(exchanges).toMatchObject([{ outcome: 'UNKNOWN', response: 'garbage' }]);
  });
});

describe('an answer that does harm', () => {
  test('is given up when it comes slowly, however alive it looks', async () => {
    await using server = await startServer((_request, response) => {
      response.writeHead(200);
      const drop = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drop));
    });
    const { error, exchange } = await attempt(http(server.url, { timeoutMs: 300 }));
    expect(error).toBeInstanceOf(OutcomeUnknown);
    expect(exchange.durationMs).toBeLessThan(3_000);
  });

  test('is never unpacked: a small body stays small', async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    await using server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });
    const sizes: number[] = [];
    await http(server.url).send(
      { operation: 'ping', method: 'GET', path: '/ping' },
      { record: () => undefined },
      ({ body }) => sizes.push(body.length),
    );
    expect(sizes).toEqual([bomb.length]);
    expect(server.received[0]?.headers['accept-encoding']).toBeUndefined();
  });

  test('is given up when its headers are too large', async () => {
    await using server = await startServer((_request, response) => {
      response.writeHead(200, { 'x-flood': 'x'.repeat(20_000) }).end('{}');
    });
    const { error } = await attempt(http(server.url));
    expect(error).toMatchObject({
      name: 'OutcomeUnknown',
      message: 'ping: UND_ERR_HEADERS_OVERFLOW',
    });
  });

  test('cannot send us to another place: a redirect is not followed, wherever it leads', async () => {
    await using inside = await startServer(respond(200, 'a secret'));
    for (const location of [inside.url, 'http://169.254.169.254/latest/meta-data']) {
      await using server = await startServer(respond(307, '', { location }));
      const { exchange } = await attempt(http(server.url));
      expect(exchange).toMatchObject({ httpStatus: 307, response: '' });
      expect(server.received).toHaveLength(1);
    }
    expect(inside.received).toHaveLength(0);
  });
});

test('a certificate that nobody vouches for is refused, whatever the environment says', async () => {
  const server = createTlsServer(selfSigned(), (_request, response) => response.end('{}'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  const { error } = await attempt(http(`https://127.0.0.1:${port}`));
  vi.unstubAllEnvs();
  server.close();
  expect(error).toMatchObject({ name: 'NotSent', message: 'ping: DEPTH_ZERO_SELF_SIGNED_CERT' });
});

describe('the egress of an account', () => {
  const logged: unknown[] = [];
  const log = (...line: unknown[]): void => void logged.push(line);
  const through = (baseUrl: string, outlet: Partial<EgressOptions>, timeoutMs = 5_000) =>
    http(baseUrl, {
      tools: { baseUrl, now, log, egress: createEgress({ now, random: () => 0, ...outlet }) },
      timeoutMs,
    });

  test('does not lead to where a name has moved after it was checked, and says so once', async () => {
    await using server = await startServer(respond(200, 'inside'));
    const answers = ['93.184.215.14', '127.0.0.1', '127.0.0.1'];
    const targets = createTargets({ anyTarget: false, privateTargets: [] }, async () =>
      Promise.resolve([{ address: answers.shift() ?? '', family: 4 }]),
    );
    expect(await targets.problem('psp.example')).toBeNull();
    const client = through(`https://psp.example:${new URL(server.url).port}`, { targets });
    for (let n = 0; n < 2; n += 1) {
      const { error, exchange } = await attempt(client);
      expect(error).toMatchObject({
        name: 'NotSent',
        message: 'ping: psp.example: 127.0.0.1 is a loopback address',
      });
      expect(exchange.outcome).toBe('NOT_SENT');
    }
    expect(server.received).toHaveLength(0);
    expect(logged.splice(0)).toEqual([
      [
        'warn',
        'Nothing was sent: the address of the account may not be called.',
        { reason: 'psp.example: 127.0.0.1 is a loopback address' },
      ],
    ]);
  });

  test('goes to the address that was checked', async () => {
    await using server = await startServer(respond(200, 'allowed'));
    const targets = createTargets({ anyTarget: false, privateTargets: ['localhost'] }, async () =>
      Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    );
    const client = through(server.url.replace('127.0.0.1', 'localhost'), { targets });
    expect((await attempt(client)).result).toBe('allowed');
  });

  test('is not used by a call that ended before its connection was open', async () => {
    await using server = await startServer(respond(200, 'allowed'));
    const found = Promise.withResolvers<void>();
    const targets = createTargets({ anyTarget: false, privateTargets: ['localhost'] }, async () => {
      await found.promise;
      return [{ address: '127.0.0.1', family: 4 }];
    });
    const client = through(server.url.replace('127.0.0.1', 'localhost'), { targets }, 1_000);
    const leaving = vi.fn<() => void>();
    const outgoing = { operation: 'ping', method: 'POST', path: '/late', body: '{}' } as const;
    const late = client.send(outgoing, { record: () => undefined, leaving }, () => 'answered');
    await expect(late).rejects.toBeInstanceOf(NotSent);
    found.resolve();
    expect((await attempt(client)).result).toBe('allowed');
    expect(server.received.map(({ target }) => target)).toEqual(['/ping']);
    expect(leaving).not.toHaveBeenCalled();
  });

  test('sends so many calls at once, and ends those that would wait too long as not sent', async () => {
    const held: (() => void)[] = [];
    await using server = await startServer((_request, response) => {
      held.push(() => response.end('{}'));
    });
    const client = through(server.url, { callsPerAccount: 1 }, 1_000);
    const first = attempt(client);
    const second = attempt(client);
    expect((await second).error).toMatchObject({
      name: 'NotSent',
      message: 'ping: too many calls are under way',
    });
    expect(server.received).toHaveLength(1);
    held[0]?.();
    expect((await first).error).toBeNull();
    const third = attempt(client);
    await vi.waitUntil(() => held[1]);
    held[1]?.();
    expect((await third).error).toBeNull();
  });

  test('is closed to a provider that is down: nothing is sent, and nothing becomes unknown', async () => {
    const clock = { now: 0, isDown: true };
    await using server = await startServer((_request, response) => {
      clock.now += 600;
      response.writeHead(clock.isDown ? 500 : 200).end('{}');
    });
    const client = through(server.url, { now: () => clock.now });
    for (let n = 0; n < 20; n += 1) {
      expect((await attempt(client)).exchange.outcome).toBe('UNKNOWN');
    }
    const { error, exchange } = await attempt(client);
    expect(error).toMatchObject({ name: 'NotSent', message: 'ping: the circuit is open' });
    expect(exchange).toMatchObject({ outcome: 'NOT_SENT', httpStatus: null });
    expect(server.received).toHaveLength(20);
    clock.isDown = false;
    clock.now += 1_000;
    expect((await attempt(client)).exchange.outcome).toBe('ANSWERED');
    expect((await attempt(client)).exchange.outcome).toBe('ANSWERED');
  });

  test('stays open for a provider that refuses, or that was never tried', async () => {
    const clock = { now: 0 };
    await using server = await startServer((_request, response) => {
      clock.now += 600;
      response.writeHead(401).end('{}');
    });
    const client = through(server.url, { now: () => clock.now });
    const unsigned: Partial<OutgoingRequest> = {
      sign: () => {
        clock.now += 600;
        throw new Error('no key');
      },
    };
    for (let n = 0; n < 30; n += 1) await attempt(client, n % 2 === 0 ? unsigned : {});
    expect((await attempt(client)).exchange.outcome).toBe('ANSWERED');
  });
});

test('neither record nor error shows a secret, wherever it turns up', async () => {
  await using server = await startServer(
    respond(200, `{"token":"t0k3n","error":"${secret} is wrong","nested":{"token" : 12345}}`),
  );
  const outgoing = {
    path: `/ping?token=t0k3n&x=${encodeURIComponent(secret)}`,
    body: `token=t0k3n&y=1`,
    sign: () => ({ SIGNATURE: 'signed', 'x-note': secret }),
  };
  const { exchange } = await attempt(http(server.url), outgoing);
  for (const hidden of [secret, encodeURIComponent(secret), 't0k3n', 'signed', '12345']) {
    expect(inspect(exchange)).not.toContain(hidden);
  }
  expect(exchange.request).toContain('y=1');

  await using silent = await startServer(() => undefined);
  const lost = await attempt(http(silent.url, { timeoutMs: 300 }), outgoing);
  expect(lost.error).toBeInstanceOf(OutcomeUnknown);
  expect(inspect(lost, { depth: 9, showHidden: true })).not.toContain(secret);
});

test.each(['https://a.example', 'http://127.0.0.1:1', 'http://localhost', 'http://[::1]:2/x'])(
  '%s may be a base address',
  (baseUrl) => {
    expect(baseUrlProblem(baseUrl)).toBeNull();
  },
);

test.each([
  'http://a.example',
  'http://127.0.0.1.example.com',
  'http://localhost.example.com',
  'ftp://localhost',
  'https://u:p@a.example',
  'https://a.example?x=1',
  '/path',
])('%s may be no base address', (baseUrl) => {
  expect(baseUrlProblem(baseUrl)).not.toBeNull();
});
