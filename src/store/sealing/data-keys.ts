import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { DataKeyRecord } from '../records.ts';
import { decrypt, encrypt, nonceBytes, notSealed, tagBytes } from './sealer.ts';
import type { Sealer } from './sealer.ts';

/** A key of one owner's data, opened. */
export interface DataKey {
  /** AES-256-GCM. `use` names the place that the value belongs to, and is authenticated. */
  seal(plain: string, use: string): string;
  /** Throws an `UnopenableError`. */
  open(sealed: string, use: string): string;
  /** HMAC-SHA-256, hexadecimal: the same text has the same digest, and nobody without the key can tell which it was. */
  digest(text: string): string;
}

/** Binds the sealed key to its row. */
const keyUse = (id: string): string => `data_keys/${id}/key`;

export const newDataKey = (sealer: Sealer, of: Omit<DataKeyRecord, 'key'>): DataKeyRecord => ({
  ...of,
  key: sealer.seal(randomBytes(32).toString('base64url'), keyUse(of.id)),
});

/** Seals with the active master key what `key` was sealed with. Throws an `UnopenableError`. */
export const resealDataKey = (sealer: Sealer, { id, key }: { id: string; key: string }): string =>
  sealer.seal(sealer.open(key, keyUse(id)), keyUse(id));

/** Throws an `UnopenableError`. */
export function openDataKey(sealer: Sealer, { id, key }: DataKeyRecord): DataKey {
  const secret = createSecretKey(Buffer.from(sealer.open(key, keyUse(id)), 'base64url'));
  return {
    seal: (plain, use) => seal(secret, plain, use),
    open: (sealed, use) => open(secret, sealed, use),
    digest: (text) => createHmac('sha256', secret).update(text).digest('hex'),
  };
}

function seal(secret: KeyObject, plain: string, use: string): string {
  const { nonce, tag, body } = encrypt(secret, Buffer.from(plain), use);
  return Buffer.concat([nonce, tag, body]).toString('base64url');
}

function open(secret: KeyObject, sealed: string, use: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < nonceBytes + tagBytes) throw notSealed();
  const parts = {
    nonce: bytes.subarray(0, nonceBytes),
    tag: bytes.subarray(nonceBytes, nonceBytes + tagBytes),
    body: bytes.subarray(nonceBytes + tagBytes),
  };
  return decrypt(secret, parts, use).toString('utf8');
}
