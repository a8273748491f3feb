import type { Left } from './left.ts';
import { did } from './state.ts';
import type { RareState } from './state.ts';

/** Events of one commit about the same subject. */
const twice = ({ commits }: Left, name: (event: Left['events'][number]) => string): boolean =>
  commits.some((events) => new Set(events.map((event) => name(event))).size < events.length);

const nounOf = (id: string): string => id.slice(0, 3);

const together =
  (...nouns: readonly string[]) =>
  ({ commits }: Left): boolean =>
    commits.some((events) => {
      const subjects = new Set(events.map(({ subjectId }) => nounOf(subjectId)));
      return nouns.every((noun) => subjects.has(noun));
    });

const healed =
  (noun: string, isNew: boolean) =>
  ({ events }: Left): boolean =>
    events.some(
      ({ cause, from, subjectId, to }) =>
        cause === 'RECONCILIATION' &&
        nounOf(subjectId) === noun &&
        (isNew ? from === null : from !== null && from !== to),
    );

const keyStates: readonly RareState[] = [
  {
    id: 'key-replayed',
    sentence: 'A key was used again, and gave the same object.',
    isReached: (left) => did(left, 'use a key again', /replayed$/),
  },
  {
    id: 'key-in-conflict',
    sentence: 'A key was used for something else, and refused.',
    isReached: (left) => did(left, 'use a key for something else', /IDEMPOTENCY_CONFLICT$/),
  },
  {
    id: 'key-in-progress',
    sentence: 'A key was used again while its first use was under way.',
    isReached: (left) => did(left, 'use a key again', /OPERATION_IN_PROGRESS$/),
  },
  {
    id: 'key-lost-with-the-database',
    sentence: 'A backup was restored, and keys that it did not know were used again.',
    isReached: (left) => did(left, 'the backup is restored', /^[1-9]/),
  },
  {
    id: 'key-lost-and-its-effect-found',
    sentence: 'What a lost key had made was at the provider: it was found, and not made twice.',
    isReached: (left) =>
      did(
        left,
        'the backup is restored',
        /^[1-9].*(?:AWAITING_PAYMENT|PAID|SUCCEEDED|PENDING|PROCESSING)/,
      ),
  },
  {
    id: 'restored-and-told-before-asked',
    sentence: 'A webhook told of what had been lost with the database.',
    isReached: ({ hasBeenRestored, deliveries }) =>
      hasBeenRestored && deliveries.some(({ was: statuses }) => statuses.includes('UNMATCHED')),
  },
];

const clockStates: readonly RareState[] = [
  {
    id: 'clock-steps-while-something-is-unknown',
    sentence: 'The clock stepped while something was unknown or unsent.',
    isReached: (left) => did(left, 'the clock on the wall steps', /[1-9]\d* waiting$/),
  },
  {
    id: 'clock-set-back-while-something-is-unknown',
    sentence: 'The clock was set back while something was unknown or unsent.',
    isReached: (left) => did(left, 'the clock on the wall steps', /by -.*[1-9]\d* waiting$/),
  },
  {
    id: 'log-tells-an-earlier-time',
    sentence: 'An event was written down at an earlier time than the one before.',
    isReached: ({ events }) =>
      events.some(({ recordedAt }, at) => recordedAt < (events[at - 1]?.recordedAt ?? 0)),
  },
  {
    id: 'started-again-with-something-unknown',
    sentence: 'Paygraph started again while something was unknown or unsent.',
    isReached: (left) => did(left, 'Paygraph starts again', /[1-9]\d* waiting$/),
  },
  {
    id: 'started-beside-another-process',
    sentence: 'Another process started while something was being sent, and took it for lost.',
    isReached: (left) => did(left, 'another process starts', /: UNKNOWN$/),
  },
];

const reconciliationStates: readonly RareState[] = [
  ...(['MISSING_HERE', 'MISSING_THERE', 'STATUS', 'AMOUNT'] as const).map((kind) => ({
    id: `reconciliation-finds-${kind.toLowerCase().replace('_', '-')}`,
    sentence: `Reconciliation found a difference of the kind ${kind}.`,
    isReached: ({ findings }: Left) => findings.includes(kind),
  })),
  {
    id: 'reconciliation-corrects-an-order',
    sentence: 'Reconciliation told us what had become of an order.',
    isReached: healed('ord', false),
  },
  {
    id: 'reconciliation-corrects-a-refund',
    sentence: 'Reconciliation told us what had become of a refund.',
    isReached: healed('rfd', false),
  },
  {
    id: 'reconciliation-corrects-a-settlement',
    sentence: 'Reconciliation told us what had become of a settlement.',
    isReached: healed('stl', false),
  },
];

const commitStates: readonly RareState[] = [
  {
    id: 'commit-changes-one-thing-twice',
    sentence: 'Several changes of one thing were written in one transaction.',
    isReached: (left) => twice(left, ({ subjectId }) => subjectId),
  },
  {
    id: 'commit-changes-two-refunds-of-an-order',
    sentence: 'Changes of several refunds of one order were written in one transaction.',
    isReached: ({ commits }) =>
      commits.some((events) => {
        const refunds = new Map(
          events
            .filter(({ subjectId }) => nounOf(subjectId) === 'rfd')
            .map(({ subjectId, orderId }) => [subjectId, orderId]),
        );
        return refunds.size > new Set(refunds.values()).size;
      }),
  },
  {
    id: 'commit-changes-a-refund-and-its-order',
    sentence: 'A refund and the attention that its order needs were written in one transaction.',
    isReached: together('rfd', 'ord'),
  },
  {
    id: 'commit-changes-a-refund-and-its-abnormal-payment',
    sentence: 'A refund and its abnormal payment were written in one transaction.',
    isReached: together('rfd', 'abn'),
  },
  {
    id: 'commit-changes-an-order-and-its-abnormal-payment',
    sentence: 'An order and its abnormal payment were written in one transaction.',
    isReached: together('ord', 'abn'),
  },
];

export const surroundingStates: readonly RareState[] = [
  ...keyStates,
  ...clockStates,
  ...reconciliationStates,
  ...commitStates,
];
