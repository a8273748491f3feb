import type { Cause } from './cause.ts';

export interface OtherKey extends Cause {
  bytes: Buffer;
}

const other = (code: string, message: string, bytes: string | Buffer): OtherKey => ({
  code,
  message,
  bytes: Buffer.from(bytes as string),
});

/** What somebody may have made of the right key before it was used. At most 20. */
export function* otherKeys(key: string): Generator<OtherKey> {
  const space =
    'The key was used with whitespace at its ends, or without the whitespace that belongs to it.';
  for (const text of [key.trim(), `${key}\n`, `${key}\r\n`, `${key} `, ` ${key}`]) {
    yield other('KEY_WHITESPACE', space, text);
  }
  const quoted = 'The key was used with quotes around it.';
  for (const quote of ['"', "'"]) yield other('KEY_QUOTED', quoted, quote + key + quote);
  const letters = 'The letters of the key were used in another case.';
  yield other('KEY_CASE', letters, key.toLowerCase());
  yield other('KEY_CASE', letters, key.toUpperCase());
  if (/^(?:[\da-f]{2})+$/i.test(key)) {
    const hex = 'The key was decoded from hexadecimal. It is used as the text that it is.';
    yield other('KEY_DECODED_AS_HEX', hex, Buffer.from(key, 'hex'));
  }
  if (/^[\w+/-]+={0,2}$/.test(key)) {
    const base64 = 'The key was decoded from Base64. It is used as the text that it is.';
    yield other('KEY_DECODED_AS_BASE64', base64, Buffer.from(key, 'base64'));
  }
  const encoded = 'The key was encoded before it was used. It is used as the text that it is.';
  yield other('KEY_ENCODED', encoded, Buffer.from(key).toString('base64'));
  yield other('KEY_ENCODED', encoded, Buffer.from(key).toString('hex'));
  yield other('KEY_EMPTY', 'The key was empty: it was not configured there.', '');
  for (const text of ['undefined', 'null', 'None']) {
    yield other('KEY_EMPTY', 'The key was empty: it was not configured there.', text);
  }
}
