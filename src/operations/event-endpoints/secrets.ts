import { createHmac, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { Secret } from '../../domain/secret.ts';
import { openEndpointSecrets, sealEndpointSecrets } from '../../store/sealing/endpoint-secrets.ts';
import type { Deps } from '../deps.ts';

/**
 * With what the events of an endpoint are signed, as Standard Webhooks 1.0 has it: HMAC-SHA256, and Ed25519 where that
 * was chosen. While one secret replaces another, both sign.
 */

/** 32 bytes each, in Base64. */
interface Keys {
  hmac: string;
  /** Seed of the private key; null where the endpoint has none. */
  ed25519: string | null;
}

export interface EndpointSecrets {
  current: Keys;
  /** Signs too until then, in epoch milliseconds. */
  previous: (Keys & { until: number }) | null;
}

export function makeSecrets({ ids }: Pick<Deps, 'ids'>, asymmetric: boolean): EndpointSecrets {
  const bytes = (): string => Buffer.from(ids.secret(), 'hex').toString('base64');
  return {
    current: { hmac: bytes(), ed25519: asymmetric ? bytes() : null },
    previous: null,
  };
}

export const sealSecrets = ({ sealer }: Pick<Deps, 'sealer'>, id: string, all: EndpointSecrets) =>
  sealEndpointSecrets(sealer, id, JSON.stringify(all));

/** Throws an `UnopenableError`. */
export const openSecrets = (
  { sealer }: Pick<Deps, 'sealer'>,
  endpoint: { id: string; secrets: string },
): EndpointSecrets => JSON.parse(openEndpointSecrets(sealer, endpoint)) as EndpointSecrets;

/** What the merchant is shown, once. */
export interface ShownSecrets {
  secret: Secret;
  publicKey: string | null;
}

export function shown({ current: { hmac, ed25519 } }: EndpointSecrets): ShownSecrets {
  return {
    secret: new Secret(`whsec_${hmac}`),
    publicKey: ed25519 === null ? null : `whpk_${publicKeyOf(privateKeyOf(ed25519))}`,
  };
}

/** What is before the 32 bytes of a seed in PKCS #8 (RFC 8410, 7). */
const seedPrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const keyBytes = 32;

function privateKeyOf(seed: string): KeyObject {
  const key = Buffer.concat([seedPrefix, Buffer.from(seed, 'base64')]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

function publicKeyOf(key: KeyObject): string {
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return spki.subarray(-keyBytes).toString('base64');
}

/** Signs for one endpoint. `timestamp`: seconds since the epoch. Returns the value of `webhook-signature`. */
export type Signer = (id: string, timestamp: number, body: Buffer) => string;

interface OpenKeys {
  hmac: Buffer;
  ed25519: KeyObject | null;
  until: number;
}

export function createSigner({ current, previous }: EndpointSecrets): Signer {
  const all: OpenKeys[] = [
    opened(current, Infinity),
    ...(previous === null ? [] : [opened(previous, previous.until)]),
  ];
  return (id, timestamp, body) => {
    const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
    return all
      .filter(({ until }) => timestamp * 1000 < until)
      .flatMap((keys) => signatures(keys, content))
      .join(' ');
  };
}

const opened = ({ hmac, ed25519 }: Keys, until: number): OpenKeys => ({
  hmac: Buffer.from(hmac, 'base64'),
  ed25519: ed25519 === null ? null : privateKeyOf(ed25519),
  until,
});

function signatures({ hmac, ed25519 }: OpenKeys, content: Buffer): string[] {
  const symmetric = `v1,${createHmac('sha256', hmac).update(content).digest('base64')}`;
  if (ed25519 === null) return [symmetric];
  return [symmetric, `v1a,${sign(null, content, ed25519).toString('base64')}`];
}
