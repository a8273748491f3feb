import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/domain/secret.ts';
import { openCursors } from '../../src/store/cursor.ts';
import { decode, encode } from '../../src/store/json.ts';
import { UnopenableError, createSealer, deriveKey } from '../../src/store/sealing/sealer.ts';
import { storedHeaders } from '../../src/store/sealing/webhooks.ts';
import { wusd } from './rows.ts';

/** Written by the previous version, under a key of 32 bytes of seven. */
const ofVersionOne =
  'v1.4bb06f8e.mphlfE32FlD1BaCg.YjWX-RBDAEGfstAOj56dIQ.IC_z4Zf5qhJXJeyYiAWMucxz4gobTHLQbQ';

describe('JSON columns', () => {
  it('return every amount to the last unit, far beyond 2^53 too', () => {
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

const cursorsOf = (...keys: number[]) => {
  const [key, ...previous] = keys.map((byte) => new Secret(Buffer.alloc(32, byte)));
  if (key === undefined) throw new Error('no key');
  return openCursors(key, previous);
};

const cursors = cursorsOf(1);
const unsealed = (text: string) => cursors.decode(Buffer.from(text).toString('base64url'));

describe('cursors', () => {
  const position = fc.record({
    timeline: fc.string({
      unit: fc.constantFrom(...Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZabcxyz')),
      minLength: 1,
      maxLength: 32,
    }),
    seq: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  });

  it('return the position that they were made of', () => {
    fc.assert(
      fc.property(position, (at) => {
        expect(cursors.decode(cursors.encode(at))).toEqual(at);
      }),
    );
  });

  it('R20: have a place before the first event', () => {
    const start = { timeline: 'T1', seq: 0 };
    expect(cursors.decode(cursors.encode(start))).toEqual(start);
  });

  it('are refused in every spelling but our own', () => {
    fc.assert(
      fc.property(position, (at) => {
        const cursor = cursors.encode(at);
        const spellings = [`${cursor}=`, ` ${cursor}`, `${cursor}\n`, `${cursor}!`, `-${cursor}`];
        for (const spelling of spellings) expect(cursors.decode(spelling)).toBeNull();
      }),
    );
  });

  it('are refused where they are anything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const at = cursors.decode(text);
        expect(at === null || at === 'FOREIGN' || cursors.encode(at) === text).toBe(true);
      }),
    );
  });

  it('A17: are of one length and the same for the same position, wherever they are made', () => {
    fc.assert(
      fc.property(position, position, (one, other) => {
        expect(cursorsOf(1).encode(one)).toBe(cursors.encode(one));
        expect(cursors.encode(one)).toHaveLength(cursors.encode(other).length);
        expect(cursors.encode(one).length).toBeLessThanOrEqual(200);
      }),
    );
  });

  it('A17: are refused where a single bit of them was changed', () => {
    const cursor = cursors.encode({ timeline: 'T1', seq: 7 });
    const bytes = Buffer.from(cursor, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8((changed[bit >> 3] ?? 0) ^ (1 << (bit & 7)), bit >> 3);
      const read = cursors.decode(changed.toString('base64url'));
      // The first bytes name the key that sealed it.
      expect(read).toBe(bit < 32 ? 'FOREIGN' : null);
    }
  });

  it('A17: are still read under a previous key, and are another’s under none of ours', () => {
    const at = { timeline: 'T1', seq: 7 };
    const cursor = cursors.encode(at);
    expect(cursorsOf(2, 1).decode(cursor)).toEqual(at);
    expect(cursorsOf(2).decode(cursor)).toBe('FOREIGN');
  });

  it('A17: of the former readable form lead to a fresh start', () => {
    expect(unsealed('01J0000000000000000000000A.7')).toBe('FOREIGN');
    for (const text of [
      '',
      '.',
      'T1',
      'T1.',
      '.1',
      'T1.-1',
      'T1.01',
      'T1.1.5',
      'T1.1e3',
      'T-1.1',
    ]) {
      expect(unsealed(text)).toBeNull();
    }
  });
});

describe.each(['text', 'bytes'] as const)('sealed %s', (form) => {
  const key = Buffer.alloc(32, 7);
  const sealer = createSealer(key);
  const use = 'provider_accounts/acc_1/credentials';
  /** Compares bytes by their base64. */
  const seal = (plain: string, by = sealer, at = use): string =>
    form === 'text' ? by.seal(plain, at) : by.sealBytes(Buffer.from(plain), at).toString('base64');
  const open = (sealed: string, by = sealer, at = use): string =>
    form === 'text'
      ? by.open(sealed, at)
      : by.openBytes(Buffer.from(sealed, 'base64'), at).toString();

  it('are opened with the key that sealed them, and never look the same twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (plain) => {
        expect(open(seal(plain))).toBe(plain);
      }),
    );
    expect(seal('secret')).not.toBe(seal('secret'));
    expect(seal('secret')).not.toContain('secret');
  });

  it('are opened with the active key or any previous one, by its id', () => {
    const [older, old] = [randomBytes(32), randomBytes(32)];
    const keyring = createSealer(key, [old, older]);
    for (const each of [older, old, key])
      expect(open(seal('secret', createSealer(each)), keyring)).toBe('secret');
    expect(open(seal('secret', keyring))).toBe('secret');
    expect(() => open(seal('secret', keyring), createSealer(old))).toThrow('another master key');
    expect(keyring.keyId).toBe(sealer.keyId);
  });

  it('are refused under another key, by its id', () => {
    const sealed = seal('secret', createSealer(randomBytes(32)));
    expect(() => open(sealed)).toThrow(new UnopenableError('sealed with another master key'));
  });

  it('are refused in another row, and for another use', () => {
    const sealed = seal('secret');
    for (const other of ['provider_accounts/acc_2/credentials', 'provider_accounts/acc_1/name']) {
      expect(() => open(sealed, sealer, other)).toThrow(UnopenableError);
    }
  });
});

describe('sealed bytes', () => {
  const sealer = createSealer(Buffer.alloc(32, 7));

  it('are stored byte for byte, in 33 more', () => {
    const plain = Buffer.from([0, 255, 10, 13, 195, 40]);
    const sealed = sealer.sealBytes(plain, 'use');
    expect(sealed).toHaveLength(plain.length + 33);
    expect(sealer.openBytes(sealed, 'use')).toEqual(plain);
    expect(sealer.openBytes(sealer.sealBytes(Buffer.alloc(0), 'use'), 'use')).toHaveLength(0);
  });

  it('are refused where any bit was changed, and where they were cut short or lengthened', () => {
    const sealed = sealer.sealBytes(Buffer.from('a secret'), 'use');
    for (let bit = 0; bit < 8 * sealed.length; bit += 1) {
      const altered = Buffer.from(sealed);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => sealer.openBytes(altered, 'use'), `bit ${bit}`).toThrow(UnopenableError);
    }
    for (let length = 0; length < sealed.length; length += 1) {
      const cut = sealed.subarray(0, length);
      expect(() => sealer.openBytes(cut, 'use'), `${length} bytes`).toThrow(UnopenableError);
    }
    const longer = Buffer.concat([sealed, Buffer.alloc(1)]);
    expect(() => sealer.openBytes(longer, 'use')).toThrow(UnopenableError);
  });

  it('do not open as text, nor text as bytes', () => {
    const parts = sealer.sealBytes(Buffer.from('secret'), 'use');
    const [nonce, tag, body] = [parts.subarray(5, 17), parts.subarray(17, 33), parts.subarray(33)];
    const text = [nonce, tag, body].map((part) => part.toString('base64url')).join('.');
    expect(() => sealer.open(`v2.${sealer.keyId}.${text}`, 'use')).toThrow(UnopenableError);
  });
});

describe('headers of a delivery', () => {
  it.each([
    ['cookie', 'session=1'],
    ['x-api-key', 'conspicuous'],
    ['authorization', 'Basic conspicuous'],
    // Headers that came more than once are joined: the provider's own and those that a relay has added.
    ['authorization', 'Signature abc, Bearer conspicuous'],
  ])('are stored without what gives access: %s: %s', (name, value) => {
    const headers = { signature: 'abc', [name]: value };
    expect(storedHeaders(headers)).toEqual({ signature: 'abc', [name]: '***' });
  });

  it('are stored unchanged where they only prove something', () => {
    const headers = { authorization: 'V2_SHA256 appId=1,nonce=2,signature=abc', 'x-cookie': '1' };
    expect(storedHeaders(headers)).toEqual(headers);
  });
});

describe('sealed credentials', () => {
  const key = Buffer.alloc(32, 7);
  const sealer = createSealer(key);
  const use = 'provider_accounts/acc_1/credentials';
  const refused = UnopenableError;

  it('of before uses were part of the proof still open, and are not current', () => {
    expect(sealer.open(ofVersionOne, use)).toBe('{"appSecret":"of before"}');
    expect(createSealer(randomBytes(32), [key]).open(ofVersionOne, use)).toContain('of before');
    expect(sealer.isCurrent(ofVersionOne)).toBe(false);
    expect(sealer.isCurrent(sealer.seal('secret', use))).toBe(true);
    expect(createSealer(randomBytes(32), [key]).isCurrent(sealer.seal('secret', use))).toBe(false);
    // A new value cannot be passed off as old, which would drop the binding to its row.
    const renamed = sealer.seal('secret', use).replace('v2', 'v1');
    expect(() => sealer.open(renamed, use)).toThrow(refused);
  });

  it('are refused under another key that pretends to be the same', () => {
    const parts = createSealer(randomBytes(32)).seal('secret', use).split('.');
    const pretended = [...sealer.seal('', use).split('.').slice(0, 2), ...parts.slice(2)].join('.');
    expect(() => sealer.open(pretended, use)).toThrow(refused);
  });

  it('are refused where any character was changed', () => {
    const sealed = sealer.seal('a secret of some length', use);
    for (let at = 0; at < sealed.length; at += 1) {
      for (const other of ['A', 'B', 'Q', '_', '.']) {
        if (sealed[at] === other) continue;
        const altered = sealed.slice(0, at) + other + sealed.slice(at + 1);
        expect(() => sealer.open(altered, use), `character ${at}`).toThrow(refused);
      }
    }
  });

  it('are refused where the proof was cut short, or anything was added or left out', () => {
    const sealed = sealer.seal('secret', use);
    const [version = '', id = '', nonce = '', tag = '', body = ''] = sealed.split('.');
    for (const bytes of [0, 4, 8, 12, 15]) {
      const short = Buffer.from(tag, 'base64url').subarray(0, bytes).toString('base64url');
      expect(() => sealer.open([version, id, nonce, short, body].join('.'), use)).toThrow(refused);
    }
    expect(() => sealer.open(`${sealed}.more`, use)).toThrow(refused);
    expect(() => sealer.open(`${sealed}=`, use)).toThrow(refused);
    expect(() => sealer.open([version, id, nonce, tag].join('.'), use)).toThrow(refused);
    expect(() => sealer.open('', use)).toThrow(refused);
  });

  it('need a key of 32 bytes', () => {
    expect(() => createSealer(randomBytes(31))).toThrow(RangeError);
  });

  it('are separated from other uses of the master key', () => {
    const derived = deriveKey(key, 'client-tokens');
    expect(derived).toHaveLength(32);
    expect(derived).not.toEqual(key);
    expect(derived).not.toEqual(deriveKey(key, 'cursors'));
    expect(derived).toEqual(deriveKey(key, 'client-tokens'));
  });
});
