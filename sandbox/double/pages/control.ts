import type { SandboxClock } from '../clock.ts';
import type { Faults } from '../faults/faults.ts';
import { FAULTS } from '../faults/faults.ts';
import type { Outbox, OutboxEvent } from '../webhooks/outbox.ts';
import type { ForgeOptions } from '../webhooks/webhooks.ts';
import { Arguments } from './arguments.ts';

/** What is controlled: the handle of any double. */
export interface Controlled {
  readonly webhooks: ControlledWebhooks;
  readonly faults: Faults<string>;
  readonly operations: readonly string[];
  createMerchantAccount(options?: object): object;
  registerMerchantAccount(account: object): void;
  setWebhookUrl(account: string, url: string | null): void;
  switch(changes: object): void;
  effects(): object;
  requests(): object[];
}

interface ControlledWebhooks extends Pick<
  Outbox<OutboxEvent>,
  'mode' | 'events' | 'held' | 'deliveries' | 'idle' | 'release' | 'resend'
> {
  readonly forgeries: readonly string[];
  stale(eventId?: string): Promise<unknown>;
  forge(options?: ForgeOptions<string>): Promise<unknown>;
}

/** What a call does. It returns what is answered. */
export type ControlCalls = Readonly<Record<string, (args: Arguments) => unknown>>;

const releaseOrders = ['as-is', 'reversed'] as const;

/**
 * Does what a test in another process wants: `{"call":"pay","orderNo":"T1","amount":"5"}`. Amounts are decimal
 * strings, times epoch milliseconds. Rejects with an Error whose message says what is wrong.
 */
export async function runControlCall(
  handle: Controlled,
  clock: SandboxClock,
  own: ControlCalls,
  input: unknown,
): Promise<unknown> {
  const args = new Arguments(input);
  const name = args.text('call');
  const calls = { ...commonCalls(handle, clock), ...own };
  const call = Object.hasOwn(calls, name) ? calls[name] : undefined;
  if (call === undefined) throw new Error(`unknown call: ${name}`);
  return call(args);
}

const commonCalls = (handle: Controlled, clock: SandboxClock): ControlCalls => ({
  ...webhookCalls(handle),
  arm: (args) =>
    handle.faults.arm({
      fault: args.oneOf('fault', FAULTS),
      operation: args.optionalOneOf('operation', handle.operations),
      times: args.optionalNumber('times'),
      delayMs: args.optionalNumber('delayMs'),
    }),
  clear: () => handle.faults.clear(),
  advanceClock: async (args) => {
    await clock.advance(args.number('ms'));
    return clock.now();
  },
  now: () => clock.now(),
  effects: () => handle.effects(),
  requests: () => handle.requests(),
  state: () => ({
    now: clock.now(),
    mode: handle.webhooks.mode,
    effects: handle.effects(),
    requests: handle.requests().length,
    held: handle.webhooks.held(),
  }),
  createMerchantAccount: (args) => handle.createMerchantAccount(args.without('call')),
  registerMerchantAccount: (args) => handle.registerMerchantAccount(args.without('call')),
  setWebhookUrl: (args) =>
    handle.setWebhookUrl(args.text('account'), args.isNull('url') ? null : args.text('url')),
  switch: (args) => handle.switch(args.without('call')),
});

const webhookCalls = ({ webhooks }: Controlled): ControlCalls => ({
  events: () => webhooks.events(),
  held: () => webhooks.held(),
  deliveries: () => webhooks.deliveries(),
  idle: () => webhooks.idle(),
  hold: () => {
    webhooks.mode = 'hold';
  },
  deliver: () => {
    webhooks.mode = 'deliver';
  },
  release: (args) =>
    webhooks.release({
      order: args.optionalOneOf('order', releaseOrders),
      duplicates: args.optionalNumber('duplicates'),
    }),
  resend: (args) => webhooks.resend(args.text('eventId')),
  stale: (args) => webhooks.stale(args.optionalText('eventId')),
  forge: (args) =>
    webhooks.forge({
      how: args.optionalOneOf('how', webhooks.forgeries),
      eventId: args.optionalText('eventId'),
      body: args.optionalText('body'),
    }),
});
