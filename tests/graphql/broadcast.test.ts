import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { broadcast } from '../../src/graphql/streams/broadcast.ts';
import { Payload } from '../../src/graphql/streams/payload.ts';
import type { Subscriber } from '../../src/graphql/streams/subscriber.ts';

interface Sink {
  collected: number;
  flushed: number;
  flushes: number;
}

const newSink = (): Sink => ({ collected: 0, flushed: 0, flushes: 0 });
const nothing = new Payload(Buffer.alloc(0), null);

function subscriberOf(sink: Sink): Subscriber {
  return {
    seq: 0,
    following: null,
    sink,
    next() {
      sink.collected += 1;
      return true;
    },
    flush() {
      sink.flushes += 1;
      sink.flushed += sink.collected;
      sink.collected = 0;
    },
    room: () => Promise.resolve(),
    complete: () => undefined,
    fail: () => undefined,
  };
}

describe('a broadcast', () => {
  it('leaves nothing unsent, whoever is passed over', async () => {
    const some = fc.array(fc.record({ at: fc.nat(4), isSent: fc.boolean() }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(some, fc.boolean(), async (members, isUrgent) => {
        const sinks = Array.from({ length: 5 }, newSink);
        const sent = new Map(
          members.map(({ at, isSent }) => [subscriberOf(sinks[at] ?? newSink()), isSent]),
        );
        const send = (subscriber: Subscriber): boolean =>
          sent.get(subscriber) === true && subscriber.next(nothing);
        await broadcast(sent.keys(), send, isUrgent ? undefined : () => false);
        for (const [index, { collected, flushed }] of sinks.entries()) {
          const due = members.filter(({ at, isSent }) => isSent && at === index).length;
          expect({ collected, flushed }).toEqual({ collected: 0, flushed: due });
        }
      }),
    );
  });

  it('writes once what one sink is sent in a row', async () => {
    const [first, second] = [newSink(), newSink()];
    const all = [first, first, first, second, second].map(subscriberOf);
    await broadcast(all, (subscriber) => subscriber.next(nothing));
    expect([first, second]).toEqual([
      { collected: 0, flushed: 3, flushes: 1 },
      { collected: 0, flushed: 2, flushes: 1 },
    ]);
  });
});
