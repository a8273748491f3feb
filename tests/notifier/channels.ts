import { openChannel } from '../../src/notifier/channel.ts';
import type { Channel, ChannelTimes } from '../../src/notifier/channel.ts';
import type { Transport } from '../../src/notifier/link.ts';
import { eventually } from '../support/app.ts';

/** Short enough for a test. */
export const times: ChannelTimes = { collectMs: 5, beatMs: 100, patienceMs: 500, retryMs: 100 };

/** One process's end of a channel, and what it was told. */
export interface End extends AsyncDisposable {
  channel: Channel;
  received: string[][];
  told: string[];
  /** Resolves once it has received the topic. */
  hears(topic: string): Promise<void>;
  /** Resolves once it was told this so often. */
  toldOf(what: 'away' | 'back' | 'missed', count: number): Promise<void>;
}

let count = 0;

export function openEnd(transport: Transport, some: ChannelTimes = times): End {
  const received: string[][] = [];
  const told: string[] = [];
  count += 1;
  const channel = openChannel(
    transport,
    `process${count}`,
    {
      received: (topics) => received.push([...topics]),
      mayHaveMissed: () => told.push('missed'),
      wentAway: () => told.push('away'),
      cameBack: () => told.push('back'),
    },
    some,
  );
  return {
    channel,
    received,
    told,
    async hears(topic) {
      await eventually(async () => received.flat().includes(topic));
    },
    async toldOf(what, times) {
      await eventually(async () => told.filter((one) => one === what).length === times);
    },
    [Symbol.asyncDispose]: () => channel.close(),
  };
}

/** Both are connected once each has heard the other, however long that takes. */
export async function connected(a: End, b: End): Promise<void> {
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    count += 1;
    const topic = `hello${count}`;
    await eventually(async () => {
      from.channel.send([topic]);
      return to.received.flat().includes(topic);
    });
  }
}
