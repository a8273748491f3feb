import { talk } from '../wire/raw.ts';
import type { RawAnswer, RawScript } from '../wire/raw.ts';
import { keyOf } from './attack.ts';
import type { Attack, Target } from './attack.ts';

const host = 'host: 127.0.0.1\r\n';
const post = (target: Target): string => {
  const key = keyOf(target);
  const bearer = key === null ? '' : `authorization: Bearer ${key}\r\n`;
  return `POST /graphql HTTP/1.1\r\n${host}${bearer}content-type: application/json\r\n`;
};

/** The longest that anything may wait here: a request's whole body, and one check of the timeouts. */
const longestMs = 40_000;

/** The server must end the connection with one of the statuses, or without an answer where `null` is among them. */
function connection(
  name: string,
  make: (target: Target) => Omit<RawScript, 'patienceMs'>,
  statuses: readonly (number | null)[],
  more: Partial<Attack> = {},
): Attack {
  const patienceMs = more.withinMs ?? 5_000;
  return {
    group: 'connections',
    name,
    by: ['nobody'],
    async strike(target) {
      const answer = await talk(target.port, { ...make(target), patienceMs });
      return judge(answer, statuses);
    },
    ...more,
  };
}

function judge({ ended, status, text, ms }: RawAnswer, statuses: readonly (number | null)[]) {
  if (ended === 'patience') return `still open after ${Math.round(ms)} ms`;
  if (status === 429 || statuses.includes(status)) return null;
  return `ended with ${status ?? 'nothing'} ${text.slice(0, 100)}`;
}

/** Held open for as long as the server allows: few a second, many at once. */
const slow = { withinMs: longestMs, atOnce: 100, perSecond: 20 } as const;

export const connections: readonly Attack[] = [
  connection(
    'slow headers',
    (target) => ({ bytes: post(target), drip: { chunk: 'x: y\r\n', everyMs: 1_000 } }),
    [408, null],
    slow,
  ),
  connection('silence', () => ({ bytes: '' }), [408, null], slow),
  connection('half a line', () => ({ bytes: 'POST /gra' }), [408, null], slow),
  connection(
    'slow body',
    (target) => ({
      bytes: `${post(target)}content-length: 5000\r\n\r\n{`,
      drip: { chunk: ' ', everyMs: 500 },
    }),
    [408, 401, null],
    { ...slow, by: ['READ key', 'client token', 'nobody'] },
  ),
  connection(
    'slow chunks',
    (target) => ({
      bytes: `${post(target)}transfer-encoding: chunked\r\n\r\n`,
      drip: { chunk: '1\r\n \r\n', everyMs: 500 },
    }),
    [408, 401, null],
    { ...slow, by: ['READ key', 'nobody'] },
  ),
  connection(
    'slow webhook',
    ({ testbed }) => ({
      bytes: `POST ${new URL(testbed.accounts[0]?.webhookUrl ?? '').pathname} HTTP/1.1\r\n${host}content-length: 5000\r\n\r\n{`,
      drip: { chunk: ' ', everyMs: 500 },
    }),
    [408, null],
    slow,
  ),
  connection(
    'many headers',
    (target) => ({ bytes: `${post(target)}${'x: y\r\n'.repeat(2_500)}content-length: 0\r\n\r\n` }),
    [431, 400, null],
  ),
  connection(
    'huge headers',
    (target) => ({ bytes: `${post(target)}x: ${'a'.repeat(300_000)}\r\n\r\n` }),
    [431, 400, null],
  ),
  connection(
    'huge addresses',
    () => ({ bytes: `GET /${'a'.repeat(300_000)} HTTP/1.1\r\n${host}\r\n` }),
    [431, 414, 400, null],
  ),
  connection(
    'malformed requests',
    ({ number }) => ({ bytes: malformed[number % malformed.length] ?? '', isAll: true }),
    [400, 404, 405, 408, 431, null],
  ),
  connection('smuggling', ({ number }) => ({ bytes: smuggled[number % smuggled.length] ?? '' }), [
    400,
    null,
  ]),
  connection(
    'pipelines',
    (target) => ({ bytes: `${post(target)}content-length: 2\r\n\r\n{}`.repeat(200), isAll: true }),
    [401, 400, null],
    { by: ['nobody', 'wrong key'], perSecond: 10, atOnce: 4, withinMs: 15_000 },
  ),
  connection(
    'gone in the middle',
    (target) => ({ bytes: `${post(target)}content-length: 5000\r\n\r\n{`, isAll: true }),
    [400, 401, null],
    { by: ['nobody', 'READ key'] },
  ),
];

const malformed: readonly (string | Buffer)[] = [
  'GARBAGE\r\n\r\n',
  'GET / HTTP/3.0\r\n\r\n',
  'GET /\0 HTTP/1.1\r\nhost: a\r\n\r\n',
  'GET / HTTP/1.1\r\nbad header\r\n\r\n',
  'GET / HTTP/1.1\r\nx: \x01\r\n\r\n',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  Buffer.from('16030100f8010000f40303', 'hex'),
];

const smuggled: readonly string[] = [
  `POST /graphql HTTP/1.1\r\n${host}content-length: 5\r\ncontent-length: 6\r\n\r\n12345`,
  `POST /graphql HTTP/1.1\r\n${host}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET`,
  `POST /graphql HTTP/1.1\r\n${host}transfer-encoding: xchunked\r\n\r\n0\r\n\r\n`,
  `POST /graphql HTTP/1.1\r\n${host}transfer-encoding : chunked\r\n\r\n0\r\n\r\n`,
];
