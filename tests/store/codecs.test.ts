import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from '../../src/store/cursor.ts';
import { decode, encode } from '../../src/store/json.ts';
import { createSealer, deriveKey } from '../../src/store/sealing.ts';
import { wusd } from './rows.ts';

describe('JSON columns', () => {
  it('give back every amount to the last unit, far beyond 2^53 too', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.string(), (minor, note) => {
        const value = {
          paid: { minor, currency: 'WUSD', network: 'ETHEREUM' },
          note,
          list: [null],
        };
        expect(decode(encode(value))).toEqual(value);
      }),
    );
    const paid = wusd('9007.199254740993000001');
    expect(decode<typeof paid>(encode(paid)).minor).toBe(9007199254740993000001n);
  });
});

describe('cursors', () => {
  const position = fc.record({
    timeline: fc.string({
      unit: fc.constantFrom(...Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZabcxyz')),
      minLength: 1,
      maxLength: 32,
    }),
    seq: fc.integer({ min: 0, max: 999_999_999_999_999 }),
  });

  it('give back the position that they were made of', () => {
    fc.assert(
      fc.property(position, (at) => {
        expect(decodeCursor(encodeCursor(at))).toEqual(at);
      }),
    );
  });

  it('R20: have a place before the first event', () => {
    expect(decodeCursor(encodeCursor({ timeline: 'T1', seq: 0 }))).toEqual({
      timeline: 'T1',
      seq: 0,
    });
  });

  it('are refused in every spelling but our own', () => {
    fc.assert(
      fc.property(position, (at) => {
        const cursor = encodeCursor(at);
        const spellings = [`${cursor}=`, ` ${cursor}`, `${cursor}\n`, `${cursor}!`, `-${cursor}`];
        for (const spelling of spellings) expect(decodeCursor(spelling)).toBeNull();
      }),
    );
  });

  it.each(['', '.', 'T1', 'T1.', '.1', 'T1.-1', 'T1.01', 'T1.1.5', 'T1.1e3', 'T-1.1', 'T1.1 '])(
    'are refused where they say %j',
    (text) => {
      expect(decodeCursor(Buffer.from(text).toString('base64url'))).toBeNull();
    },
  );

  it('are refused where the number is larger than any log', () => {
    const huge = Buffer.from(`T1.${'9'.repeat(16)}`).toString('base64url');
    expect(decodeCursor(huge)).toBeNull();
  });

  it('are refused where they are anything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const at = decodeCursor(text);
        expect(at === null || encodeCursor(at) === text).toBe(true);
      }),
    );
  });
});

describe('sealed credentials', () => {
  const key = Buffer.alloc(32, 7);
  const sealer = createSealer(key);
  const refused = /another master key|not what was sealed|unable to authenticate|Invalid auth/i;

  it('are opened with the key that sealed them, and never look the same twice', () => {
    fc.assert(
      fc.property(fc.string(), (plain) => {
        expect(sealer.open(sealer.seal(plain))).toBe(plain);
      }),
    );
    expect(sealer.seal('secret')).not.toBe(sealer.seal('secret'));
    expect(sealer.seal('secret')).not.toContain('secret');
  });

  it('are refused under another key, by its id', () => {
    const sealed = createSealer(randomBytes(32)).seal('secret');
    expect(() => sealer.open(sealed)).toThrow('sealed with another master key');
  });

  it('are refused under another key that pretends to be the same', () => {
    const parts = createSealer(randomBytes(32)).seal('secret').split('.');
    const pretended = [...sealer.seal('').split('.').slice(0, 2), ...parts.slice(2)].join('.');
    expect(() => sealer.open(pretended)).toThrow(refused);
  });

  it('are refused where any character was changed', () => {
    const sealed = sealer.seal('a secret of some length');
    for (let at = 0; at < sealed.length; at += 1) {
      for (const other of ['A', 'B', 'Q', '_', '.']) {
        if (sealed[at] === other) continue;
        const altered = sealed.slice(0, at) + other + sealed.slice(at + 1);
        expect(() => sealer.open(altered), `character ${at}`).toThrow(refused);
      }
    }
  });

  it('are refused where the proof was cut short, or anything was added or left out', () => {
    const sealed = sealer.seal('secret');
    const [version = '', id = '', nonce = '', tag = '', body = ''] = sealed.split('.');
    for (const bytes of [0, 4, 8, 12, 15]) {
      const short = Buffer.from(tag, 'base64url').subarray(0, bytes).toString('base64url');
      expect(() => sealer.open([version, id, nonce, short, body].join('.'))).toThrow(refused);
    }
    expect(() => sealer.open(`${sealed}.more`)).toThrow(refused);
    expect(() => sealer.open(`${sealed}=`)).toThrow(refused);
    expect(() => sealer.open([version, id, nonce, tag].join('.'))).toThrow(refused);
    expect(() => sealer.open('')).toThrow(refused);
  });

  it('need a key of 32 bytes', () => {
    expect(() => createSealer(randomBytes(31))).toThrow(RangeError);
  });

  it('are kept apart from other uses of the master key', () => {
    const derived = deriveKey(key, 'client-tokens');
    expect(derived).toHaveLength(32);
    expect(derived).not.toEqual(key);
    expect(derived).not.toEqual(deriveKey(key, 'cursors'));
    expect(derived).toEqual(deriveKey(key, 'client-tokens'));
  });
});
