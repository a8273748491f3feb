import type { DeliveryLeft, Left } from './left.ts';
import { did, inSequence, someDelivery } from './state.ts';
import type { RareState } from './state.ts';

/** A webhook that is only a reason to query one subject, and came more than once: an address has one row of it. */
const isMerged = ({ deliveries, isNotice, notices }: Left): boolean =>
  deliveries.some(({ identity }) => {
    const [, reference] = /"providerReference":"([^"]+)"/.exec(identity) ?? [];
    if (reference === undefined) return false;
    const come = notices.filter(
      ({ body, delivered }) => delivered && isNotice(body) && body.includes(reference),
    );
    return come.reduce((sum, { attempts }) => sum + attempts, 0) > 1;
  });

const was =
  (before: string, now: string) =>
  ({ was: statuses, status }: DeliveryLeft): boolean =>
    statuses.includes(before) && status === now;

export const deliveryStates: readonly RareState[] = [
  {
    id: 'delivery-unmatched-at-first',
    sentence: 'A webhook came before what it is about was known, and was dealt with later.',
    isReached: someDelivery(
      (one) => was('UNMATCHED', 'APPLIED')(one) || was('UNMATCHED', 'IGNORED')(one),
    ),
  },
  {
    id: 'delivery-unmatched-for-good',
    sentence: 'What a webhook is about never became known.',
    isReached: someDelivery(was('UNMATCHED', 'DEAD')),
  },
  {
    id: 'delivery-failed-then-applied',
    sentence: 'A webhook could not be confirmed, and was applied at a later attempt.',
    isReached: someDelivery(was('FAILED', 'APPLIED')),
  },
  {
    id: 'delivery-failed-for-good',
    sentence: 'A webhook could not be applied in a day of attempts.',
    isReached: someDelivery(was('FAILED', 'DEAD')),
  },
  {
    id: 'delivery-of-no-consequence',
    sentence: 'A genuine webhook changed nothing.',
    isReached: someDelivery(({ status }) => status === 'IGNORED'),
  },
  {
    id: 'delivery-dead-comes-again',
    sentence: 'A webhook that had been given up came again, and is tried afresh.',
    isReached: someDelivery(({ was: statuses, status }) =>
      inSequence(
        [...statuses, status],
        (one) => one === 'DEAD',
        (one) => one !== 'DEAD',
      ),
    ),
  },
  {
    id: 'delivery-replayed-by-hand',
    sentence: 'Somebody had a webhook applied again that had been applied.',
    isReached: (left) => did(left, 'replay a webhook', /: APPLIED$/),
  },
  {
    id: 'delivery-replayed-after-failing',
    sentence: 'A webhook that could not be applied was applied when somebody replayed it.',
    isReached: (left) =>
      did(left, 'replay a webhook', /\((?:FAILED|UNMATCHED|DEAD)\).*: APPLIED$/) ||
      did(left, 'a webhook comes', /replayed by hand: APPLIED$/),
  },
  {
    id: 'delivery-repetition-acknowledged',
    sentence: 'A webhook came again, and was acknowledged again.',
    isReached: ({ notices }) =>
      notices.some(({ attempts, delivered }) => attempts > 2 && delivered),
  },
  {
    id: 'delivery-forged',
    sentence: 'A forged webhook was refused, and nothing of it kept.',
    isReached: (left) => did(left, 'a webhook is forged', /: 401$/),
  },
  {
    id: 'delivery-at-another-address',
    sentence: 'A webhook came at the address of another topic, and at its own.',
    isReached: ({ deliveries }) =>
      deliveries.some(({ id, identity, topic }) =>
        deliveries.some(
          (other) =>
            other.id !== id &&
            other.topic !== topic &&
            content(other.identity) === content(identity),
        ),
      ),
  },
  {
    id: 'notices-merged',
    sentence: 'Several notices about one thing are one row.',
    isReached: isMerged,
  },
];

/** Without the topic. */
const content = (identity: string): string =>
  identity.replace(/^(?:orders|refunds|settlements)\//, '');
