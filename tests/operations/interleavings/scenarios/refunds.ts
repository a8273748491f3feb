import { array, boolean, constant, constantFrom, oneof, record } from 'fast-check';
import { resolveAbnormalPayment } from '../../../../src/operations/orders/resolve-abnormal-payment.ts';
import type { ReportedPayoutStatus } from '../../../../src/domain/observation.ts';
import type { Behavior } from '../calls.ts';
import { interleaved } from '../run.ts';
import type { Act, Scene } from '../scene.ts';
import {
  bookOf,
  brl,
  happening,
  hasRefund,
  looking,
  orderOf,
  paidOrder,
  refreshing,
  refunding,
  returning,
  starting,
} from './actions.ts';

const anyEnd = constantFrom<Behavior>(
  'ANSWERED',
  'REFUSED',
  'LOST',
  'LOST_BEFORE',
  'LATE',
  'NOT_SENT',
);
const whenQueried = array(constantFrom('ANSWERED', 'LOST_BEFORE'), { maxLength: 2 });

/** The provider ends a refund in progress. */
const deciding = (scene: Scene, status: ReportedPayoutStatus): Act =>
  happening(() => {
    const refund = scene.books.refunds.find((one) => one.status === 'PENDING');
    if (refund !== undefined) scene.books.changeRefund(refund, status);
  });

const isInFlight = (scene: Scene) => (): boolean =>
  scene.books.refunds.some(({ status }) => status === 'PENDING');

export const refunds = interleaved({
  name: 'refunds of one order, here and in the portal',
  plans: record({
    behaviors: record({
      createRefund: array(anyEnd, { maxLength: 3 }),
      queryRefund: whenQueried,
    }),
    ends: array(constantFrom<ReportedPayoutStatus>('SUCCEEDED', 'FAILED'), {
      minLength: 2,
      maxLength: 2,
    }),
    portal: boolean(),
    reversed: boolean(),
  }),
  prepare: paidOrder,
  cast(scene, { ends, portal, reversed }) {
    scene.add('a refund', refunding(scene, 'a refund', '60.00'));
    scene.add('the same refund', refunding(scene, 'a refund', '60.00'));
    scene.add('another refund', refunding(scene, 'another refund', '60.00'));
    scene.add('the rest', refunding(scene, 'the rest', null));
    ends.forEach((status, at) =>
      scene.add(`the bank ${at + 1}`, deciding(scene, status), isInFlight(scene)),
    );
    scene.add('a refresh', refreshing(scene, 'REFUND'), hasRefund(scene));
    scene.add('the scheduler', looking(scene, 'refunds', [31_000, 16_000]), hasRefund(scene));
    if (portal) scene.add('the portal', inPortal(scene, '30.00'));
    if (!reversed) return;
    scene.add(
      'the scheme',
      happening(() => {
        const book = bookOf(scene);
        if (book !== undefined) scene.books.changeOrder(book, 'REVERSED');
      }),
    );
  },
});

const inPortal = (scene: Scene, amount: string): Act =>
  happening(() => {
    const { accountId: account, providerReference: order } = orderOf(scene);
    const made = { account, order, reference: 'PORTAL', payment: null, amount: brl(amount) };
    scene.books.makeRefund(made);
  });

/** A refund whose sender another process takes for dead. */
export const presumedLost = interleaved({
  name: 'a refund whose sender another process takes for dead, or that is',
  plans: record({
    behaviors: record({
      createRefund: array(oneof(constant<Behavior>('NOT_SENT'), anyEnd), {
        minLength: 1,
        maxLength: 2,
      }),
      queryRefund: whenQueried,
    }),
    waits: constantFrom([6_000], [31_000, 16_000], [31_000, 16_000], [601_000, 16_000]),
    dies: boolean(),
    isSlow: boolean(),
    repetition: constantFrom('SURELY', 'PERHAPS', 'PLAIN'),
  }),
  prepare: paidOrder,
  cast(scene, { waits, dies, isSlow, repetition }) {
    scene.repetition = repetition;
    const { second } = scene;
    const isSentAgain = (): boolean =>
      [...scene.rows.evidence.values()].flat().some(({ rule }) => rule === 'SENT_AGAIN');
    if (isSlow) scene.interleaver.hold('a refund', 'hands in a keep', isSentAgain);
    scene.add('a refund', refunding(scene, 'a refund', '60.00'));
    scene.add('the refund elsewhere', refunding(scene, 'a refund', '60.00'), undefined, second);
    scene.add('another elsewhere', refunding(scene, 'another refund', '60.00'), undefined, second);
    scene.add('the start', starting(scene, dies), hasRefund(scene), second);
    scene.add('the scheduler', looking(scene, 'refunds', waits), hasRefund(scene), second);
    scene.add('a refresh', refreshing(scene, 'REFUND'), hasRefund(scene));
    scene.add('the bank', deciding(scene, 'SUCCEEDED'), isInFlight(scene));
  },
});

const resolving =
  ({ merchantId, keyId, rows }: Scene, resolution: 'ACCEPT' | 'DISMISS'): Act =>
  (deps) =>
    resolveAbnormalPayment(
      deps,
      { kind: 'API_KEY', merchantId, keyId, scopes: [] },
      {
        idempotencyKey: `to ${resolution}`,
        abnormalPayment: rows.payments[0]?.id ?? '',
        resolution,
        note: 'Looked at.',
      },
    );

export const surplus = interleaved({
  name: 'a surplus that is given back, accepted and dealt with in the portal',
  plans: record({
    behaviors: record({
      createRefund: array(anyEnd, { maxLength: 2 }),
      queryRefund: whenQueried,
    }),
    end: constantFrom<ReportedPayoutStatus>('SUCCEEDED', 'FAILED'),
    resolution: constantFrom('ACCEPT', 'DISMISS'),
    handled: boolean(),
  }),
  async prepare(scene) {
    await paidOrder(scene);
    const { accountId: account, providerReference: order } = orderOf(scene);
    const surplus = { received: brl('10.00'), pending: brl('10.00'), handled: false };
    scene.books.addPayment({ account, number: 'surplus', order, ...surplus });
  },
  cast(scene, { end, resolution, handled }) {
    scene.add('a refund', returning(scene, 'a refund'));
    scene.add('the same refund', returning(scene, 'a refund'));
    scene.add('another refund', returning(scene, 'another refund'));
    scene.add('the desk', resolving(scene, resolution));
    scene.add('the bank', deciding(scene, end), isInFlight(scene));
    scene.add('the scheduler', looking(scene, 'refunds', [31_000, 16_000]), hasRefund(scene));
    if (!handled) return;
    scene.add(
      'the portal',
      happening(() => {
        const [payment] = scene.books.payments;
        if (payment !== undefined) scene.books.handle(payment);
      }),
    );
  },
});
