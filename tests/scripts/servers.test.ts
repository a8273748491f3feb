import { describe, expect, it } from 'vitest';
import { findServers } from '../support/servers/find.ts';

/** Ports that nobody listens at. */
const closed = {
  TEST_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  TEST_REDIS_URL: 'redis://127.0.0.1:1',
};

describe('a server that does not answer', () => {
  it('is left out, and one line says so', async () => {
    const lines: string[] = [];
    const found = await findServers(closed, (line) => lines.push(line));
    expect(found).toEqual({ postgres: null, redis: null });
    expect(lines.toSorted()).toEqual([
      expect.stringMatching(/^PostgreSQL: its tests are left out, .*TEST_DATABASE_URL/),
      expect.stringMatching(/^Redis: its tests are left out, .*TEST_REDIS_URL/),
    ]);
  });

  it('is an error with CI=true where it is named', async () => {
    const finding = findServers({ ...closed, CI: 'true' }, () => undefined);
    await expect(finding).rejects.toThrow('its tests are left out');
  });
});
