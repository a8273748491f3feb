import type { Testbed } from '../testbed/testbed.ts';
import { graphqlPost } from '../wire/http.ts';
import type { HttpAnswer, HttpClient, HttpRequest, NoAnswer } from '../wire/http.ts';

/** The attackers. */
export const attackers = ['nobody', 'wrong key', 'client token', 'READ key'] as const;
export type Attacker = (typeof attackers)[number];

export interface Target {
  testbed: Testbed;
  port: number;
  http: HttpClient;
  /** A different number for each strike. */
  number: number;
  attacker: Attacker;
}

export interface Attack {
  group: string;
  name: string;
  /** The attackers, in turn. Default: all four. */
  by?: readonly Attacker[];
  /** Strikes once. Resolves when it is refused, to what is wrong with the refusal, or null. */
  strike(target: Target): Promise<string | null>;
  /** Milliseconds until a strike must have been refused. Default 5,000. */
  withinMs?: number;
  /** Strikes at once in the closed loop; the open loop has at most twice as many. Default 8. */
  atOnce?: number;
  /** Strikes per second of the open loop. Default 50. */
  perSecond?: number;
}

export function keyOf({ testbed, attacker, number }: Target): string | null {
  switch (attacker) {
    case 'nobody':
      return null;
    case 'wrong key':
      return `pgk_${'0'.repeat(30)}${number}`;
    case 'client token':
      return testbed.accounts[0]?.order.clientToken ?? null;
    case 'READ key':
      return testbed.keys.READ;
  }
}

/** Whether the server knows the attacker. */
export const isKnown = ({ attacker }: Target): boolean =>
  attacker === 'client token' || attacker === 'READ key';

export interface Refusal {
  statuses: readonly number[];
  /** `extensions.code` of every error. If omitted: any. */
  codes?: readonly string[];
}

/** What is wrong with the answer; null if it is the expected refusal. Rate limiting always counts as a refusal. */
export function isRefusal(
  answer: HttpAnswer | NoAnswer,
  { statuses, codes }: Refusal,
): string | null {
  if (answer.status === null) return `no answer: ${answer.error}`;
  if (answer.status === 429) return null;
  if (!statuses.includes(answer.status)) return `${answer.status} ${answer.body.slice(0, 160)}`;
  if (codes === undefined) return null;
  const found = [...answer.body.matchAll(/"code":"(\w+)"/g)].map(([, code = '']) => code);
  const isRight = found.length > 0 && found.every((code) => codes.includes(code));
  return isRight
    ? null
    : `${answer.status} with ${found.slice(0, 3).join(', ')} ${answer.body.slice(0, 160)}`;
}

const nobody: Refusal = { statuses: [401] };

/** Codes of a document that is refused before anything is done. */
export const documentRefused: Refusal = {
  statuses: [200, 400],
  codes: [
    'LIMIT_EXCEEDED',
    'GRAPHQL_PARSE_FAILED',
    'GRAPHQL_VALIDATION_FAILED',
    'FORBIDDEN',
    'BAD_USER_INPUT',
  ],
};

/** A GraphQL request that is refused; strangers are refused for their credentials. */
export function query(
  name: string,
  make: (target: Target) => unknown,
  more: Partial<Attack> & { refusal?: Refusal; fresh?: boolean } = {},
): Attack {
  const { refusal = documentRefused, fresh = false, ...rest } = more;
  // Made once, so that making it adds to no latency. Fresh: the server remembers what it refused before.
  let made: HttpRequest | null = null;
  return {
    group: 'documents',
    name,
    async strike(target) {
      made = fresh || made === null ? graphqlPost(null, make(target)) : made;
      const key = keyOf(target);
      const headers = { ...made.headers, ...(key !== null && { authorization: `Bearer ${key}` }) };
      const answer = await target.http.send({ ...made, headers });
      return isRefusal(answer, isKnown(target) ? refusal : nobody);
    },
    ...rest,
  };
}

/** Any request, the same for every attacker. */
export function http(
  group: string,
  name: string,
  make: (target: Target) => HttpRequest,
  refusal: Refusal,
  more: Partial<Attack> = {},
): Attack {
  return {
    group,
    name,
    by: ['nobody'],
    strike: async (target) => isRefusal(await target.http.send(make(target)), refusal),
    ...more,
  };
}
