import type { EventEndpoint } from '../../../domain/event-endpoints/event-endpoint.ts';
import type { EventType } from '../../records.ts';
import type { Sql } from '../../sql.ts';
import { along } from '../../statements/along.ts';
import { statement } from '../../statements/statement.ts';
import { logHeads } from '../events.ts';

/** How endpoints stand: how far behind they are, and which need a person. */

interface Step {
  merchant: string;
  type: EventType;
  after: number;
  below: number;
  limit: number;
}

const ofType = statement<Step>()((dialect, at) => {
  const rows = dialect.db
    .selectFrom(dialect.byIndex('events', 'events_merchant_id_type_seq_index'))
    .select('seq');
  const some = along(dialect, rows, {
    equal: [
      ['merchant_id', at.merchant],
      ['type', at.type],
    ],
    last: 'seq',
    above: at.after,
    below: at.below,
  }).limit(at.limit);
  return dialect.db
    .selectFrom(some.as('some'))
    .select(({ fn }) => [fn.countAll<number | string>().as('count'), fn.max('seq').as('last')]);
});

/** Events that one read counts. */
const step = 10_000;

/** How many events of its types there are after its cursor. */
export async function lagOf(
  sql: Sql,
  { merchantId, cursor, eventTypes }: Pick<EventEndpoint, 'merchantId' | 'cursor' | 'eventTypes'>,
): Promise<number> {
  const [head] = await logHeads(sql, [merchantId]);
  const last = head?.last_seq ?? cursor;
  if (eventTypes.length === 0) return Math.max(0, last - cursor);
  let lag = 0;
  for (const type of eventTypes) {
    for (let after = cursor, count = step; count === step;) {
      const params = { merchant: merchantId, type, after, below: last + 1, limit: step };
      const row = await sql.get(ofType, params);
      // PostgreSQL counts in bigints, which come as text.
      count = Number(row?.count ?? 0);
      lag += count;
      after = row?.last ?? last;
    }
  }
  return lag;
}

interface Standing {
  /** Endpoints that are suspended. */
  suspended: number;
  /** Endpoints with a delivery that was given up. */
  withDead: number;
  /** Of all active endpoints together, the events after their cursors, whatever their types. */
  lag: number;
}

const counted = statement()(({ db }) =>
  db
    .selectFrom('event_endpoints as endpoint')
    .innerJoin('merchants as merchant', 'merchant.id', 'endpoint.merchant_id')
    .where('endpoint.deleted_at', 'is', null)
    .select((eb) => [
      'endpoint.status',
      eb.fn.countAll<number | string>().as('count'),
      eb.fn.sum<number | string>(eb('merchant.last_seq', '-', eb.ref('endpoint.cursor'))).as('lag'),
      eb.fn
        .sum<number | string>(
          eb
            .case()
            .when(
              eb.exists(
                eb
                  .selectFrom('event_deliveries')
                  .select('id')
                  .whereRef('endpoint_id', '=', 'endpoint.id')
                  .where('event_deliveries.status', '=', 'DEAD')
                  .whereRef('seq', '<=', 'endpoint.read_to'),
              ),
            )
            .then(1)
            .else(0)
            .end(),
        )
        .as('dead'),
    ])
    .groupBy('endpoint.status'),
);

/** For metrics. */
export async function standingOfEndpoints(sql: Sql): Promise<Standing> {
  const rows = await sql.all(counted, {});
  const of = (status: string) => rows.find((row) => row.status === status);
  return {
    suspended: Number(of('SUSPENDED')?.count ?? 0),
    withDead: rows.reduce((sum, { dead }) => sum + Number(dead), 0),
    lag: Number(of('ACTIVE')?.lag ?? 0),
  };
}

const troubled = statement<{ id: string }>()(({ db }, at) =>
  db
    .selectFrom('event_endpoints as endpoint')
    .where('endpoint.id', '=', at.id)
    .where('endpoint.deleted_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('endpoint.suspended_at', 'is not', null),
        eb.exists(
          eb
            .selectFrom('event_deliveries')
            .select('id')
            .whereRef('endpoint_id', '=', 'endpoint.id')
            .where('event_deliveries.status', '=', 'DEAD')
            .whereRef('seq', '<=', 'endpoint.read_to'),
        ),
      ]),
    )
    .select('endpoint.id'),
);

/** Whether an endpoint is suspended, or has deliveries that were given up. */
export async function isTroubled(sql: Sql, id: string): Promise<boolean> {
  return (await sql.get(troubled, { id })) !== undefined;
}

const least = statement<{ merchant: string }>()(({ db }, at) =>
  db
    .selectFrom('event_endpoints')
    .select(({ fn }) => fn.min<number | null>('cursor').as('cursor'))
    .where('merchant_id', '=', at.merchant)
    .where('deleted_at', 'is', null),
);

/** The number of the event up to which every endpoint of the merchant has passed; null where it has none. */
export async function passedByAllEndpoints(sql: Sql, merchantId: string): Promise<number | null> {
  return (await sql.get(least, { merchant: merchantId }))?.cursor ?? null;
}
