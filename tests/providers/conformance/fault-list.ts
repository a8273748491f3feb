/** Every fault of a call, and its moment. None of them is a refusal, and none makes us do it again unasked. */
import type { WireRules } from './subject.ts';
import { reply, resigned } from './wire.ts';
import type { Disruption } from './wire.ts';

export const moments = [
  'before anything left',
  'before it arrived',
  'while it was answered',
  'after it was done',
] as const;

export interface Fault extends Disruption {
  name: string;
  moment: (typeof moments)[number];
  /** How often the effect has happened at the provider. */
  done: 0 | 1;
  /** The caller's time limit ends first. */
  waits?: boolean;
}

const before = { moment: 'before it arrived', done: 0 } as const;
const within = { moment: 'while it was answered', done: 1 } as const;
const after = { moment: 'after it was done', done: 1 } as const;

const html = { 'content-type': 'text/html' };
const broken = { status: 500, headers: html, body: Buffer.from('<h1>500</h1>') };
const elsewhere = { status: 302, headers: { location: '/elsewhere' }, body: Buffer.alloc(0) };
/** More than any answer may have. */
const tooMuch = Buffer.alloc(2 * 1024 * 1024 + 1, ' ');

/** `lateMs`: longer than the caller waits. */
export function faultsOf(rules: WireRules, now: () => number, lateMs = 200): Fault[] {
  return [...faults, late(lateMs), tooLarge(rules), ...signatureFaults(rules, now)];
}

const faults: readonly Fault[] = [
  { ...before, name: 'cut-before', instead: (response) => void response.destroy() },
  { ...before, name: 'error-before', instead: (response) => reply(response, broken) },
  { ...before, name: 'redirect', instead: (response) => reply(response, elsewhere) },
  {
    ...within,
    name: 'cut-within',
    change: ({ status, headers, body }, _request, response) => {
      response.writeHead(status, { ...headers, 'content-length': body.length });
      response.write(body.subarray(0, body.length / 2), () => response.destroy());
      return null;
    },
  },
  {
    ...after,
    name: 'cut-after',
    change: (_answer, _request, response) => {
      response.destroy();
      return null;
    },
  },
  { ...after, name: 'error-after', change: () => broken },
  // An answer with a status of failure is no answer, however good its body looks.
  { ...after, name: 'error-status', change: (answer) => ({ ...answer, status: 502 }) },
  { ...after, name: 'silence', waits: true, change: () => null },
  {
    ...after,
    name: 'garbage',
    change: (answer) => ({ ...answer, body: Buffer.from('{"code":') }),
  },
  { ...after, name: 'empty', change: (answer) => ({ ...answer, body: Buffer.alloc(0) }) },
];

/** Only its time is wrong. */
const late = (lateMs: number): Fault => ({
  ...after,
  name: 'late',
  waits: true,
  change: (answer, _request, response) => {
    setTimeout(() => reply(response, answer), lateMs);
    return null;
  },
});

/** Only its length is wrong. */
const tooLarge = (rules: WireRules): Fault => ({
  ...after,
  name: 'too-large',
  change: (answer, request) =>
    resigned(answer, request, Buffer.concat([answer.body, tooMuch]), rules),
});

function signatureFaults(rules: WireRules, now: () => number): Fault[] {
  const { signAnswer, answerWindowMs = null } = rules;
  if (signAnswer === undefined) return [];
  const late: Fault[] = [answerWindowMs ?? 0, -(answerWindowMs ?? 0)].map((off) => ({
    ...after,
    name: off > 0 ? 'signed-later' : 'signed-long-ago',
    change: (answer, request) =>
      resigned(answer, request, answer.body, rules, now() + off + Math.sign(off) * 5_000),
  }));
  return [
    {
      ...after,
      name: 'bad-signature',
      // Correctly signed, but another answer.
      change: (answer, request) => {
        const other = resigned(answer, request, Buffer.from('{}'), rules);
        return { ...other, body: answer.body };
      },
    },
    {
      ...after,
      name: 'no-signature',
      change: (answer, request) => {
        const names = Object.keys(signAnswer(request, answer.body, now()));
        const rest = Object.entries(answer.headers).filter(
          ([header]) => !names.some((name) => name.toLowerCase() === header),
        );
        return { ...answer, headers: Object.fromEntries(rest) };
      },
    },
    ...(answerWindowMs === null ? [] : late),
  ];
}

const unsigned = 'answers are not signed';

/** Why a fault cannot happen at a provider; null where it can. */
export function impossible(fault: string, rules: WireRules): string | null {
  switch (fault) {
    case 'bad-signature':
    case 'no-signature':
      return rules.signAnswer === undefined ? unsigned : null;
    case 'signed-later':
    case 'signed-long-ago':
      if (rules.signAnswer === undefined) return unsigned;
      return (rules.answerWindowMs ?? null) === null ? 'signatures of answers carry no time' : null;
    case 'expired-token':
      return rules.expiredToken === undefined ? 'there is no access token' : null;
    default:
      return null;
  }
}

/** Every fault, in the order of their moments. */
export const faultNames: readonly string[] = [
  'refused connection',
  ...faults.map(({ name }) => name),
  'late',
  'too-large',
  'bad-signature',
  'no-signature',
  'signed-later',
  'signed-long-ago',
  'expired-token',
];

/** Names of the faults of a moment. */
export function faultsAt(moment: (typeof moments)[number]): string[] {
  if (moment === 'before anything left') return ['refused connection'];
  return faultNames.filter((name) => name !== 'refused connection' && momentOf(name) === moment);
}

const momentOf = (name: string): Fault['moment'] => {
  if (name === 'expired-token') return 'before it arrived';
  return faults.find((fault) => fault.name === name)?.moment ?? 'after it was done';
};
