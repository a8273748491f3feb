import { describe, expect, it } from 'vitest';
import type { Transport, TransportListener } from '../../src/notifier/link.ts';
import { eventually } from '../support/app.ts';
import { openEnd, times } from './channels.ts';

/** A server in memory. Each transport of it can fall silent by itself. */
function createServer() {
  const listeners = new Set<TransportListener>();
  const published: string[] = [];
  const transportOfOne = () => {
    const own = { isSilent: false };
    const transport: Transport = {
      connect(listener) {
        listeners.add(listener);
        return {
          ready: Promise.resolve(),
          async publish(messages) {
            if (own.isSilent) return new Promise(() => undefined);
            published.push(...messages);
            for (const text of messages) for (const one of listeners) one.message(text);
            return undefined;
          },
          end: () => void listeners.delete(listener),
        };
      },
    };
    return { transport, own };
  };
  return {
    transportOfOne,
    get transport() {
      return transportOfOne().transport;
    },
    published,
    links: () => listeners.size,
    breakAll() {
      for (const { lost } of listeners) lost(new Error('broken'));
    },
  };
}

/** Beats carry no topics. */
const withTopics = (messages: readonly string[]) => messages.filter((text) => text.includes(' '));

describe('a channel', () => {
  it('hands topics to other processes and not back to its own', async () => {
    const server = createServer();
    await using a = openEnd(server.transport);
    await using b = openEnd(server.transport);
    await eventually(async () => server.links() === 2);
    a.channel.send(['ord_1', 'mer_1']);
    await b.hears('mer_1');
    expect(b.received).toEqual([['ord_1', 'mer_1']]);
    expect(a.received).toEqual([]);
  });

  it('sends what comes while it sends together, and each topic once', async () => {
    const server = createServer();
    await using a = openEnd(server.transport, { ...times, collectMs: 50 });
    await using b = openEnd(server.transport);
    await eventually(async () => server.links() === 2);
    a.channel.send(['first']);
    await b.hears('first');
    for (let at = 0; at < 1_000; at += 1) a.channel.send([`ord_${at % 10}`, 'mer_1']);
    await b.hears('mer_1');
    expect(withTopics(server.published)).toHaveLength(2);
    expect(b.received.at(-1)).toHaveLength(11);
  });

  it('divides many topics into messages that PostgreSQL accepts', async () => {
    const server = createServer();
    await using a = openEnd(server.transport);
    await using b = openEnd(server.transport);
    await eventually(async () => server.links() === 2);
    const topics = Array.from({ length: 2_000 }, (_, at) => `ord_${String(at).padStart(26, '0')}`);
    a.channel.send(topics);
    await b.hears(topics.at(-1) ?? '');
    expect(b.received.flat()).toEqual(topics);
    expect(Math.max(...server.published.map((text) => text.length))).toBeLessThan(8_000);
  });

  it('holds nobody up, forgets nothing at first, and does not grow without end while nothing answers', async () => {
    const server = createServer();
    const { transport, own } = server.transportOfOne();
    await using a = openEnd(transport);
    await using b = openEnd(server.transport);
    await eventually(async () => server.links() === 2);
    own.isSilent = true;
    const began = performance.now();
    for (let at = 0; at < 30_000; at += 1) a.channel.send([`ord_${at}`]);
    expect(performance.now() - began).toBeLessThan(500);
    await a.toldOf('away', 1);
    own.isSilent = false;
    await b.hears('ord_1');
    await b.hears('ord_19000');
    expect(b.received.flat().length).toBeLessThanOrEqual(20_001);
  });

  it('says once that it went away and once that it came back, and that topics were missed', async () => {
    const server = createServer();
    const { transport, own } = server.transportOfOne();
    await using a = openEnd(transport);
    await eventually(async () => server.links() === 1 && server.published.length > 0);
    own.isSilent = true;
    server.breakAll();
    await a.toldOf('away', 1);
    await eventually(async () => server.links() === 0);
    await eventually(async () => server.links() === 1);
    server.breakAll();
    own.isSilent = false;
    await a.toldOf('back', 1);
    expect(a.told).toEqual(['away', 'back', 'missed']);
  });

  it('is not believed where our own messages do not come back', async () => {
    const deaf: Transport = {
      connect: () => ({
        ready: Promise.resolve(),
        publish: async () => undefined,
        end: () => undefined,
      }),
    };
    await using a = openEnd(deaf, { ...times, patienceMs: 50 });
    await a.toldOf('away', 1);
    expect(a.told).toEqual(['away']);
  });
});
