import { createHmac, createSecretKey } from 'node:crypto';
import { Secret } from '../../domain/secret.ts';
import type { ProviderModule, WebhookReceiver } from '../../providers/provider.ts';

/**
 * Verifies what came for accounts that are not there, so that it takes as long as for one that is: 200 kB that are
 * refused take some 400 µs at a stablecoin gateway's account, and would take 6 µs where nothing is verified.
 */
export interface DummyVerifiers {
  /** Always the same for the same id. What it says is of no consequence. */
  of(accountId: string): Pick<WebhookReceiver, 'verify'>;
}

export interface DummyVerifierTools {
  modules: ReadonlyMap<string, ProviderModule>;
  now: () => number;
  /** Different at each call. */
  secret: () => string;
}

/**
 * One receiver of each provider, with credentials that nobody has; an id that is not there has one of them, as one that
 * is there has its own, and only who knows `secret` could tell which.
 */
export function createDummyVerifiers({ modules, now, secret }: DummyVerifierTools): DummyVerifiers {
  const key = createSecretKey(secret(), 'utf8');
  const all = [...modules.values()];
  const receivers = new Map<ProviderModule, WebhookReceiver>();
  const receiverOf = (module: ProviderModule): WebhookReceiver => {
    const tools = { baseUrl: 'https://invalid', now, log: () => undefined };
    const { webhook } = module.connect(configOf(module, secret), tools);
    receivers.set(module, webhook);
    return webhook;
  };
  return {
    of(accountId) {
      // Costs about what a row costs that is found.
      const digest = createHmac('sha256', key).update(accountId).digest();
      const module = all[digest.readUInt32BE(0) % all.length];
      if (module === undefined) throw new Error('no provider');
      return receivers.get(module) ?? receiverOf(module);
    },
  };
}

/** Not the sample's own secrets: anybody could sign with these, and see what a right signature costs. */
function configOf({ config, configInput, sampleConfig }: ProviderModule, secret: () => string) {
  const samples = new Map<string, unknown>(Object.entries(sampleConfig ?? {}));
  const sample = (name: string): unknown => {
    const value = samples.get(name);
    return value instanceof Secret ? value.reveal() : value;
  };
  const values = new Map<string, unknown>();
  for (const [name, { type, required }] of Object.entries(configInput)) {
    if (required) values.set(name, type === 'String' ? secret() : sample(name));
  }
  // What has a form of its own, as numbers of merchants have, is no secret.
  for (const { path } of config.safeParse(Object.fromEntries(values)).error?.issues ?? []) {
    const name = String(path[0]);
    values.set(name, sample(name));
  }
  return config.parse(Object.fromEntries(values));
}
