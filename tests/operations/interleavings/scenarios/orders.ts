import { array, boolean, constant, constantFrom, oneof, record } from 'fast-check';
import { retryDelivery } from '../../../../src/operations/webhooks/retry-delivery.ts';
import { interleaved } from '../run.ts';
import type { Behavior } from '../calls.ts';
import type { Scene } from '../scene.ts';
import {
  canceling,
  creating,
  happening,
  hasOrder,
  isAtProvider,
  looking,
  openOrder,
  paying,
  refreshing,
  starting,
} from './actions.ts';

const rejected = constantFrom<Behavior>('TURNED_AWAY', 'DONE_AND_TURNED_AWAY', 'VAGUE', 'NOT_SENT');
const anyEnd = constantFrom<Behavior>(
  'ANSWERED',
  'REFUSED',
  'LOST',
  'LOST_BEFORE',
  'LATE',
  'NOT_SENT',
);
const whenQueried = array(constantFrom('ANSWERED', 'LOST_BEFORE'), { maxLength: 2 });

/** The first account refuses or cannot be reached. It may have the order all the same, and report it at any time. */
export const failover = interleaved({
  name: 'an order that a second account is tried for',
  plans: record({
    behaviors: record({
      createOrder: record({ first: oneof(rejected, anyEnd), second: anyEnd }).map(
        ({ first, second }) => [first, second],
      ),
      queryOrder: whenQueried,
    }),
    inSecond: boolean(),
  }),
  cast(scene, { inSecond }) {
    const { first, second } = scene;
    scene.add('the merchant', creating(scene, 'the order'));
    scene.add('the merchant again', creating(scene, 'the order'));
    scene.add('a refresh', refreshing(scene), hasOrder(scene));
    scene.add('another refresh', refreshing(scene), hasOrder(scene), second);
    scene.add('a third refresh', refreshing(scene), hasOrder(scene), second);
    const at = inSecond ? second : first;
    scene.add('the scheduler', looking(scene, 'orders', [61_000]), hasOrder(scene), at);
  },
});

/** The create call is lost before or after it arrived, or is in flight. It is queried until it is proven absent. */
export const lost = interleaved({
  name: 'an order whose create was lost',
  plans: record({
    behaviors: record({
      createOrder: array(constantFrom('LOST_BEFORE', 'LATE', 'LOST', 'NOT_SENT'), {
        minLength: 1,
        maxLength: 2,
      }),
      queryOrder: whenQueried,
    }),
    waits: constantFrom([31_000, 16_000], [601_000, 16_000], [31_000, 16_000, 31_000, 601_000]),
    isCanceled: boolean(),
    repetition: constantFrom('SURELY', 'PERHAPS', 'PLAIN'),
  }),
  cast(scene, { waits, isCanceled, repetition }) {
    scene.repetition = repetition;
    const [account] = scene.accounts;
    const isUnknown = (): boolean => scene.rows.orders[0]?.status === 'UNKNOWN';
    scene.add('the merchant', creating(scene, 'the order', account));
    scene.add('the scheduler', looking(scene, 'orders', waits), isUnknown);
    scene.add('a refresh', refreshing(scene), isUnknown);
    scene.add('the payer', paying(scene), isAtProvider(scene));
    if (isCanceled) scene.add('a cancel', canceling(scene, 'the cancel'), isUnknown);
  },
});

/** It arrives while it is concluded that it never will. */
export const late = interleaved({
  name: 'an order whose create arrives late, beside what is concluded from its absence',
  plans: record({
    behaviors: record({ createOrder: constant<readonly Behavior[]>(['LATE']) }),
    waits: constantFrom([31_000, 16_000], [601_000, 16_000]),
    repetition: constantFrom('SURELY', 'PERHAPS', 'PLAIN'),
  }),
  cast(scene, { waits, repetition }) {
    scene.repetition = repetition;
    // What happens before that is drawn in another scenario.
    const wasAbsent = () => typeof scene.rows.orders[0]?.submission.absentTo === 'number';
    scene.interleaver.hold('createOrder arrives late', 'begins', wasAbsent);
    const [account] = scene.accounts;
    const isUnknown = (): boolean => scene.rows.orders[0]?.status === 'UNKNOWN';
    scene.add('the merchant', creating(scene, 'the order', account));
    scene.add('the scheduler', looking(scene, 'orders', waits), isUnknown);
  },
});

export const canceled = interleaved({
  name: 'an order that is canceled while it is paid',
  plans: record({
    behaviors: record({
      cancelOrder: array(constantFrom('ANSWERED', 'REFUSED', 'LOST', 'LOST_BEFORE', 'NOT_SENT'), {
        maxLength: 3,
      }),
      queryOrder: whenQueried,
    }),
  }),
  prepare: openOrder,
  cast(scene) {
    scene.add('a cancel', canceling(scene, 'a cancel'));
    scene.add('the same cancel', canceling(scene, 'a cancel'));
    scene.add('another cancel', canceling(scene, 'another cancel'));
    scene.add('the payer', paying(scene));
    scene.add('a refresh', refreshing(scene));
  },
});

const referenceOf = ({ database, merchantId }: Scene): string =>
  database.referenceOf({ merchantId, mutation: 'createOrder', key: 'the order' });

/** The provider has the order already, as after a restored backup, and reports it before it is known here. */
export const untimely = interleaved({
  name: 'webhooks many times at once, before their order is known here and after',
  plans: record({
    behaviors: record({
      createOrder: array(constantFrom('ANSWERED', 'LOST', 'NOT_SENT'), { maxLength: 1 }),
      queryOrder: whenQueried,
    }),
    isThere: boolean(),
  }),
  cast(scene, { isThere }) {
    const [account] = scene.accounts;
    scene.copies = 5;
    scene.add('the merchant', creating(scene, 'the order', account));
    if (isThere) scene.books.makeOrder(account, referenceOf(scene));
    scene.add('the payer', paying(scene), isAtProvider(scene));
    const question = { about: 'ORDER', providerReference: referenceOf(scene) } as const;
    const notice = (): void => scene.push(account, [], [question]);
    scene.add('the provider', happening(notice), isAtProvider(scene));
    const waiting = () => scene.rows.deliveries.find(({ status }) => status === 'UNMATCHED');
    scene.add(
      'the scheduler',
      async (deps) => {
        const id = waiting()?.id;
        if (id !== undefined) await deps.locks.run(id, () => retryDelivery(deps, id));
      },
      () => waiting() !== undefined,
    );
  },
});

/** A process starts while another one sends, and takes what is in flight for lost. */
export const restarted = interleaved({
  name: 'an order whose sender another process takes for dead, or that is',
  plans: record({
    behaviors: record({
      createOrder: array(anyEnd, { maxLength: 2 }),
      queryOrder: whenQueried,
    }),
    named: boolean(),
    dies: boolean(),
    waits: constantFrom([6_000], [31_000, 16_000]),
    repetition: constantFrom('SURELY', 'PERHAPS', 'PLAIN'),
  }),
  cast(scene, { named, dies, waits, repetition }) {
    scene.repetition = repetition;
    const { second, accounts } = scene;
    const account = named ? accounts[0] : null;
    scene.add('the merchant', creating(scene, 'the order', account));
    scene.add('the merchant elsewhere', creating(scene, 'the order', account), undefined, second);
    scene.add('the start', starting(scene, dies), hasOrder(scene), second);
    scene.add('the scheduler', looking(scene, 'orders', waits), hasOrder(scene), second);
    scene.add('the first scheduler', looking(scene, 'orders', [31_000, 16_000]), hasOrder(scene));
    scene.add('a refresh', refreshing(scene), hasOrder(scene), second);
    scene.add('the payer', paying(scene), isAtProvider(scene));
  },
});
