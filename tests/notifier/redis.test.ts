import { describe, expect, it } from 'vitest';
import { redisTransport } from '../../src/notifier/redis.ts';
import { openProxy } from '../support/proxy.ts';
import { connected, openEnd } from './channels.ts';

const { TEST_REDIS_URL: redis = '' } = process.env;
const name = `paygraph-test-${process.pid}`;

describe.skipIf(redis === '')('over Redis', () => {
  it('topics reach the other processes of the same channel alone', async () => {
    await using a = openEnd(redisTransport(redis, name));
    await using b = openEnd(redisTransport(redis, name));
    await using foreign = openEnd(redisTransport(redis, `${name}-other`));
    await using alike = openEnd(redisTransport(redis, `${name}-other`));
    await connected(a, b);
    await connected(foreign, alike);
    a.channel.send(['ord_1']);
    await b.hears('ord_1');
    foreign.channel.send(['ord_2']);
    await alike.hears('ord_2');
    expect(foreign.received.flat()).not.toContain('ord_1');
    expect(b.received.flat()).not.toContain('ord_2');
  });

  it('topics that were notified while it was cut off come after it', async () => {
    await using proxy = await openProxy(redis);
    await using a = openEnd(redisTransport(proxy.url, name));
    await using b = openEnd(redisTransport(redis, name));
    await connected(a, b);
    await proxy.cut();
    await a.toldOf('away', 1);
    a.channel.send(['ord_meanwhile']);
    await proxy.heal();
    await a.toldOf('back', 1);
    await b.hears('ord_meanwhile');
    expect(a.told).toEqual(['away', 'back', 'missed']);
    expect(b.told).toEqual([]);
  });

  it('a server that accepts and never answers is given up and tried again', async () => {
    await using proxy = await openProxy(redis);
    proxy.silence();
    await using a = openEnd(redisTransport(proxy.url, name));
    await using b = openEnd(redisTransport(redis, name));
    await a.toldOf('away', 1);
    await proxy.heal();
    await connected(a, b);
    proxy.silence();
    await a.toldOf('away', 2);
    await proxy.heal();
    await connected(a, b);
    expect(a.told).toEqual(['away', 'back', 'missed', 'away', 'back', 'missed']);
  });

  it('no connection is left behind', async () => {
    await using proxy = await openProxy(redis);
    {
      await using a = openEnd(redisTransport(proxy.url, name));
      await using b = openEnd(redisTransport(proxy.url, name));
      await connected(a, b);
      expect(proxy.connections()).toBe(4);
    }
    await expect.poll(() => proxy.connections()).toBe(0);
  });
});
