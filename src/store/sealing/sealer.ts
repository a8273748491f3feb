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
 * AES-256-GCM under the master keys there are: the first seals, each opens what it has sealed, found by the key's id
 * in what is sealed. `use` says where it belongs, like "provider_accounts/acc_1/credentials", and is part of the
 * proof: what is copied to another row, or to another column, does not open there.
 */
export interface Sealer {
  /** Id of the key that seals. */
  readonly keyId: string;
  seal(plain: string, use: string): string;
  /** Throws an `UnopenableError`. What was sealed before uses were part of the proof opens anywhere. */
  open(sealed: string, use: string): string;
  /** Whether sealing it anew would change nothing but the nonce. */
  isCurrent(sealed: string): boolean;
  sealBytes(plain: Uint8Array, use: string): Buffer;
  /** Throws an `UnopenableError`. */
  openBytes(sealed: Uint8Array, use: string): Buffer;
}

/** No key there is has sealed it, it was altered, or it belongs somewhere else. */
export class UnopenableError extends Error {
  override readonly name = 'UnopenableError';
}

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const keyIdBytes = 4;
/** The first byte of sealed bytes. */
const binaryVersion = 2;
const headBytes = 1 + keyIdBytes + nonceBytes + tagBytes;

interface Keys {
  id: string;
  /** The master key itself: `v1` used it. */
  first: KeyObject;
  /** Derived from it, for sealing and nothing else. */
  sealing: KeyObject;
}

/** `masterKey` seals, and opens as do the `previous` ones. 32 bytes each. */
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

interface Parts {
  nonce: Buffer;
  tag: Buffer;
  body: Buffer;
}

function encrypt(key: KeyObject, plain: Uint8Array, proof: string): Parts {
  const nonce = nextNonce();
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(proof));
  const body = cipher.update(plain);
  // GCM is a stream: nothing is left for the end.
  cipher.final();
  return { nonce, tag: cipher.getAuthTag(), body };
}

let stock = Buffer.alloc(0);

/** Drawn in stock, since asking the system costs as much as the encryption; none is given out twice. */
function nextNonce(): Buffer {
  if (stock.length < nonceBytes) stock = randomBytes(256 * nonceBytes);
  const nonce = stock.subarray(0, nonceBytes);
  stock = stock.subarray(nonceBytes);
  return nonce;
}

/** `proof`: null where there was none. */
function decrypt(key: KeyObject, { nonce, tag, body }: Parts, proof: string | null): Buffer {
  try {
    // Without its length, a tag cut down to four bytes would be taken for proof.
    const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
    decipher.setAuthTag(tag);
    if (proof !== null) decipher.setAAD(Buffer.from(proof));
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    // OpenSSL's words say no more, and must not become part of an answer.
    throw notSealed();
  }
}

const notSealed = (): UnopenableError => new UnopenableError('not what was sealed, or not here');

/** Only as we write it: the last character has bits that decoding would ignore. */
function fromBase64url(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw notSealed();
  return bytes;
}

/** Eight hexadecimal digits: they tell keys apart, and nothing of the key. */
export function keyIdOf(masterKey: Uint8Array): string {
  return createHash('sha256')
    .update(masterKey)
    .digest('hex')
    .slice(0, 2 * keyIdBytes);
}

/** 32 bytes for one use only, so that no key can stand in for another. */
export function deriveKey(masterKey: Uint8Array, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, '', `paygraph/${use}`, 32));
}
