import { expect, it } from 'vitest';
import { serializeError } from '../../src/log/errors.ts';

it.each(['.', 'x', '@', '"', '1 ', ' .'])(
  'a message of a million characters is logged in no time: %j',
  (part) => {
    const error = new Error(part.repeat(1_000_000 / part.length));
    const began = process.threadCpuUsage();
    serializeError(error);
    const { user, system } = process.threadCpuUsage(began);
    expect((user + system) / 1_000).toBeLessThan(1_000);
  },
);

it('what is cut out of a long message shows no part of what it would hide', () => {
  for (let before = 1_980; before < 2_001; before += 1) {
    const message = `"${'x'.repeat(before - 3)}" tok3n${'A1b2'.repeat(12)}`;
    expect(JSON.stringify(serializeError(new Error(message)))).not.toContain('tok3n');
  }
});
