import { createHash } from 'node:crypto';
import { FAULTS } from '../../../sandbox/double/faults/faults.ts';
import type { Fault } from '../../../sandbox/double/faults/faults.ts';
import { sandboxProviders } from '../../../sandbox/sandbox.ts';
import type { Sandbox, SandboxProvider } from '../../../sandbox/sandbox.ts';
import { crashProviders } from '../providers/index.ts';
import type { Book, Opened, OrderTruth, Played, PayoutTruth } from '../providers/provider.ts';
import { payersOf } from './payers.ts';

/** What the harness requests from the outside world: payers, the providers' operators, and the providers' books. */

export const providers = sandboxProviders;

/** An account of the merchant's, and its provider. */
export interface OpenedAt extends Opened {
  provider: SandboxProvider;
  baseUrl: string;
}

/** What a provider has under a number. */
export interface Found<Truth> extends Book<Truth> {
  provider: SandboxProvider;
}

interface Sent {
  eventId: string;
  body: string;
  attempts: number;
  /** Acknowledged as the provider requires. */
  delivered: boolean;
}

export interface Notice extends Sent {
  /** SHA-256 of its body, in hex. */
  digest: string;
}

export type Kind = 'order' | 'refund' | 'settlement';

/** Each answers with plain data. Payers and operators do what is still possible, otherwise nothing. */
export function outsideOf(sandbox: Sandbox) {
  const faultsMet = countFaults(sandbox);
  const all = new Map(crashProviders.map((one) => [one.name, one.play(sandbox)]));
  const played = (name: SandboxProvider): Played => {
    const found = all.get(name);
    if (found === undefined) throw new Error(`no such provider: ${name}`);
    return found;
  };
  /** The providers that have each number. */
  const books = <Truth>(
    numbers: readonly string[],
    bookOf: (provider: Played, number: string) => Book<Truth> | null | undefined,
  ): Found<Truth>[][] =>
    numbers.map((number) =>
      [...all].flatMap(([provider, one]) => {
        const book = attempt(() => bookOf(one, number));
        return book ? [{ provider, ...book }] : [];
      }),
    );

  return {
    ...payersOf(played),

    /** An account of the merchant's at each provider or more, in the order of routing. */
    open: (): OpenedAt[] =>
      [...all].flatMap(([provider, one]) => {
        const { baseUrl } = sandbox.provider(provider);
        return one.open().map((opened) => ({ provider, baseUrl, ...opened }));
      }),

    /** Does nothing where requests name the address. */
    setWebhookUrl(name: SandboxProvider, config: Opened['config'], url: string) {
      played(name).setWebhookUrl?.(config, url);
    },

    arm(name: SandboxProvider, fault: Fault, operation: string | undefined, delayMs: number) {
      // Each provider has its own operation names, which the harness knows.
      sandbox.provider(name).faults.arm({ fault, operation, delayMs } as never);
    },

    hold(name: SandboxProvider) {
      sandbox.provider(name).webhooks.mode = 'hold';
    },

    async release(name: SandboxProvider, order: 'as-is' | 'reversed', duplicates: number) {
      const { webhooks } = sandbox.provider(name);
      webhooks.mode = 'deliver';
      await webhooks.release({ order, duplicates });
    },

    /** Sends a forged webhook. Returns its HTTP status, null where there was none. */
    async forge(name: SandboxProvider): Promise<number | null> {
      const { webhooks } = sandbox.provider(name);
      if (webhooks.events().length === 0) return null;
      return (await webhooks.forge()).status;
    },

    /** Sends the latest webhook once more. */
    async repeat(name: SandboxProvider): Promise<void> {
      const { webhooks } = sandbox.provider(name);
      const delivered = webhooks.events().findLast((event) => event.delivered);
      if (delivered !== undefined) await webhooks.resend(delivered.eventId);
    },

    /** Ends all faults, and sends whatever is held back. */
    async calm(): Promise<void> {
      for (const name of providers) {
        const { faults, webhooks } = sandbox.provider(name);
        faults.clear();
        webhooks.mode = 'deliver';
      }
      await Promise.all(providers.map((name) => sandbox.provider(name).webhooks.release()));
    },

    /** Does what the moved clock has made due. */
    catchUp() {
      sandbox.clock.catchUp();
    },

    async idle(): Promise<void> {
      await Promise.all(providers.map((name) => sandbox.provider(name).webhooks.idle()));
    },

    orders: (numbers: readonly string[]): Found<OrderTruth>[][] =>
      books(numbers, (provider, number) => provider.order(number)),

    refunds: (numbers: readonly string[]): Found<PayoutTruth>[][] =>
      books(numbers, (provider, number) => provider.refund?.(number)),

    settlements: (numbers: readonly string[]): Found<PayoutTruth>[][] =>
      books(numbers, (provider, number) => provider.settlement?.(number)),

    /** The webhooks of each provider, oldest first, without the first `from` of them. */
    notices(from: Readonly<Record<string, number>>): Record<SandboxProvider, Notice[]> {
      const all = providers.map((provider) => {
        const events: Sent[] = sandbox.provider(provider).webhooks.events();
        const added = events.slice(from[provider] ?? 0).map((event): Notice => {
          const { eventId, body, attempts, delivered } = event;
          const digest = createHash('sha256').update(body).digest('hex');
          return { eventId, body, attempts, delivered, digest };
        });
        return [provider, added] as const;
      });
      return Object.fromEntries(all) as Record<SandboxProvider, Notice[]>;
    },

    /** The number of webhooks of each provider. */
    noticesSoFar(): Record<string, number> {
      return Object.fromEntries(
        providers.map((name) => [name, sandbox.provider(name).webhooks.events().length]),
      );
    },

    /** Webhooks that were sent and not acknowledged, and will be sent again. */
    unacknowledged(): number {
      return providers
        .flatMap((name): Sent[] => sandbox.provider(name).webhooks.events())
        .filter(({ attempts, delivered }) => attempts > 0 && !delivered).length;
    },

    totals() {
      const effects = providers.map((name) => {
        return [name, effectsOf(sandbox.provider(name).effects(), played(name))] as const;
      });
      const requests = providers.map(
        (name) => [name, sandbox.provider(name).requests().length] as const,
      );
      return {
        effects: Object.fromEntries(effects),
        requests: Object.fromEntries(requests),
        faults: Object.fromEntries(faultsMet),
        /** Attempts to deliver while the process was down, or that it died over. */
        unanswered: providers
          .flatMap((name) => sandbox.provider(name).webhooks.deliveries())
          .filter(({ error }) => error !== null).length,
      };
    },
  };
}

export type Outside = ReturnType<typeof outsideOf>;

/** Without orders that cannot be paid. */
function effectsOf<Effects extends { ordersCreated: number }>(
  effects: Effects,
  { unpayableOrders }: Played,
): Effects {
  return { ...effects, ordersCreated: effects.ordersCreated - (unpayableOrders?.() ?? 0) };
}

/** Null where the provider has no such number. */
function attempt<T>(find: () => T): T | null {
  try {
    return find();
  } catch {
    return null;
  }
}

/** Counts the faults that a request has met; those armed in vain do not count. */
function countFaults(sandbox: Sandbox): Map<Fault, number> {
  const met = new Map<Fault, number>(FAULTS.map((fault) => [fault, 0]));
  for (const name of providers) {
    const { faults } = sandbox.provider(name);
    const take = faults.take.bind(faults);
    faults.take = (fault: Fault, operation: never): number | null => {
      const taken = take(fault, operation);
      if (taken !== null) met.set(fault, (met.get(fault) ?? 0) + 1);
      return taken;
    };
  }
  return met;
}
