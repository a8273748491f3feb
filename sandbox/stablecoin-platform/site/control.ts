/**
 * Control of the sandbox over HTTP, for tests in another process:
 *
 *     POST /__control   Content-Type: application/json   {"call":"pay","orderNo":"T1","amount":"5"}
 *     → 200 {"ok":true,"result":…}   or   400 {"ok":false,"error":"…"}
 *
 * Amounts are decimal strings, instants epoch milliseconds. Members marked ? may be left out.
 *
 * | call                                     | members                                            |
 * |------------------------------------------|----------------------------------------------------|
 * | pay                                      | orderNo, amount?, from?, txHash?, token?, at?      |
 * | expire, order, abnormalPayments          | orderNo                                            |
 * | advanceRefund, refund                    | refundOrderNo, to?                                 |
 * | advanceSettlement, settlement            | settlementOrderNo, to?                             |
 * | enableFiatSettlement                     | on                                                 |
 * | arm                                      | fault, operation?, times?, delayMs?                |
 * | clear, effects, requests, events, held,  | –                                                  |
 * | deliveries, idle, now, state             |                                                    |
 * | advanceClock                             | ms; moves the clock of every provider              |
 * | hold, deliver                            | –; webhooks are held, or sent again                |
 * | release                                  | order? as-is or reversed, duplicates?              |
 * | resend                                   | eventId                                            |
 * | stale                                    | eventId?                                           |
 * | forge                                    | how?, eventId?, body?                              |
 * | createMerchantAccount                    | webhookUrl?, disabledTokens?                       |
 * | registerMerchantAccount                  | apiKey, apiSecret, signKey, merchantId, webhookUrl?|
 * | setWebhookUrl                            | apiKey, url (null: none)                           |
 *
 * `state` is effects, number of requests, held events and the clock in one answer.
 */
import type { SandboxClock } from '../../double/clock.ts';
import { FAULTS } from '../../double/faults/faults.ts';
import { OPERATIONS } from '../gateway/operations.ts';
import type { StablecoinProvider } from '../provider.ts';

type Call = (provider: StablecoinProvider, args: Arguments, clock: SandboxClock) => unknown;

const OPERATION_NAMES = [...OPERATIONS.values()].map(({ name }) => name);
const REFUND_TARGETS = ['REFUNDING', 'REFUNDED', 'FAILED'] as const;
const SETTLEMENT_TARGETS = ['SETTLING', 'SETTLED', 'FAILED', 'REJECTED'] as const;
const RELEASE_ORDERS = ['as-is', 'reversed'] as const;
const FORGERIES = ['wrong-key', 'response-rule', 'tampered-body', 'unsigned'] as const;

/** Rejects with an Error whose message tells what is wrong. */
export async function runControlCall(
  provider: StablecoinProvider,
  clock: SandboxClock,
  input: unknown,
): Promise<unknown> {
  const args = new Arguments(input);
  const name = args.text('call');
  const call = CALLS.get(name);
  if (call === undefined) throw new Error(`unknown call: ${name}`);
  return call(provider, args, clock);
}

class Arguments {
  readonly #members: ReadonlyMap<string, unknown>;

  constructor(input: unknown) {
    if (typeof input !== 'object' || input === null) throw new Error('not a JSON object');
    this.#members = new Map<string, unknown>(Object.entries(input));
  }

  text(name: string): string {
    const value = this.#members.get(name);
    if (typeof value !== 'string') throw new Error(`${name} must be a string`);
    return value;
  }

  number(name: string): number {
    const value = this.#members.get(name);
    if (typeof value !== 'number') throw new Error(`${name} must be a number`);
    return value;
  }

  isSet(name: string): boolean {
    return this.#members.get(name) === true;
  }

  isNull(name: string): boolean {
    return this.#members.get(name) === null;
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T {
    const found = allowed.find((candidate) => candidate === this.#members.get(name));
    if (found === undefined) throw new Error(`${name} must be one of ${allowed.join(', ')}`);
    return found;
  }

  texts(name: string): string[] {
    const value = this.#members.get(name);
    const items: unknown[] = Array.isArray(value) ? value : [];
    return items.filter((item) => typeof item === 'string');
  }

  /** The member as `read` returns it, or undefined where it is absent. */
  optional<T>(name: string, read: (name: string) => T): T | undefined {
    return this.#members.get(name) === undefined ? undefined : read(name);
  }

  optionalText(name: string): string | undefined {
    return this.optional(name, () => this.text(name));
  }

  optionalNumber(name: string): number | undefined {
    return this.optional(name, () => this.number(name));
  }

  optionalOneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    return this.optional(name, () => this.oneOf(name, allowed));
  }
}

const CALLS: ReadonlyMap<string, Call> = new Map<string, Call>([
  [
    'pay',
    (provider, args) =>
      provider.pay(args.text('orderNo'), {
        amount: args.optionalText('amount'),
        from: args.optionalText('from'),
        txHash: args.optionalText('txHash'),
        token: args.optionalText('token'),
        at: args.optionalNumber('at'),
      }),
  ],
  ['expire', (provider, args) => provider.expire(args.text('orderNo'))],
  ['order', (provider, args) => provider.order(args.text('orderNo'))],
  ['abnormalPayments', (provider, args) => provider.abnormalPayments(args.text('orderNo'))],
  ['refund', (provider, args) => provider.refund(args.text('refundOrderNo'))],
  ['settlement', (provider, args) => provider.settlement(args.text('settlementOrderNo'))],
  [
    'advanceRefund',
    (provider, args) => {
      const to = args.optionalOneOf('to', REFUND_TARGETS);
      return provider.advanceRefund(args.text('refundOrderNo'), to);
    },
  ],
  [
    'advanceSettlement',
    (provider, args) => {
      const to = args.optionalOneOf('to', SETTLEMENT_TARGETS);
      return provider.advanceSettlement(args.text('settlementOrderNo'), to);
    },
  ],
  ['enableFiatSettlement', (provider, args) => provider.enableFiatSettlement(args.isSet('on'))],
  [
    'arm',
    (provider, args) =>
      provider.faults.arm({
        fault: args.oneOf('fault', FAULTS),
        operation: args.optionalOneOf('operation', OPERATION_NAMES),
        times: args.optionalNumber('times'),
        delayMs: args.optionalNumber('delayMs'),
      }),
  ],
  ['clear', (provider) => provider.faults.clear()],
  [
    'advanceClock',
    async (_, args, clock) => {
      await clock.advance(args.number('ms'));
      return clock.now();
    },
  ],
  ['now', (_provider, _args, clock) => clock.now()],
  ['effects', (provider) => provider.effects()],
  ['requests', (provider) => provider.requests()],
  ['events', (provider) => provider.webhooks.events()],
  ['held', (provider) => provider.webhooks.held()],
  ['deliveries', (provider) => provider.webhooks.deliveries()],
  ['idle', (provider) => provider.webhooks.idle()],
  [
    'state',
    (provider, _, clock) => ({
      now: clock.now(),
      mode: provider.webhooks.mode,
      effects: provider.effects(),
      requests: provider.requests().length,
      held: provider.webhooks.held(),
    }),
  ],
  [
    'hold',
    ({ webhooks }) => {
      webhooks.mode = 'hold';
    },
  ],
  [
    'deliver',
    ({ webhooks }) => {
      webhooks.mode = 'deliver';
    },
  ],
  [
    'release',
    ({ webhooks }, args) =>
      webhooks.release({
        order: args.optionalOneOf('order', RELEASE_ORDERS),
        duplicates: args.optionalNumber('duplicates'),
      }),
  ],
  ['resend', ({ webhooks }, args) => webhooks.resend(args.text('eventId'))],
  ['stale', ({ webhooks }, args) => webhooks.stale(args.optionalText('eventId'))],
  [
    'forge',
    ({ webhooks }, args) =>
      webhooks.forge({
        how: args.optionalOneOf('how', FORGERIES),
        eventId: args.optionalText('eventId'),
        body: args.optionalText('body'),
      }),
  ],
  [
    'createMerchantAccount',
    (provider, args) =>
      provider.createMerchantAccount({
        webhookUrl: args.optionalText('webhookUrl'),
        disabledTokens: args.optional('disabledTokens', (name) => args.texts(name)),
      }),
  ],
  [
    'registerMerchantAccount',
    (provider, args) =>
      provider.registerMerchantAccount({
        apiKey: args.text('apiKey'),
        apiSecret: args.text('apiSecret'),
        signKey: args.text('signKey'),
        merchantId: args.text('merchantId'),
        webhookUrl: args.optionalText('webhookUrl'),
      }),
  ],
  [
    'setWebhookUrl',
    (provider, args) =>
      provider.setWebhookUrl(args.text('apiKey'), args.isNull('url') ? null : args.text('url')),
  ],
]);
