/** `npm run prove -- exports [--orders 100000]`: how long large exports take, and how much memory. */
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openExport } from '../../../src/operations/exports/export-log.ts';
import { openTestApp } from '../../support/app.ts';
import { paid } from '../../support/operations.ts';
import { copyOrders } from './many.ts';

const { values } = parseArgs({ options: { orders: { type: 'string', default: '100000' } } });
const orders = Number(values.orders);
/** Bytes by which the heap may grow from the first lines to the last. */
const mostGrowth = 16 * 1024 * 1024;
const print = (line: string): void => void process.stdout.write(`${line}\n`);

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heap = (): number => {
  collect();
  return process.memoryUsage().heapUsed;
};

const testApp = await openTestApp();
const { deps } = testApp.app;
const order = await paid(testApp, 'W_CHECKOUT');
await copyOrders(deps.queue, order.id, orders);
const { merchantId } = testApp;
const principal = { kind: 'API_KEY', keyId: 'key', merchantId, scopes: ['READ'] } as const;
let isFlat = true;
for (const kind of ['orders', 'movements', 'events']) {
  for (const format of ['csv', 'ndjson'] as const) {
    // oxlint-disable-next-line no-await-in-loop
    const opened = await openExport(deps, principal, { kind, format, after: null, to: null });
    if ('refusal' in opened) throw new Error(opened.refusal);
    const began = performance.now();
    let [lines, bytes, parts, measuring, first, most] = [0, 0, 0, 0, 0, 0];
    // oxlint-disable-next-line no-await-in-loop
    for await (const part of opened.parts()) {
      lines += part.split('\n').length - 1;
      bytes += Buffer.byteLength(part);
      parts += 1;
      if (parts % 50 !== 0) continue;
      const at = performance.now();
      const used = heap();
      if (first === 0) first = used;
      most = Math.max(most, used - first);
      measuring += performance.now() - at;
    }
    const seconds = (performance.now() - began - measuring) / 1000;
    isFlat &&= most < mostGrowth;
    print(
      `${`${kind}.${format}`.padEnd(18)} ${lines} lines, ${(bytes / 1e6).toFixed(1)} MB, ${seconds.toFixed(1)} s, ` +
        `heap grew by ${(most / 1e6).toFixed(1)} MB at most`,
    );
  }
}
await testApp.close();
print(isFlat ? 'memory does not grow with the file' : 'memory grows with the file');
process.exitCode = isFlat ? 0 : 1;
