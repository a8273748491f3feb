import type { Left, OrderLeft, RefundLeft } from './left.ts';
import { by, did, has, inSequence, someOrder, someRefund, someSettlement, went } from './state.ts';
import type { RareState } from './state.ts';

const returned = ['FAILED', 'REJECTED', 'CANCELED', 'REVERSED'];

/** Refunds of the order itself, and not of an abnormal payment. */
const ofOrder = ({ refunds }: OrderLeft): readonly RefundLeft[] =>
  refunds.filter(({ paymentId }) => paymentId === null);

/** The amount of a failed refund was refunded by another one that would not have fitted beside it. */
function isReservedAgain(order: OrderLeft): boolean {
  const refunds = ofOrder(order);
  const limit = order.refundable ?? 0n;
  return refunds.some(
    (failed, at) =>
      returned.includes(failed.status) &&
      refunds
        .slice(at + 1)
        .some((other) => other.status === 'SUCCEEDED' && other.amount + failed.amount > limit),
  );
}

/** In the order of creation. */
const adoptedBesideOwn =
  (...isAdopted: readonly boolean[]) =>
  ({ orders }: Left): boolean =>
    orders.some((order) =>
      inSequence(
        ofOrder(order),
        ...isAdopted.map((is) => (one: RefundLeft) => one.isAdopted === is),
      ),
    );

const created = (refund: RefundLeft) => refund.events.find(({ from }) => from === null);

export const refundStates: readonly RareState[] = [
  {
    id: 'refund-waits-unsent',
    sentence: 'A refund surely was not sent, and waits for the provider to be reached.',
    isReached: someRefund((one) => has(one, 'NOT_SENT')),
  },
  {
    id: 'refund-sent-after-waiting',
    sentence: 'A refund that had waited was sent once the provider could be reached.',
    isReached: someRefund(({ evidence }) => inSequence(evidence, by('NOT_SENT'), by('SENT'))),
  },
  {
    id: 'refund-canceled-unsent',
    sentence: 'A refund that had not been sent was taken back.',
    isReached: someRefund((one) => has(one, 'WITHDRAWN')),
  },
  {
    id: 'refund-canceled-at-the-provider',
    sentence: 'A refund was canceled at the provider.',
    isReached: someRefund((one) => one.status === 'CANCELED' && !has(one, 'WITHDRAWN')),
  },
  {
    id: 'refund-failed-then-succeeded',
    sentence: 'A refund counted as failed, and the money has left all the same.',
    isReached: someRefund((one) => went(one, 'FAILED', 'SUCCEEDED')),
  },
  {
    id: 'refund-freed-and-taken-again',
    sentence: 'What a refund held that came to nothing was given back by a later one.',
    isReached: someOrder(isReservedAgain),
  },
  {
    id: 'refund-refused-for-its-amount',
    sentence: 'A refund of more than is left was refused.',
    isReached: (left) => did(left, 'refund an order', /REFUND_EXCEEDS_REFUNDABLE/),
  },
  {
    id: 'refund-refused-beside-another',
    sentence: 'A second refund was refused at a provider that takes one at a time.',
    isReached: (left) => did(left, 'refund an order', /INVALID_STATE of PAID/),
  },
  {
    id: 'refund-refused-of-a-reversed-order',
    sentence: 'A refund of an order whose payment had been taken back was refused.',
    isReached: (left) => did(left, 'refund an order', /INVALID_STATE of REVERSED/),
  },
  {
    id: 'refund-refused-in-the-same-commit',
    sentence: 'Of two refunds at once of all that is left, one is made and the other refused.',
    isReached: (left) => did(left, 'refund an order twice', /: refund \w+ and [A-Z_]/),
  },
  {
    id: 'refunds-at-once',
    sentence: 'Several refunds of one order were under way at once, and went well.',
    isReached: ({ orders, events }) =>
      orders.some((order) => {
        const ids = ofOrder(order)
          .filter(({ status, isAdopted }) => status === 'SUCCEEDED' && !isAdopted)
          .map(({ id }) => id);
        const own = events.filter(({ subjectId }) => ids.includes(subjectId));
        const first = own.findIndex(({ to }) => to === 'SUCCEEDED');
        return new Set(own.slice(0, first).map(({ subjectId }) => subjectId)).size > 1;
      }),
  },
  {
    id: 'refund-not-sent-for-want-of-money',
    sentence: 'A refund that had waited was given up: what was paid had been given back otherwise.',
    isReached: someRefund(({ evidence }) =>
      evidence.some(({ why }) => why?.startsWith('It is not sent') === true),
    ),
  },
  {
    id: 'portal-refund-adopted-by-a-webhook',
    sentence: 'A refund made in the portal became known by a webhook.',
    isReached: someRefund((one) => one.isAdopted && created(one)?.cause === 'WEBHOOK'),
  },
  {
    id: 'portal-refund-adopted-by-reconciliation',
    sentence: 'A refund made in the portal became known by reconciliation.',
    isReached: someRefund((one) => one.isAdopted && created(one)?.cause === 'RECONCILIATION'),
  },
  {
    id: 'portal-refund-before-our-own',
    sentence: 'A refund of the portal was adopted, and then one was asked for here.',
    isReached: adoptedBesideOwn(true, false),
  },
  {
    id: 'portal-refund-after-our-own',
    sentence: 'A refund was asked for here, and then one of the portal was adopted.',
    isReached: adoptedBesideOwn(false, true),
  },
  {
    id: 'portal-refunds-two-of-an-order',
    sentence: 'Two refunds of one order were made in the portal.',
    isReached: adoptedBesideOwn(true, true),
  },
  {
    id: 'portal-refund-failed',
    sentence: 'A refund made in the portal failed: what it held is free again.',
    isReached: someRefund(({ isAdopted, status }) => isAdopted && status === 'FAILED'),
  },
  {
    id: 'refund-reclaimed-after-a-restore',
    sentence: 'A refund lost with the database was told of, adopted, and reclaimed by its key.',
    isReached: ({ refunds, keys }) =>
      refunds.some(
        ({ id, isAdopted }) => isAdopted && keys.some(({ objectId }) => objectId === id),
      ),
  },
  {
    id: 'settlement-waits-unsent',
    sentence: 'A settlement surely was not sent, and waits for the provider to be reached.',
    isReached: someSettlement((one) => has(one, 'NOT_SENT')),
  },
  {
    id: 'settlement-sent-after-waiting',
    sentence: 'A settlement that had waited was sent once the provider could be reached.',
    isReached: someSettlement(({ evidence }) => inSequence(evidence, by('NOT_SENT'), by('SENT'))),
  },
  {
    id: 'settlement-canceled-unsent',
    sentence: 'A settlement that had not been sent was taken back.',
    isReached: someSettlement((one) => has(one, 'WITHDRAWN')),
  },
  {
    id: 'settlement-canceled-at-the-provider',
    sentence: 'A settlement was canceled at the provider.',
    isReached: someSettlement((one) => one.status === 'CANCELED' && !has(one, 'WITHDRAWN')),
  },
  {
    id: 'settlement-rejected',
    sentence: "The provider's review said no to a settlement.",
    isReached: someSettlement(({ status }) => status === 'REJECTED'),
  },
  {
    id: 'settlement-failed-then-succeeded',
    sentence: 'A settlement counted as failed, and the money has left all the same.',
    isReached: someSettlement((one) => went(one, 'FAILED', 'SUCCEEDED')),
  },
];
