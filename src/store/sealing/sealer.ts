import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Secret } from '../../domain/secret.ts';

/**
 * AES-256-GCM under the master keys. The active key seals. Each key opens what it has sealed, and is found by its id in
 * the sealed value. `use` names the place that a value belongs to, like "provider_accounts/acc_1/credentials", and is
 * authenticated: a value that is copied to another row or column does not open there.
 */
export interface Sealer {
  /** Id of the key that seals. */
  readonly keyId: string;
  seal(plain: string, use: string): string;
  /** Throws an `UnopenableError`. A value that was sealed before uses were authenticated opens anywhere. */
  open(sealed: string, use: string): string;
  /** Whether sealing it anew would change nothing but the nonce. */
  isCurrent(sealed: string): boolean;
  sealBytes(plain: Uint8Array, use: string): Buffer;
  /** Throws an `UnopenableError`. */
  openBytes(sealed: Uint8Array, use: string): Buffer;
}

/** No known key has sealed it, it was altered, or it belongs somewhere else. */
export class UnopenableError extends Error {
  override readonly name = 'UnopenableError';
}

const algorithm = 'aes-256-gcm';
export const nonceBytes = 12;
export const tagBytes = 16;
const keyIdBytes = 4;
/** The first byte of sealed bytes. */
const binaryVersion = 2;
const headBytes = 1 + keyIdBytes + nonceBytes + tagBytes;

interface Keys {
  id: string;
  /** The master key itself, which `v1` used. */
  first: KeyObject;
  /** Derived from it, for sealing and nothing else. */
  sealing: KeyObject;
}

/** `masterKey` seals and opens; the `previous` keys only open. 32 bytes each. */
export function createSealer(masterKey: Uint8Array, previous: readonly Uint8Array[] = []): Sealer {
  const active = keysOf(masterKey);
  const all = new Map([...previous.map(keysOf), active].map((keys) => [keys.id, keys]));
  const keysBy = (id: string): Keys => {
    const keys = all.get(id);
    if (keys === undefined) throw new UnopenableError('sealed with another master key');
    return keys;
  };
  const prefix = `v2.${active.id}.`;
  const binaryHead = Buffer.concat([Buffer.from([binaryVersion]), Buffer.from(active.id, 'hex')]);

  return {
    keyId: active.id,
    seal(plain, use) {
      const { nonce, tag, body } = encrypt(active.sealing, Buffer.from(plain), prefix + use);
      return prefix + [nonce, tag, body].map((part) => part.toString('base64url')).join('.');
    },
    open(sealed, use) {
      const [version = '', id = '', ...parts] = sealed.split('.');
      if (version !== 'v1' && version !== 'v2') throw notSealed();
      const keys = keysBy(id);
      const [nonce, tag, body, ...rest] = parts.map(fromBase64url);
      if (nonce === undefined || tag === undefined || body === undefined || rest.length > 0) {
        throw notSealed();
      }
      const opened =
        version === 'v1'
          ? decrypt(keys.first, { nonce, tag, body }, null)
          : decrypt(keys.sealing, { nonce, tag, body }, `v2.${id}.${use}`);
      return opened.toString('utf8');
    },
    isCurrent: (sealed) => sealed.startsWith(prefix),
    sealBytes(plain, use) {
      const { nonce, tag, body } = encrypt(active.sealing, plain, `b${prefix}${use}`);
      return Buffer.concat([binaryHead, nonce, tag, body]);
    },
    openBytes(sealed, use) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      if (bytes.length < headBytes || bytes[0] !== binaryVersion) throw notSealed();
      const id = bytes.toString('hex', 1, 1 + keyIdBytes);
      const afterNonce = 1 + keyIdBytes + nonceBytes;
      const parts = {
        nonce: bytes.subarray(1 + keyIdBytes, afterNonce),
        tag: bytes.subarray(afterNonce, headBytes),
        body: bytes.subarray(headBytes),
      };
      return decrypt(keysBy(id).sealing, parts, `bv2.${id}.${use}`);
    },
  };
}

export function openSealer(masterKey: Secret<Buffer>, previous: readonly Secret<Buffer>[]): Sealer {
  return createSealer(
    masterKey.reveal(),
    previous.map((key) => key.reveal()),
  );
}

function keysOf(masterKey: Uint8Array): Keys {
  if (masterKey.length !== 32) throw new RangeError('a master key must have 32 bytes');
  return {
    id: keyIdOf(masterKey),
    first: createSecretKey(masterKey),
    sealing: createSecretKey(deriveKey(masterKey, 'sealing')),
  };
}

export interface Parts {
  nonce: Buffer;
  tag: Buffer;
  body: Buffer;
}

export function encrypt(key: KeyObject, plain: Uint8Array, proof: string): Parts {
  const nonce = nextNonce();
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(proof));
  const body = cipher.update(plain);
  // GCM is a stream cipher mode: `final` adds nothing.
  cipher.final();
  return { nonce, tag: cipher.getAuthTag(), body };
}

let stock = Buffer.alloc(0);

/** Nonces are drawn in bulk, because asking the system costs as much as the encryption. None is used twice. */
function nextNonce(): Buffer {
  if (stock.length < nonceBytes) stock = randomBytes(256 * nonceBytes);
  const nonce = stock.subarray(0, nonceBytes);
  stock = stock.subarray(nonceBytes);
  return nonce;
}

/** `proof`: the authenticated use; null where there was none. */
export function decrypt(key: KeyObject, { nonce, tag, body }: Parts, proof: string | null): Buffer {
  try {
    // Without `authTagLength`, a tag cut down to four bytes would be accepted.
    const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
    decipher.setAuthTag(tag);
    if (proof !== null) decipher.setAAD(Buffer.from(proof));
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    // OpenSSL's message says no more, and must not become part of an answer.
    throw notSealed();
  }
}

/** The id of the key that has sealed these bytes, as they state it. */
export const keyIdIn = (sealed: Uint8Array): string =>
  Buffer.from(sealed).toString('hex', 1, 1 + keyIdBytes);

export const notSealed = (): UnopenableError =>
  new UnopenableError('not what was sealed, or not here');

/** Accepts only our own spelling: the last character has bits that decoding would ignore. */
function fromBase64url(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw notSealed();
  return bytes;
}

/** Eight hexadecimal digits. They distinguish keys, and reveal nothing of the key. */
export function keyIdOf(masterKey: Uint8Array): string {
  return createHash('sha256')
    .update(masterKey)
    .digest('hex')
    .slice(0, 2 * keyIdBytes);
}

/** Derives a 32-byte key for one use only, so that no key can replace another. */
export function deriveKey(masterKey: Uint8Array, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, '', `paygraph/${use}`, 32));
}
