import type { BroadcastFloorCommands } from '../floors/broadcast.ts';
import type { Line, Round } from '../support/figures.ts';
import { orderIdOf, providerReferenceOf } from '../support/numbers.ts';
import type { PaygraphCommands } from '../support/paygraph.ts';
import { startProcess } from '../support/process.ts';
import type { StartOptions } from '../support/process.ts';
import { interleave } from '../support/rounds.ts';
import type { Size } from '../support/rounds.ts';
import type { DatabaseTemplate } from '../support/template.ts';
import type { SubscriberCommands } from '../support/subscribers.ts';

/** Time from the commit to the last frame. Each subscriber follows its own order, and all orders change. */
export const measureOwnOrders = fanOutCase('fan-out, each its own order', (size) =>
  Array.from({ length: size.subscribers }, (_, index) => index + 1),
);

/** All subscribers follow one order. */
export const measureOneOrder = fanOutCase('fan-out, all on one order', () => [1]);

function fanOutCase(name: string, ordersFor: (size: Size) => number[]) {
  return async (template: DatabaseTemplate, size: Size, profile: StartOptions): Promise<Line[]> => {
    const subscribers = startProcess<SubscriberCommands>('support/subscribers.ts');
    const floor = startProcess<BroadcastFloorCommands>('floors/broadcast.ts');
    const paygraph = startProcess<PaygraphCommands>('support/paygraph.ts', profile);
    try {
      const orders = ordersFor(size);
      const followed = Array.from(
        { length: size.subscribers },
        (_, index) => orders[index % orders.length] ?? 1,
      );
      const plain = await floor.call('open');
      const database = await template.copy(`fan-out-${orders.length}`);
      const served = await paygraph.call('open', { database });
      const ids = followed.map(orderIdOf);
      const { origin } = served;
      await subscribers.call('follow', { crowd: 'paygraph', origin, key: template.key, ids });
      const count = size.subscribers;
      await subscribers.call('listen', { crowd: 'floor', origin: plain.origin, count });

      const round = async (crowd: string, send: () => Promise<bigint>): Promise<Round> => {
        await subscribers.call('arm', crowd);
        const began = await send();
        const { at, frame } = await subscribers.call('last', crowd);
        lastFrame = crowd === 'paygraph' ? frame : lastFrame;
        const seconds = Number(at - began) / 1e9;
        return { requests: count, seconds, latencies: Float64Array.of(seconds * 1000) };
      };
      // The first round is dropped. It shows the floor the bytes that Paygraph sends.
      let lastFrame = 'x'.repeat(500);
      const expiresAt = Date.now() + 3_600_000;
      const providerReferences = orders.map(providerReferenceOf);
      const { accountId } = template;
      return await interleave(name, size, [
        {
          name: 'floor: ws, the same bytes to all',
          server: floor,
          round: () => round('floor', () => floor.call('broadcast', lastFrame)),
        },
        {
          name: 'Paygraph',
          server: paygraph,
          round: (index) =>
            round('paygraph', () =>
              paygraph.call('observe', {
                accountId,
                providerReferences,
                expiresAt: expiresAt + index * 1000,
              }),
            ),
        },
      ]);
    } finally {
      await Promise.all([subscribers.stop(), floor.stop(), paygraph.stop()]);
    }
  };
}
