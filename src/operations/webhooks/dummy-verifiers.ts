import { createHmac, createSecretKey } from 'node:crypto';
import { sampleInput } from '../../providers/provider.ts';
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
  /** The same in all processes and after each start: an id that changed its provider would be told by that. */
  key: Uint8Array;
}

/**
 * Holds one receiver for each provider, with random credentials. A hash keyed with `key` maps an unknown id to one of
 * them, as an existing id has its own. Only who knows `key` could tell the difference.
 */
export function createDummyVerifiers({
  modules,
  now,
  secret,
  key,
}: DummyVerifierTools): DummyVerifiers {
  const hashKey = createSecretKey(key);
  const hashOf = (text: string): number =>
    createHmac('sha256', hashKey).update(text).digest().readUInt32BE(0);
  const all = Array.from(modules, ([name, module]) => ({ module, hash: hashOf(`for ${name}`) }));
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
      const hash = hashOf(accountId);
      const [first, ...others] = all;
      if (first === undefined) throw new Error('no provider');
      const { module } = others.reduce(
        (best, one) => (mixed(hash, one.hash) > mixed(hash, best.hash) ? one : best),
        first,
      );
      return receivers.get(module) ?? receiverOf(module);
    },
  };
}

/**
 * The provider with the highest number has the id: so one more provider takes ids from the others and moves none
 * between them (rendezvous hashing). Mixes as MurmurHash3 does in the end.
 */
function mixed(id: number, provider: number): number {
  const once = Math.imul(id ^ provider ^ ((id ^ provider) >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}

/** Uses random secrets. With the sample's secrets anybody could sign and measure the time of a right signature. */
function configOf(module: ProviderModule, secret: () => string) {
  const { config, configInput } = module;
  const sample = sampleInput(module);
  const isText = (name: string): boolean => configInput[name]?.type === 'String';
  const values = new Map(
    Array.from(sample, ([name, value]) => [name, isText(name) ? secret() : value]),
  );
  // A field that requires a certain form, such as a merchant number, is not a secret.
  for (const { path } of config.safeParse(Object.fromEntries(values)).error?.issues ?? []) {
    const name = String(path[0]);
    values.set(name, sample.get(name));
  }
  return config.parse(Object.fromEntries(values));
}
