import { Load } from './load.ts';
import type { Known } from './load.ts';

/** The process of the well-behaved client, which does nothing else. */
let load: Load | null = null;

process.on('message', (message: { start?: Known; report?: true }) => {
  if (message.start !== undefined) {
    load = new Load(message.start);
    void load.start().then(() => process.send?.({ ready: true }));
  }
  if (message.report === true) void load?.report().then((window) => process.send?.({ window }));
});
process.send?.({ ready: true });
