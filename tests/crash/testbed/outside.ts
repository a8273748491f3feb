import { createHash } from 'node:crypto';
import { FAULTS } from '../../../sandbox/double/faults/faults.ts';
import type { Fault } from '../../../sandbox/double/faults/faults.ts';
import { sandboxProviders } from '../../../sandbox/sandbox.ts';
import type { Sandbox, SandboxProvider } from '../../../sandbox/sandbox.ts';
import { openAccounts } from './accounts.ts';
import type { Opened } from './accounts.ts';
import { payersOf } from './payers.ts';

/** What the harness requests from the outside world: payers, the providers' operators, and the providers' books. */

export const providers = sandboxProviders;

/** A plain copy of the provider's state of one number, in its own words. */
export type Snapshot = Record<string, unknown>;
export interface Found {
  provider: SandboxProvider;
  snapshot: Snapshot;
  /** Of the stablecoin platform. */
  abnormalPayments: Snapshot[];
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
  const lookUp = (name: SandboxProvider, kind: Kind, number: string): Snapshot | null => {
    const provider = sandbox.provider(name);
    try {
      if (kind === 'order') {
        const order: Snapshot = { ...provider.order(number) };
        // What cannot be paid does not count as an order.
        return order['depositAddress'] === '-1' ? null : order;
      }
      if (kind === 'refund') return 'refund' in provider ? { ...provider.refund(number) } : null;
      return 'settlement' in provider ? { ...provider.settlement(number) } : null;
    } catch {
      return null;
    }
  };

  return {
    ...payersOf(sandbox),

    open: (): Opened[] => openAccounts(sandbox),

    setWebhookUrl(name: 'ANEXPAY_XCHECKOUT' | 'W_CHECKOUT', apiKey: string, url: string) {
      sandbox.provider(name).setWebhookUrl(apiKey, url);
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

    /** The providers that have each number. */
    books(kind: Kind, numbers: readonly string[]): Found[][] {
      return numbers.map((number) =>
        providers.flatMap((provider): Found[] => {
          const snapshot = lookUp(provider, kind, number);
          if (snapshot === null) return [];
          const isChain = provider === 'ANEXPAY_XCHECKOUT' || provider === 'W_CHECKOUT';
          const abnormalPayments =
            kind === 'order' && isChain ? sandbox.provider(provider).abnormalPayments(number) : [];
          return [
            { provider, snapshot, abnormalPayments: abnormalPayments.map((one) => ({ ...one })) },
          ];
        }),
      );
    },

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
      const effects = providers.map((name) => [name, effectsOf(sandbox.provider(name))] as const);
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
function effectsOf(provider: ReturnType<Sandbox['provider']>): Record<string, number> {
  const effects: Record<string, number> = { ...provider.effects() };
  if (!('unpayableOrders' in provider)) return effects;
  const { ordersCreated = 0 } = effects;
  return { ...effects, ordersCreated: ordersCreated - provider.unpayableOrders() };
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
