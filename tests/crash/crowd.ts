import { setTimeout as sleep } from 'node:timers/promises';
import * as documents from '../support/documents.ts';
import { crashProviders } from './providers/index.ts';
import type { Random } from './random.ts';
import type { Testbed } from './testbed/testbed.ts';

const crowd = 400;
const atOnce = 40;
/** Real milliseconds from when an unknown outcome is due until it is queried, on a busy machine too. */
const inTimeMs = 12_000;

/**
 * Hundreds of orders wait for their payers at one account and are due to be polled when the answer to a refund is
 * lost there. The unknown outcome must be queried first.
 */
export async function crowdIn(testbed: Testbed, random: Random, round: number): Promise<void> {
  const { client, sandbox } = testbed;
  const { name: provider, crowd: requests } = crashProviders.find((one) => one.crowd) ?? {};
  const account = testbed.accounts.find((one) => one.provider === provider);
  if (requests === undefined || account === undefined) throw new Error('no account for a crowd');
  const create = async (index: number) => {
    const name = `r${String(round).padStart(4, '0')}-crowd-${index}`;
    const request = requests.order(random.between(20, 400));
    const input = { idempotencyKey: name, reference: name, account: account.id, ...request };
    return (await client.create('createOrder', documents.createOrder, input))?.order;
  };
  const order = await create(0);
  for (let from = 1; from <= crowd; from += atOnce) {
    // No more at once than a process accepts.
    await Promise.all(Array.from({ length: atOnce }, (_, index) => create(from + index)));
  }
  if (order === undefined) return;
  const { id } = order;
  await sandbox.call.pay(account.provider, order.providerReference, 'full');
  await client.execute('refreshOrder', documents.refreshOrder, { id });
  await sandbox.call.arm(account.provider, 'cut-after', requests.createRefund, 0);
  const input = { idempotencyKey: `r${round}-crowd-refund`, order: id };
  const refund = (await client.create('createRefund', documents.createRefund, input))?.refund;
  if (refund?.status !== 'UNKNOWN') return;
  await testbed.advance(31_000);
  await untilQueried(testbed, refund.id);
}

async function untilQueried({ client, database }: Testbed, id: string): Promise<void> {
  const from = performance.now();
  const text = "select count(*) as n from refunds where id = ? and status = 'UNKNOWN'";
  while ((await database.count(text, id)) > 0) {
    if (performance.now() - from > inTimeMs) {
      client.complain('stuck', `${id} is not asked for while ${crowd} orders are open`);
      return;
    }
    await sleep(50);
  }
}
