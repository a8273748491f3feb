import { did, has, someOrder, somePayment } from './state.ts';
import type { RareState } from './state.ts';

const ofType = (type: string) => somePayment(({ evidence }) => evidence.type === type);

export const abnormalStates: readonly RareState[] = [
  {
    id: 'payment-overpaid',
    sentence: 'More came in than was due.',
    isReached: ofType('OVERPAID'),
  },
  {
    id: 'payment-underpaid',
    sentence: 'Less came in than was due.',
    isReached: ofType('UNDERPAID'),
  },
  {
    id: 'payment-late',
    sentence: 'Money came in after the time of its order.',
    isReached: ofType('LATE'),
  },
  {
    id: 'payment-known-before-its-type',
    sentence: 'An abnormal payment was known for a while, and what it is was not.',
    isReached: somePayment(
      ({ events, evidence }) =>
        evidence.type !== 'UNCLASSIFIED' &&
        events.length > 1 &&
        events[1]?.from === 'OPEN' &&
        events[1].to === 'OPEN',
    ),
  },
  {
    id: 'payments-two-of-an-order',
    sentence: 'An order has several abnormal payments.',
    isReached: someOrder(({ payments }) => payments.length > 1),
  },
  {
    id: 'payment-given-back',
    sentence: 'An abnormal payment was given back.',
    isReached: somePayment(
      ({ refunds, status }) =>
        status === 'RESOLVED' &&
        refunds.some((one) => one.status === 'SUCCEEDED' && !one.isAdopted),
    ),
  },
  {
    id: 'payment-pending-again',
    sentence: 'The refund of an abnormal payment came to nothing: it is open again.',
    isReached: somePayment(({ events }) =>
      events.some(({ from, to }) => from === 'RESOLVING' && to === 'OPEN'),
    ),
  },
  {
    id: 'payment-given-back-at-the-second-try',
    sentence: 'A refund of an abnormal payment failed, and another one succeeded.',
    isReached: somePayment(
      ({ refunds }) =>
        refunds.some(({ status }) => status === 'FAILED') &&
        refunds.some(({ status }) => status === 'SUCCEEDED'),
    ),
  },
  {
    id: 'payment-refund-refused-beside-another',
    sentence: 'An abnormal payment that is being given back is not given back once more.',
    isReached: (left) => did(left, 'refund an abnormal payment', /INVALID_STATE of RESOLVING/),
  },
  {
    id: 'payment-refund-given-up',
    sentence: 'The refund of an abnormal payment was given up.',
    isReached: somePayment(({ refunds }) => refunds.some((one) => has(one, 'GIVEN_UP'))),
  },
  {
    id: 'payment-accepted',
    sentence: 'Somebody let an abnormal payment count towards its order.',
    isReached: somePayment(({ evidence }) => evidence.resolution?.kind === 'ACCEPT'),
  },
  {
    id: 'payment-dismissed',
    sentence: 'Somebody dismissed an abnormal payment: it was dealt with elsewhere.',
    isReached: somePayment(({ evidence }) => evidence.resolution?.kind === 'DISMISS'),
  },
  {
    id: 'payment-resolved-while-it-is-given-back',
    sentence: 'Nobody may decide about an abnormal payment that is being given back.',
    isReached: (left) => did(left, 'resolve an abnormal payment', /INVALID_STATE of RESOLVING/),
  },
  {
    id: 'payment-of-other-money',
    sentence:
      'An abnormal payment was told of in other money than before: its order needs attention.',
    isReached: someOrder(({ evidence }) =>
      evidence.some(({ about, rule }) => about === 'ABNORMAL_PAYMENT' && rule === 'OTHER_AMOUNT'),
    ),
  },
  {
    id: 'payment-of-no-order',
    sentence: 'Money came in that belongs to no order.',
    isReached: somePayment(({ orderId }) => orderId === null),
  },
  {
    id: 'payment-found-by-reconciliation',
    sentence: 'An abnormal payment became known by reconciliation.',
    isReached: somePayment(({ events }) => events[0]?.cause === 'RECONCILIATION'),
  },
  {
    id: 'payment-of-a-canceled-order',
    sentence: 'Money came in for an order that had been canceled.',
    isReached: someOrder(({ status, payments }) => status === 'CANCELED' && payments.length > 0),
  },
];
