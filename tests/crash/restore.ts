import { randomBytes } from 'node:crypto';
import type { MutationResult } from '../support/operations.ts';
import * as documents from '../support/documents.ts';
import { settle } from './settle.ts';
import type { Random } from './random.ts';
import type { Answered } from './testbed/client.ts';
import type { Testbed } from './testbed/testbed.ts';

/** Keeps what is in the database while no process has it open. */
export async function backUp({ own, paygraph }: Testbed): Promise<void> {
  await paygraph.kill();
  await own.save();
  await paygraph.start();
}

/**
 * What was done since the backup is known to the providers alone. As `docs/running.md` says, the log gets a new
 * timeline, and merchants repeat all their requests, orders first.
 */
export async function restore(testbed: Testbed, random: Random): Promise<number> {
  const { client, database, followers, own, paygraph, sandbox } = testbed;
  const numbers = await abnormalNumbers(testbed);
  const accounts = await accountsOfOrders(testbed);
  await paygraph.kill();
  await own.restore();
  const timeline = randomBytes(6).toString('hex');
  await database.tamper(`update merchants set timeline = '${timeline}'`);
  for (const follower of followers) follower.expectReset();
  testbed.forgotten = await sandbox.call.noticesSoFar();
  await paygraph.start();
  const there = new Set((await database.subjects()).map(({ id }) => id));
  const lost = [...client.answered].filter(([, { id }]) => !there.has(id));
  for (const [name] of lost) client.answered.delete(name);
  const ids = new Map<string, string>();
  const again = async (
    answered: Pick<Answered, 'mutation' | 'document' | 'input'>,
    id?: string,
  ) => {
    const account = accounts.get(id ?? '');
    const named = account === undefined ? {} : { account };
    const input = { ...withIds(answered.input, ids), ...named };
    const result = await client.create(answered.mutation, answered.document, input);
    const made = madeOf(result);
    if (id === undefined || made === undefined) return made;
    ids.set(id, made);
    if (client.cancels.has(id)) client.cancels.add(made);
    return made;
  };
  const unanswered = client.abandoned.splice(0);
  for (const one of unanswered) if (one.mutation !== 'createRefund') await again(one);
  const of = (mutation: string) => lost.filter(([, answered]) => answered.mutation === mutation);
  for (const [, answered] of of('createOrder')) {
    const id = await again(answered, answered.id);
    if (id !== undefined) await client.execute('refreshOrder', documents.refreshOrder, { id });
  }
  const unansweredRefunds = unanswered.filter(({ mutation }) => mutation === 'createRefund');
  const refunds = [
    ...of('createRefund').map(([, one]) => ({ ...one, repeat: () => again(one, one.id) })),
    ...unansweredRefunds.map((one) => ({ ...one, repeat: () => again(one) })),
  ];
  // A refund without an amount takes all that is left, so it comes after those with one.
  for (const isOfRest of [false, true]) {
    for (const { input, repeat } of refunds) if (!('amount' in input) === isOfRest) await repeat();
  }
  for (const [, answered] of of('createSettlement')) await again(answered, answered.id);
  await settle(testbed, random, async () => undefined);
  // Reconciliation has found meanwhile which abnormal payments there are.
  for (const [id, number] of await abnormalNumbers(testbed)) {
    const before = [...numbers].find(([, one]) => one === number)?.[0];
    if (before !== undefined) ids.set(before, id);
  }
  const late = [...of('createRefund'), ...of('refundAbnormalPayment')];
  for (const [name, answered] of late) {
    if (!client.answered.has(name)) await again(answered, answered.id);
  }
  // The objects that they name may have been found only now, and some providers take one refund at a time.
  for (const one of unanswered) await again(one);
  return lost.length;
}

const madeOf = (result: MutationResult | null): string | undefined =>
  (result?.order ?? result?.refund ?? result?.settlement)?.id;

/** Ids are ours, and change when the objects that they name are created again. */
function withIds(input: Answered['input'], ids: ReadonlyMap<string, string>): Answered['input'] {
  const text = JSON.stringify(input);
  return JSON.parse(text.replace(/\b(?:ord|abn)_\w+/g, (id) => ids.get(id) ?? id)) as never;
}

async function abnormalNumbers({ database }: Testbed): Promise<Map<string, string>> {
  const text = 'select id, provider_abnormal_payment_id as number from abnormal_payments';
  const rows = await database.all<{ id: string; number: string }>(text);
  return new Map(rows.map(({ id, number }) => [id, number]));
}

/** The account where it was created, even if its merchant did not name one. */
async function accountsOfOrders({ database }: Testbed): Promise<Map<string, string>> {
  const text = 'select id, account_id as account from orders';
  const rows = await database.all<{ id: string; account: string }>(text);
  return new Map(rows.map(({ id, account }) => [id, account]));
}
