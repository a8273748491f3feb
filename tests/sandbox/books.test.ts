import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createSandboxClock } from '../../sandbox/double/clock.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox, SandboxOptions } from '../../sandbox/sandbox.ts';
import { Merchant, NOON } from './client.ts';
import { openInbox } from './inbox.ts';

const hour = 3_600_000;

async function openFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'paygraph-books-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'data', 'sandbox');
}

/** Ends with the test, and earlier where it is closed. */
async function start(options: SandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

it('the next sandbox knows the orders, and sends the webhooks that were not acknowledged', async () => {
  const booksFile = await openFile();
  const inbox = await openInbox();
  onTestFinished(() => inbox.close());
  inbox.answer = (response) => response.writeHead(503).end();
  const clock = createSandboxClock({ frozenAt: NOON });
  const first = await start({ booksFile, clock });
  const before = first.provider('ANEXPAY_XCHECKOUT');
  await new Merchant(before, clock, { webhookUrl: inbox.url }).createOrder({ orderNo: 'T1' });
  before.pay('T1', { amount: '200' });
  await before.webhooks.idle();
  const sent = inbox.received.map(({ event }) => event.eventId);
  expect(sent.length).toBeGreaterThan(1);
  await first.close();

  inbox.answer = (response) => response.end('{"retcode":200,"retmsg":"SUCCESS"}');
  const later = createSandboxClock({ frozenAt: NOON + 1_000 });
  const second = await start({ booksFile, clock: later });
  const after = second.provider('ANEXPAY_XCHECKOUT');
  expect(after.order('T1').status).toBe('PAID');
  expect(after.abnormalPayments('T1')).toHaveLength(1);
  await second.clock.advance(hour);
  const again = inbox.received.slice(sent.length).map(({ event }) => event.eventId);
  expect(again.toSorted()).toEqual(sent.toSorted());
});

it('an order that was waiting expires in the next sandbox, and a refund goes on', async () => {
  const booksFile = await openFile();
  const clock = createSandboxClock({ frozenAt: NOON });
  const first = await start({ booksFile, clock, autoAdvanceMs: 5_000 });
  const merchant = new Merchant(first.provider('W_CHECKOUT'), clock);
  await merchant.createOrder({ orderNo: 'T1' });
  await merchant.createOrder({ orderNo: 'T2' });
  first.provider('W_CHECKOUT').pay('T2');
  const refund = { refundOrderNo: 'R1', orderNo: 'T2', amount: 10.5 };
  await merchant.post('/checkout/refund/create', refund);
  await first.close();

  const later = createSandboxClock({ frozenAt: NOON + 1_000 });
  const second = await start({ booksFile, clock: later, autoAdvanceMs: 5_000 });
  const after = second.provider('W_CHECKOUT');
  expect(after.order('T1').status).toBe('PAYING');
  expect(after.refund('R1').status).toBe('PENDING_REFUND');
  await second.clock.advance(24 * hour);
  expect(after.order('T1').status).toBe('TIMEOUT');
  expect(after.refund('R1').status).toBe('REFUNDED');
});

it('a clock that was moved stays moved', async () => {
  const booksFile = await openFile();
  const first = await start({ booksFile });
  await first.clock.advance(hour);
  await first.close();
  const second = await start({ booksFile });
  expect(second.clock.now() - Date.now()).toBeGreaterThan(hour - 60_000);
});

it('a sandbox begins anew, and says so, where its file cannot be read', async () => {
  const booksFile = `${await openFile()}.sandbox`;
  await (await start({ booksFile })).close();
  await writeFile(booksFile, 'not a state');
  const lines: string[] = [];
  await start({ booksFile, log: (line) => lines.push(line) });
  expect(lines[0]).toContain('cannot be read, so the sandbox begins anew');
});
