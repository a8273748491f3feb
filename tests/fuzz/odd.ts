import type { Random } from '../crash/random.ts';

const texts = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\udfff\ud800',
  '\u202Eabc\u202C',
  '\uFEFF',
  '👩‍👩‍👧‍👦',
  'é\u0301\u0301\u0301',
  '\r\nset-cookie: a=b',
  '../../../../etc/passwd',
  '%00%ff%',
  "'; drop table x; --",
  '${7*7}{{7*7}}',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  '-1',
  '1e309',
  '0x10',
  '9007199254740993',
  '2026-13-45T99:99:99Z',
];

/** A text that code may not expect. */
export function oddText(random: Random): string {
  if (random.chance(0.05))
    return random.pick(texts).repeat(random.between(10, 2_000)).slice(0, 20_000);
  return random.pick(texts);
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

export function randomLetters(random: Random, length: number): string {
  return Array.from({ length }, () => letters[random.between(0, letters.length - 1)]).join('');
}

const bytes = [0x00, 0xff, 0xfe, 0x80, 0xc0, 0xed, 0x22, 0x7b, 0x7d, 0x5b, 0x2c, 0x0a, 0x0d];

/** A copy with bytes flipped, dropped, doubled, inserted or cut off. It always differs, unless it is empty. */
export function spoilBytes(original: Buffer, random: Random): Buffer {
  if (original.length === 0) return Buffer.from([random.pick(bytes)]);
  const at = random.between(0, original.length - 1);
  const to = Math.min(original.length, at + random.between(1, 20));
  switch (random.between(0, 5)) {
    case 0: {
      const flipped = Buffer.from(original);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << random.between(0, 7));
      return flipped;
    }
    case 1:
      return Buffer.concat([original.subarray(0, at), original.subarray(to)]);
    case 2:
      return Buffer.concat([original.subarray(0, to), original.subarray(at)]);
    case 3:
      return original.subarray(0, at);
    case 4: {
      const odd = Buffer.from(
        Array.from({ length: random.between(1, 8) }, () => random.pick(bytes)),
      );
      return Buffer.concat([original.subarray(0, at), odd, original.subarray(at)]);
    }
    default:
      // In another encoding.
      return Buffer.from(original.toString('utf8'), random.chance(0.5) ? 'utf16le' : 'latin1')
        .length === original.length
        ? Buffer.concat([original, Buffer.from([random.pick(bytes)])])
        : Buffer.from(original.toString('utf8'), 'utf16le');
  }
}
