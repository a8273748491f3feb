import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import { paid } from '../support/operations.ts';
import { copyOrders } from '../operations/exports/many.ts';
import { ask, download } from '../operations/exports/files.ts';

it('a client that pipelines exports and leaves gives its places back', async () => {
  const testApp = await openTestApp();
  try {
    const order = await paid(testApp, 'W_CHECKOUT');
    await copyOrders(testApp.app.deps.queue, order.id, 6000);
    const whole = await download(testApp, 'orders.ndjson');
    console.log('bytes', whole.text.length);
    const url = new URL(testApp.url);
    for (let at = 0; at < 4; at += 1) {
      const socket = connect(Number(url.port), '127.0.0.1');
      socket.on('error', () => undefined);
      socket.pause();
      const one = `GET /exports/orders.ndjson HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${testApp.key}\r\n\r\n`;
      socket.write(one + one);
      await new Promise((r) => setTimeout(r, 700));
      socket.destroy();
    }
    await new Promise((r) => setTimeout(r, 1500));
    const statuses = [];
    for (let at = 0; at < 3; at += 1) {
      const res = await ask(testApp, 'orders.ndjson');
      statuses.push(res.status);
      await res.text();
    }
    expect(statuses).toEqual([200, 200, 200]);
  } finally {
    await Promise.race([testApp.close(), new Promise((r) => setTimeout(r, 3000))]);
  }
}, 60000);
