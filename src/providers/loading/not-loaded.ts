import { z } from 'zod';
import { UnavailableError } from '../../domain/errors.ts';
import { NotSent } from '../provider.ts';
import type { Connection, ProviderModule, ProviderName } from '../provider.ts';

/**
 * Stands in for the module of an account whose provider is not loaded (docs/rules.md#providers-that-are-not-loaded).
 * What is stored is read as before. Nothing new is accepted, nothing is sent, and webhooks are refused with 503, after
 * which providers send them again.
 */
export function notLoaded(name: ProviderName): ProviderModule {
  const reason = `The provider ${name} is not loaded.`;
  const issue = (at: string) => [{ path: [at], message: `is at ${name}, which is not loaded` }];
  return {
    name,
    title: `${name} (not loaded)`,
    config: z.unknown(),
    configInput: {},
    sampleConfig: {},
    defaultBaseUrl: null,
    methods: [],
    currencies: [],
    requiredInputs: [],
    orderStatuses: [],
    settlementDestinations: [],
    partialRefund: false,
    concurrentRefunds: () => false,
    defaultExpiresIn: null,
    absenceSpanMs: 30_000,
    checkOrder: () => ({ unable: [reason], issues: [] }),
    checkRefund: () => issue('order'),
    checkSettlement: () => issue('account'),
    connect: () => connectionOf(reason),
  };
}

/** What is stored and due waits as at a provider that cannot be reached. */
function connectionOf(reason: string): Connection {
  const notSent = async (): Promise<never> => {
    throw new NotSent(reason);
  };
  const unavailable = (): never => {
    throw new UnavailableError(reason);
  };
  return {
    createOrder: notSent,
    queryOrder: notSent,
    createRefund: notSent,
    queryRefund: notSent,
    createSettlement: notSent,
    querySettlement: notSent,
    webhook: {
      verify: unavailable,
      translate: unavailable,
      ack: { status: 503, contentType: 'text/plain', body: '' },
    },
    close: async () => undefined,
  };
}
