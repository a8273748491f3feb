import { keysOf, observe } from '../../../src/domain/aggregates/observe.ts';
import { isSilent } from '../../../src/domain/evidence.ts';
import { money, sameCurrency } from '../../../src/domain/money.ts';
import type { Money } from '../../../src/domain/money.ts';
import { countedIn } from '../../../src/domain/request.ts';
import type { OrderRecord } from '../../../src/store/records.ts';
import type { Observation } from '../../../src/domain/observation.ts';
import { reportedOf, sourceOf } from '../../../src/operations/instructions/change.ts';
import type { Scene } from '../scene.ts';
import { anyOf } from './step.ts';
import type { Step } from './step.ts';

/**
 * Reported statuses that the core has and no provider of the sandbox: they are observed directly, past the mapping.
 * What would be lost with a database is reported only where none has been copied, because nobody would report it
 * again.
 */
export const unsupportedSteps: readonly Step[] = [
  {
    name: 'the provider takes money back',
    weight: 3,
    run: reverse,
  },
  {
    name: 'money comes in after the end',
    weight: 2,
    run: payAfterTheEnd,
  },
  {
    name: 'the provider says not to have what it has',
    weight: 1,
    async run(scene) {
      const orders = (await scene.orders()).map((one) => ({ ...one, of: 'ORDER' as const }));
      const refunds = (await scene.refunds()).map((one) => ({ ...one, of: 'REFUND' as const }));
      const others = (await scene.settlements()).map((one) => ({
        ...one,
        of: 'SETTLEMENT' as const,
      }));
      const known = [...orders, ...refunds, ...others].filter(
        ({ evidence }) => !isSilent(evidence),
      );
      const one = anyOf(scene, known);
      if (one === null) return null;
      const { accountId, id, of, providerReference } = one;
      const queriedAt = scene.deps.now();
      await report(scene, accountId, { subject: 'ABSENCE', of, providerReference, queriedAt });
      return scene.trace.nameOf(id);
    },
  },
  {
    name: 'a transaction is replaced',
    weight: 1,
    async run(scene) {
      const orders = (await scene.orders()).filter(({ status }) => status === 'AWAITING_PAYMENT');
      const order = anyOf(scene, orders);
      if (order === null) return null;
      const { accountId, providerReference } = order;
      const common = { subject: 'ORDER', providerReference } as const;
      const at = scene.now();
      // At once, so that both are decided in one transaction.
      await Promise.all([
        report(scene, accountId, { ...common, status: 'PROCESSING', occurredAt: at }),
        report(scene, accountId, { ...common, status: 'AWAITING_PAYMENT', occurredAt: at + 1 }),
      ]);
      return `of ${scene.trace.nameOf(order.id)}`;
    },
  },
  {
    name: 'money comes in at an account that was left',
    weight: 2,
    async run(scene) {
      const text = `select l.account_id as "accountId", l.provider_reference as reference, o.id
        from left_accounts l join orders o on o.id = l.order_id
        where o.merchant_id = ? and o.account_id <> l.account_id`;
      const all = await scene.deps.read.all<LeftAccount>(text, scene.merchantId);
      const left = anyOf(scene, all);
      if (left === null) return null;
      const common = { subject: 'ORDER', status: 'PAID', occurredAt: null } as const;
      await report(scene, left.accountId, { ...common, providerReference: left.reference });
      return `by ${scene.trace.nameOf(left.id)}`;
    },
  },
  {
    name: 'money comes in that belongs to no order',
    weight: 1,
    async run(scene) {
      if (!scene.counterpart.hasPortal || !scene.random.percent(50)) return null;
      const number = `NOBODY${scene.strangers.size + 1}${scene.merchantId}`;
      scene.strangers.add(number);
      await report(scene, scene.accountId, {
        subject: 'ABNORMAL_PAYMENT',
        providerAbnormalPaymentId: number,
        orderProviderReference: null,
        type: 'LATE',
        handled: false,
        received: money('5', 'USDT', 'TRON'),
        pending: money('5', 'USDT', 'TRON'),
        occurredAt: null,
      });
      return `number ${scene.strangers.size}`;
    },
  },
  {
    name: 'an abnormal payment is told of in other money',
    weight: 2,
    async run(scene) {
      const payment = anyOf(scene, await scene.abnormalPayments());
      const order = (await scene.orders()).find(({ id }) => id === payment?.orderId);
      if (payment === null || order === undefined) return null;
      const { accountId, evidence, providerAbnormalPaymentId } = payment;
      const other = money('7', 'WUSD', 'ETHEREUM');
      if (evidence.received.currency === other.currency) return null;
      await report(scene, accountId, {
        subject: 'ABNORMAL_PAYMENT',
        providerAbnormalPaymentId,
        orderProviderReference: order.providerReference,
        type: evidence.type,
        handled: false,
        received: other,
        pending: other,
        occurredAt: null,
      });
      scene.disputed.add(order.providerReference);
      return scene.trace.nameOf(payment.id);
    },
  },
];

interface LeftAccount {
  accountId: string;
  reference: string;
  id: string;
}

async function reverse(scene: Scene): Promise<string | null> {
  const { backup, counterpart, delayed, trace } = scene;
  if (backup !== null || delayed !== null) return null;
  // Where refunds are recognized by what is left of their order, something has to be left.
  const isVague = counterpart.hidesFailedRefunds === true;
  const orders = isVague ? [] : (await scene.orders()).filter(({ status }) => status === 'PAID');
  const refunds = isVague ? [] : await scene.refunds();
  const settlements = await scene.settlements();
  // What only a person has decided, the provider may never have had.
  const payouts = [...refunds, ...settlements].filter(
    ({ status, evidence }) => status === 'SUCCEEDED' && !isSilent(evidence),
  );
  const isPayout = payouts.length > 0 && scene.random.percent(60);
  const one = isPayout ? anyOf(scene, payouts) : anyOf(scene, orders);
  if (one === null) return null;
  const { id, providerReference } = one;
  // Nor what was only accepted by hand.
  const isOrder = id.startsWith('ord');
  if (isOrder && (counterpart.orderBook(providerReference)?.paid ?? null) === null) return null;
  const common = { status: 'REVERSED', occurredAt: null } as const;
  const subjects = { ord: 'ORDER', rfd: 'REFUND', stl: 'SETTLEMENT' } as const;
  const subject = subjects[id.slice(0, 3) as keyof typeof subjects];
  // Of refunds all at once.
  const all = subject === 'REFUND' ? payouts.filter(isRefund) : [one];
  await Promise.all(
    all.map(({ accountId, providerReference }) => {
      counterpart.reverse(providerReference);
      return report(scene, accountId, { ...common, providerReference, subject });
    }),
  );
  return all.map((each) => trace.nameOf(each.id)).join(', ');
}

const isRefund = ({ id }: { id: string }): boolean => id.startsWith('rfd');

/** Paid in full, although the order had ended without money. */
async function payAfterTheEnd(scene: Scene): Promise<string | null> {
  const { backup, counterpart, delayed, trace } = scene;
  if (backup !== null || delayed !== null) return null;
  const ended = (await scene.orders()).filter(({ status }) => withoutMoney.includes(status));
  const order = anyOf(scene, ended);
  const paid = order && due(order);
  if (!order || !paid) return null;
  // What we gave up may be open there, and be paid as others are.
  const statuses = counterpart.orderBook(order.providerReference)?.statuses ?? [];
  if (!statuses.some((status) => withoutMoney.includes(status))) return null;
  const { accountId, evidence, id, providerReference } = order;
  const refundLimit = evidence.refundableLimit ?? paid;
  counterpart.payAfterTheEnd(providerReference, paid.minor, refundLimit.minor);
  const common = { subject: 'ORDER', status: 'PAID', occurredAt: null } as const;
  await report(scene, accountId, { ...common, providerReference, paid });
  return trace.nameOf(id);
}

const withoutMoney = ['EXPIRED', 'FAILED', 'CANCELED', 'PARTIALLY_PAID'];

/** What is due as the provider reports it, or the price; null where that is in other money. */
function due({ evidence, request }: OrderRecord): Money | null {
  if (evidence.payable !== null) return evidence.payable;
  return sameCurrency(request.amount, countedIn(request)) ? request.amount : null;
}

async function report({ deps, merchantId }: Scene, accountId: string, observation: Observation) {
  const [common] = reportedOf(deps, [observation]);
  await deps.queue.change({
    keys: keysOf(observation, accountId),
    decide(set) {
      if (common === undefined) throw new Error('nothing was said');
      const source = sourceOf(deps, { merchantId, accountId }, 'WEBHOOK');
      return { result: observe(set, source, common) };
    },
  });
}
