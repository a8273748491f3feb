import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { MutationResult } from '../support/operations.ts';
import * as documents from '../support/documents.ts';
import { settle } from './settle.ts';
import type { Random } from './random.ts';
import type { Answered } from './testbed/client.ts';
import type { Testbed } from './testbed/testbed.ts';

const sides = ['', '-wal'] as const;

/** Copies the files while no process has them open. */
export async function backUp({ folder, paygraph }: Testbed): Promise<void> {
  await paygraph.kill();
  const path = join(folder, 'paygraph.sqlite');
  for (const side of sides) {
    await rm(`${folder}/backup${side}`, { force: true });
    // If nothing was written since the last checkpoint there is only one file.
    await copyFile(path + side, `${folder}/backup${side}`).catch(() => undefined);
  }
  await paygraph.start();
}

/**
 * What was done since the backup is known to the providers alone. As `docs/running.md` says, the log gets a new
 * timeline, and merchants repeat all their requests, orders first.
 */
export async function restore(testbed: Testbed, random: Random): Promise<number> {
  const { client, database, followers, folder, paygraph, sandbox } = testbed;
  const numbers = abnormalNumbers(testbed);
  const accounts = accountsOfOrders(testbed);
  await paygraph.kill();
  const path = join(folder, 'paygraph.sqlite');
  await rm(`${path}-shm`, { force: true });
  for (const side of sides) {
    await rm(path + side, { force: true });
    await copyFile(`${folder}/backup${side}`, path + side).catch(() => undefined);
  }
  newTimelines(path);
  for (const follower of followers) follower.expectReset();
  testbed.forgotten = await sandbox.call.noticesSoFar();
  await paygraph.start();
  const there = new Set(database.subjects().map(({ id }) => id));
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
  for (const [id, number] of abnormalNumbers(testbed)) {
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

const abnormalNumbers = ({ database }: Testbed): Map<string, string> =>
  new Map(
    database
      .all<{ id: string; number: string }>(
        'select id, provider_abnormal_payment_id as number from abnormal_payments',
      )
      .map(({ id, number }) => [id, number]),
  );

/** The account where it was created, even if its merchant did not name one. */
const accountsOfOrders = ({ database }: Testbed): Map<string, string> =>
  new Map(
    database
      .all<{ id: string; account: string }>('select id, account_id as account from orders')
      .map(({ id, account }) => [id, account]),
  );

function newTimelines(path: string): void {
  const database = new DatabaseSync(path);
  try {
    database.exec('update merchants set timeline = lower(hex(randomblob(6)))');
  } finally {
    database.close();
  }
}
