import { createCipheriv, createDecipheriv, createHmac, createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Secret } from '../domain/secret.ts';
import { deriveKey, keyIdOf } from './sealing/sealer.ts';

/** A position in one merchant's log. */
export interface LogPosition {
  /** Which log: one merchant's, since the merchant was created or its backup restored. */
  timeline: string;
  /** Number of the last event that was delivered; 0 before the first. */
  seq: number;
}

/**
 * Positions as callers see them. They are sealed, so that a reader who follows one order cannot learn how many events
 * its merchant has. All have one length. The same position has the same cursor, whoever reads and whichever process
 * answers.
 */
export interface Cursors {
  encode(position: LogPosition): string;
  /**
   * FOREIGN: it may be a cursor, sealed with a key that is not here or made before cursors were sealed. Null: it is no
   * cursor, or it was altered.
   */
  decode(cursor: string): LogPosition | 'FOREIGN' | null;
}

/** The first key opens and seals; the others only open, as with credentials. */
export function openCursors(
  masterKey: Secret<Buffer>,
  previous: readonly Secret<Buffer>[] = [],
): Cursors {
  const active = keysOf(masterKey.reveal());
  const all = [active, ...previous.map((key) => keysOf(key.reveal()))];
  // All followers of a log get the same position at about the same time.
  let last: (LogPosition & { cursor: string }) | null = null;
  return {
    encode({ timeline, seq }) {
      if (last?.seq !== seq || last.timeline !== timeline) {
        last = { timeline, seq, cursor: seal(active, { timeline, seq }) };
      }
      return last.cursor;
    },
    decode(cursor) {
      const sealed = Buffer.from(cursor, 'base64url');
      // Base64url can be written in several ways. Only our own is a cursor.
      if (sealed.toString('base64url') !== cursor) return null;
      if (sealed.length !== sealedBytes) return isUnsealed(sealed) ? 'FOREIGN' : null;
      const keys = all.find(({ id }) => sealed.subarray(0, id.length).equals(id));
      return keys === undefined ? 'FOREIGN' : open(keys, sealed);
    },
  };
}

interface Keys {
  id: Buffer;
  proof: KeyObject;
  cipher: KeyObject;
}

function keysOf(masterKey: Buffer): Keys {
  const proof = deriveKey(masterKey, 'cursors/proof');
  return {
    // Not the id of the master key itself, which is written elsewhere.
    id: Buffer.from(keyIdOf(proof), 'hex'),
    proof: createSecretKey(proof),
    cipher: createSecretKey(deriveKey(masterKey, 'cursors/cipher')),
  };
}

const idBytes = 4;
const proofBytes = 16;
const timelineBytes = 32;
/** The timeline, padded with zeros, and the number. */
const plainBytes = timelineBytes + 8;
const sealedBytes = idBytes + proofBytes + plainBytes;

/**
 * A keyed hash of the position is both its proof and the cipher's initialization vector: a synthetic IV, as in RFC
 * 5297.
 */
function seal(keys: Keys, { timeline, seq }: LogPosition): string {
  const plain = Buffer.alloc(plainBytes);
  plain.write(timeline, 'latin1');
  plain.writeBigUInt64BE(BigInt(seq), timelineBytes);
  const proof = proofOf(keys, plain);
  const hidden = createCipheriv(algorithm, keys.cipher, proof).update(plain);
  return Buffer.concat([keys.id, proof, hidden]).toString('base64url');
}

function open(keys: Keys, sealed: Buffer): LogPosition | null {
  const proof = sealed.subarray(idBytes, idBytes + proofBytes);
  const hidden = sealed.subarray(idBytes + proofBytes);
  const plain = createDecipheriv(algorithm, keys.cipher, proof).update(hidden);
  // The comparison need not take constant time: each forged proof differs in all of its bytes, so nobody can use how
  // much of one is right.
  if (!proofOf(keys, plain).equals(proof)) return null;
  const timeline = plain.toString('latin1', 0, timelineBytes).replace(/\0+$/, '');
  return { timeline, seq: Number(plain.readBigUInt64BE(timelineBytes)) };
}

const algorithm = 'aes-256-ctr';

function proofOf({ proof }: Keys, plain: Buffer): Buffer {
  return createHmac('sha256', proof).update(plain).digest().subarray(0, proofBytes);
}

/** Cursors as they were before they were sealed: timeline and number in plain text. */
function isUnsealed(bytes: Buffer): boolean {
  return /^[A-Za-z0-9]{1,32}\.(0|[1-9]\d{0,14})$/.test(bytes.toString('latin1'));
}
