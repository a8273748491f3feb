import { createHmac, createSecretKey } from 'node:crypto';
import { Secret } from '../../domain/secret.ts';
import type { ProviderModule, WebhookReceiver } from '../../providers/provider.ts';

/**
 * Verifies webhooks for accounts that do not exist, so that the refusal takes as long as at an existing account. A
 * refused body of 200 kB takes about 400 µs where it is hashed, and 6 µs if nothing is verified.
 */
export interface DummyVerifiers {
  /** Always the same receiver for the same id. Its verdict has an effect on the answer alone. */
  of(accountId: string): Pick<WebhookReceiver, 'verify' | 'ack' | 'isUnsigned'>;
}

export interface DummyVerifierTools {
  modules: ReadonlyMap<string, ProviderModule>;
  now: () => number;
  /** A new random secret at each call. */
  secret: () => string;
}

/**
 * Holds one receiver for each provider, with random credentials. A hash keyed with `secret` maps an unknown id to one
 * of them, as an existing id has its own. Only who knows `secret` could tell the difference.
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
      // Costs about as much as reading the row of an existing account.
      const digest = createHmac('sha256', key).update(accountId).digest();
      const module = all[digest.readUInt32BE(0) % all.length];
      if (module === undefined) throw new Error('no provider');
      return receivers.get(module) ?? receiverOf(module);
    },
  };
}

/** Uses random secrets. With the sample's secrets anybody could sign and measure the time of a right signature. */
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
  // A field that requires a certain form, such as a merchant number, is not a secret.
  for (const { path } of config.safeParse(Object.fromEntries(values)).error?.issues ?? []) {
    const name = String(path[0]);
    values.set(name, sample(name));
  }
  return config.parse(Object.fromEntries(values));
}
