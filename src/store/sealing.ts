import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** AES-256-GCM with the key's id in front, so that keys can be changed without guessing. */
export interface Sealer {
  seal(plain: string): string;
  /** Throws where the text was not sealed with this key or was altered. */
  open(sealed: string): string;
}

export function createSealer(masterKey: Uint8Array): Sealer {
  if (masterKey.length !== 32) throw new RangeError('the master key must have 32 bytes');
  const keyId = createHash('sha256').update(masterKey).digest('hex').slice(0, 8);
  return {
    seal(plain) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', masterKey, nonce);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      const parts = [nonce, cipher.getAuthTag(), body].map((part) => part.toString('base64url'));
      return ['v1', keyId, ...parts].join('.');
    },
    open(sealed) {
      const [version, id, ...parts] = sealed.split('.');
      if (version !== 'v1' || id !== keyId) throw new Error('sealed with another master key');
      const [nonce, tag, body, ...rest] = parts.map(fromBase64url);
      if (nonce === undefined || tag === undefined || body === undefined || rest.length > 0) {
        throw new Error('not what was sealed');
      }
      // Without its length, a tag cut down to four bytes would be taken for proof.
      const options = { authTagLength: 16 };
      const decipher = createDecipheriv('aes-256-gcm', masterKey, nonce, options);
      decipher.setAuthTag(tag);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
  };
}

/** Only as we write it: the last character has bits that decoding would ignore. */
function fromBase64url(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new Error('not what was sealed');
  return bytes;
}

/** 32 bytes for one use only, so that no key can stand in for another. */
export function deriveKey(masterKey: Uint8Array, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, '', `paygraph/${use}`, 32));
}
