import { rootRecordOf } from '../../domain/aggregates/working-set.ts';
import type { SubjectKind, WorkingSet } from '../../domain/aggregates/working-set.ts';
import { versionsOfLinks } from '../queries/payment-links/uses.ts';
import { deliveriesByIdsUnlocked } from '../queries/webhooks.ts';
import type { WebhookDeliveryRecord } from '../records.ts';
import type { Sql } from '../sql.ts';
import { statement } from '../statements/statement.ts';
import { shared } from '../statements/tables.ts';
import type { Followed } from '../statements/tables.ts';
import type { Change } from './change.ts';
import { load } from './load.ts';
import type { Pause } from './steps.ts';

/** A row that another transaction has locked. */
export interface LockedRow {
  row: string;
  /** Another one: the row is written again and again, and is not held by one transaction. */
  version: number;
}

type Lockable =
  Followed | 'webhook_deliveries' | 'merchants' | 'provider_accounts' | 'payment_links';

type Versioned = Exclude<Lockable, 'payment_links'>;

const versionColumn = (table: Versioned) => {
  if (table === 'merchants') return 'last_seq';
  if (table === 'provider_accounts') return 'updated_at';
  return table === 'webhook_deliveries' ? 'attempts' : 'revision';
};

/** They are locked by this: undo it. */
const unlockedOf = (table: Lockable) =>
  statement<{ ids: string }>()(({ db, isIn, listed, unlocked, referable }, at) => {
    const some = shared<Lockable>(db)
      .selectFrom(table)
      .select('id')
      .where('id', isIn, listed(at.ids));
    // An account is referred to, not written.
    return table === 'provider_accounts' ? referable(some) : unlocked(some);
  });

const versionsOf = (table: Versioned) =>
  statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
    shared<Versioned>(db)
      .selectFrom(table)
      .select((eb) => ['id', eb.ref(versionColumn(table) as 'id').as('version')])
      .where('id', isIn, listed(at.ids))
      .$castTo<{ id: string; version: number }>(),
  );

const readsOf = (table: Versioned) => ({
  unlocked: unlockedOf(table),
  versions: versionsOf(table),
});

const reads = {
  orders: readsOf('orders'),
  refunds: readsOf('refunds'),
  settlements: readsOf('settlements'),
  abnormal_payments: readsOf('abnormal_payments'),
  webhook_deliveries: readsOf('webhook_deliveries'),
  merchants: readsOf('merchants'),
  provider_accounts: readsOf('provider_accounts'),
  // A link's own row stays as it is. Who had it locked has added a use.
  payment_links: { unlocked: unlockedOf('payment_links'), versions: versionsOfLinks },
};
const tableOf = {
  ORDER: 'orders',
  REFUND: 'refunds',
  SETTLEMENT: 'settlements',
  ABNORMAL_PAYMENT: 'abnormal_payments',
} as const satisfies Record<SubjectKind, Lockable>;

type Needed = readonly [table: Lockable, id: string];
const rowOf = ([table, id]: Needed): string => `${table} ${id}`;

/**
 * For each change: a row that it needs and that another transaction has locked now; null where there is none that can
 * be known before it is decided. Waits for nothing but a lock of a table. Undo it: it locks the rows that are free.
 */
export async function lockedRowsOf(
  tx: Sql,
  changes: readonly Change<unknown>[],
  pause: Pause,
): Promise<(LockedRow | null)[]> {
  const needed = await neededBy(tx, changes, pause);
  const locked = new Map<string, LockedRow>();
  for (const [table, some] of Map.groupBy(needed.flat(), ([of]) => of)) {
    const ids = [...new Set(some.map(([, id]) => id))];
    const unlocked = await tx.all(reads[table].unlocked, { ids: JSON.stringify(ids) });
    const free = new Set(unlocked.map(({ id }) => id));
    const others = ids.filter((id) => !free.has(id));
    if (others.length === 0) continue;
    const rows = await tx.all(reads[table].versions, { ids: JSON.stringify(others) });
    for (const { id, version } of rows) {
      const row = rowOf([table, id]);
      locked.set(row, { row, version });
    }
  }
  return needed.map((rows) => {
    const found = rows.find((row) => locked.has(rowOf(row)));
    return found === undefined ? null : (locked.get(rowOf(found)) ?? null);
  });
}

async function neededBy(
  tx: Sql,
  changes: readonly Change<unknown>[],
  pause: Pause,
): Promise<Needed[][]> {
  const ids = changes.flatMap(({ claim }) =>
    claim !== undefined && 'deliveryId' in claim ? [claim.deliveryId] : [],
  );
  const stored = new Map((await deliveriesByIdsUnlocked(tx, ids)).map((one) => [one.id, one]));
  const deliveryOf = ({ claim }: Change<unknown>): WebhookDeliveryRecord | null =>
    claim !== undefined && 'deliveryId' in claim ? (stored.get(claim.deliveryId) ?? null) : null;
  const keys = changes.map((change) =>
    typeof change.keys === 'function' ? change.keys(deliveryOf(change)) : change.keys,
  );
  const set = await load(tx, keys.flat(), pause, false);
  return changes.map((change, at) => {
    const delivery = deliveryOf(change);
    return [
      ...(delivery === null ? [] : [['webhook_deliveries', delivery.id] as const]),
      ...ownersOf(change, delivery),
      ...(keys[at] ?? []).flatMap((key) => rowsOf(set, key)),
    ];
  });
}

/** The merchant, the account and the payment link to whose rows the change adds some, as far as its claim says. */
function ownersOf({ claim }: Change<unknown>, stored: WebhookDeliveryRecord | null): Needed[] {
  if (claim === undefined) return [];
  if ('deliveryId' in claim) return stored === null ? [] : [['merchants', stored.merchantId]];
  const { merchantId } = 'key' in claim ? claim.key : claim.delivery;
  const { accountId } = 'key' in claim ? claim : claim.delivery;
  const linkId = 'key' in claim ? claim.linkId : undefined;
  return [
    ...(linkId === undefined ? [] : [['payment_links', linkId] as const]),
    ['merchants', merchantId],
    ...(accountId === undefined ? [] : [['provider_accounts', accountId] as const]),
  ];
}

/** What it claims, which nobody else can claim at the same time. Null: nothing, or what is there already. */
export function claimedBy({ claim }: Change<unknown>): string | null {
  if (claim === undefined || 'deliveryId' in claim) return null;
  const { key, delivery } = { key: null, delivery: null, ...claim };
  if (key !== null) return `key ${key.merchantId} ${key.mutation} ${key.key}`;
  return delivery === null ? null : `delivery ${delivery.accountId} ${delivery.identity}`;
}

function rowsOf(set: WorkingSet, key: Parameters<WorkingSet['find']>[0]): Needed[] {
  const found = set.find(key);
  if (found === null) return [];
  const { aggregate, id } = found;
  const root = rootRecordOf(aggregate);
  return [
    [tableOf[aggregate.kind], root.id],
    [tableOf[key.kind], id],
    ['merchants', root.merchantId],
  ];
}
