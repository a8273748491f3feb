import { by, did, has, inSequence, someOrder, went } from './state.ts';
import type { RareState } from './state.ts';

export const orderStates: readonly RareState[] = [
  {
    id: 'order-given-up-unsent',
    sentence: 'An order was given up, because no account could be reached.',
    isReached: someOrder(
      (one) => has(one, 'GIVEN_UP') && !has(one, 'ABSENCE_COUNTS') && !has(one, 'ANSWER_LOST'),
    ),
  },
  {
    id: 'order-given-up-then-paid',
    sentence: 'An order was given up, and paid all the same.',
    isReached: someOrder((one) => has(one, 'GIVEN_UP') && went(one, 'FAILED', 'PAID')),
  },
  {
    id: 'order-refused-while-its-answer-is-awaited',
    sentence: 'A webhook said no to an order whose answer was on its way: it was left open.',
    isReached: someOrder((one) => has(one, 'AWAITS_ANSWER')),
  },
  {
    id: 'order-sent-with-another-account',
    sentence: 'An order that one account could not take was sent with another one.',
    isReached: someOrder((one) => has(one, 'TURNED')),
  },
  {
    id: 'order-back-at-an-account-it-had-left',
    sentence: 'An order went from account to account and back, while none could be reached.',
    isReached: someOrder(({ evidence }) => inSequence(evidence, by('TURNED'), by('TURNED'))),
  },
  {
    id: 'order-told-of-at-the-account-it-left',
    sentence: 'An account that an order had left spoke of it: that counts for nothing.',
    isReached: someOrder((one) => has(one, 'LEFT_ACCOUNT')),
  },
  {
    id: 'order-refused-beside-its-failover',
    sentence:
      'A webhook said no at the first account while the order was sent, and it took a second one.',
    isReached: someOrder(({ evidence }) => inSequence(evidence, by('AWAITS_ANSWER'), by('TURNED'))),
  },
  {
    id: 'order-paid-at-the-account-it-left',
    sentence: 'Money came in at an account that the order had left: it needs attention.',
    isReached: someOrder(({ attention }) => attention.includes('MONEY_ELSEWHERE')),
  },
  {
    id: 'order-paid-although-told-of-other-money',
    sentence: 'An order was told of other money than was asked for, and is paid.',
    isReached: someOrder(
      ({ attention, status }) => attention.includes('OTHER_AMOUNT') && status === 'PAID',
    ),
  },
  {
    id: 'order-expired-then-paid',
    sentence: 'An order expired, and was paid after that.',
    isReached: someOrder((one) => went(one, 'EXPIRED', 'PAID')),
  },
  {
    id: 'order-failed-then-paid',
    sentence: 'An order failed by the word of the provider, and was paid after that.',
    isReached: someOrder((one) => !has(one, 'GIVEN_UP') && went(one, 'FAILED', 'PAID')),
  },
  {
    id: 'order-canceled-then-paid',
    sentence: 'An order was canceled, and was paid after that.',
    isReached: someOrder((one) => went(one, 'CANCELED', 'PAID')),
  },
  {
    id: 'order-expired-then-canceled',
    sentence: 'An order expired, and turned out to have been canceled.',
    isReached: someOrder((one) => went(one, 'EXPIRED', 'CANCELED')),
  },
  {
    id: 'order-back-to-waiting',
    sentence: 'The transaction that was being confirmed was replaced: the order waits again.',
    isReached: someOrder((one) => went(one, 'PROCESSING', 'AWAITING_PAYMENT')),
  },
  {
    id: 'order-paid-in-part-then-in-full',
    sentence: 'An order was paid in part, and then in full.',
    isReached: someOrder((one) => went(one, 'PARTIALLY_PAID', 'PAID')),
  },
  {
    id: 'order-paid-in-part-for-good',
    sentence: 'An order is paid in part, and will not be paid in full.',
    isReached: someOrder(({ status }) => status === 'PARTIALLY_PAID'),
  },
  {
    id: 'order-paid-before-its-answer',
    sentence: 'An order was known to be paid before the answer to its send had come.',
    isReached: someOrder((one) => went(one, 'SUBMITTING', 'PAID', 'WEBHOOK')),
  },
  {
    id: 'order-unknown-then-paid',
    sentence: 'The first that was known of an order whose answer was lost is that it was paid.',
    isReached: someOrder((one) => went(one, 'UNKNOWN', 'PAID')),
  },
  {
    id: 'order-refunded-then-reversed',
    sentence:
      'An order was paid and refunded, and then the payment was taken back: it is overdrawn.',
    isReached: someOrder(({ status, refunded }) => status === 'REVERSED' && refunded > 0n),
  },
  {
    id: 'order-overdrawn-by-the-portal',
    sentence:
      'A refund of the portal and those of our own take more than was paid: it needs attention.',
    isReached: ({ commits, refunds }) =>
      commits.some((events) =>
        events.some(
          ({ type, subjectId, orderId }) =>
            type === 'REFUND_CREATED' &&
            refunds.some(({ id, isAdopted }) => id === subjectId && isAdopted) &&
            events.some((one) => one.type === 'ORDER_UPDATED' && one.subjectId === orderId),
        ),
      ),
  },
  {
    id: 'order-refunded-in-full',
    sentence: 'All that was paid of an order was given back, in several refunds.',
    isReached: someOrder(
      ({ refunded, refundable, refunds }) =>
        refundable === refunded &&
        refunds.filter(({ status }) => status === 'SUCCEEDED').length > 1,
    ),
  },
  {
    id: 'order-paid-by-acceptance',
    sentence:
      'An order counts as paid by an abnormal payment that somebody accepted, and by nothing else.',
    isReached: someOrder(
      (one) =>
        has(one, 'ACCEPTED') &&
        !one.evidence.some(({ reported, rule }) => reported === 'PAID' && rule !== 'OTHER_AMOUNT'),
    ),
  },
  {
    id: 'order-paid-and-more-accepted',
    sentence: 'An order was paid, and somebody let an abnormal payment count towards it as well.',
    isReached: someOrder(
      (one) =>
        has(one, 'ACCEPTED') &&
        one.evidence.some(({ reported, rule }) => reported === 'PAID' && rule !== 'OTHER_AMOUNT'),
    ),
  },
  {
    id: 'cancel-won',
    sentence: 'An order was canceled by its merchant.',
    isReached: ({ orders, keys }) =>
      orders.some(
        ({ id, status }) =>
          status === 'CANCELED' &&
          keys.some(({ mutation, objectId }) => mutation === 'cancelOrder' && objectId === id),
      ),
  },
  {
    id: 'cancel-lost-to-a-payment',
    sentence: 'A cancel was sent, and the payment was faster.',
    isReached: ({ orders, intentions, keys }) =>
      orders.some(
        ({ id, status }) =>
          status === 'PAID' &&
          intentions.some(({ objectId }) => objectId === id) &&
          !keys.some(({ mutation, objectId }) => mutation === 'cancelOrder' && objectId === id),
      ),
  },
  {
    id: 'cancel-without-an-answer',
    sentence: 'Nobody knows what became of a cancel: its intention is kept, and its caller told.',
    isReached: (left) =>
      left.intentions.length > 0 && did(left, 'cancel an order', /PROVIDER_UNAVAILABLE/),
  },
  {
    id: 'cancel-taken-up-again',
    sentence:
      'A cancel whose answer had been lost was asked for again with the same key, and had won.',
    isReached: (left) => did(left, 'cancel', /(?:: CANCELED, as intended|again: CANCELED)$/),
  },
  {
    id: 'cancel-replayed',
    sentence: 'A cancel that had won was asked for again with the same key: a success again.',
    isReached: (left) => did(left, 'cancel with the same key', /: CANCELED, replayed$/),
  },
  {
    id: 'cancel-refused-of-what-is-over',
    sentence: 'A cancel of an order that was paid already was refused.',
    isReached: (left) => did(left, 'cancel an order', /INVALID_STATE of PAID$/),
  },
  {
    id: 'cancel-told-before-its-answer',
    sentence: 'A webhook told that an order was canceled, and not the answer to its cancel.',
    isReached: ({ orders, intentions }) =>
      orders.some(
        ({ id, events }) =>
          intentions.some(({ objectId }) => objectId === id) &&
          events.some(({ to, cause }) => to === 'CANCELED' && cause === 'WEBHOOK'),
      ),
  },
];
