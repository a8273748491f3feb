import type { EventDeliveryStatus } from '../../../domain/event-endpoints/event-delivery.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statements/statement.ts';
import type { SealedPage } from '../sealed.ts';

/** Removes deliveries that are no longer kept, and what deleted endpoints leave. */

interface EndpointAt {
  id: string;
  deletedAt: number | null;
}

const endpoints = statement<SealedPage>()(({ db }, at) =>
  db
    .selectFrom('event_endpoints')
    .select(['id', 'deleted_at as deletedAt'])
    .where('id', '>', at.after)
    .orderBy('id')
    .limit(at.limit),
);

/** All endpoints, those that are deleted too, in the order of their ids. */
export function endpointsAfter(sql: Sql, page: SealedPage): Promise<EndpointAt[]> {
  return sql.all(endpoints, page);
}

interface Ended {
  endpoint: string;
  status: EventDeliveryStatus;
  before: number;
  limit: number;
}

const ended = statement<Ended>()(({ db, isIn, idsOf }, at) =>
  db
    .deleteFrom('event_deliveries')
    .where(
      'id',
      isIn,
      idsOf(
        db
          .selectFrom('event_deliveries')
          .select('id')
          .where('endpoint_id', '=', at.endpoint)
          .where('status', '=', at.status)
          .where('at', '<', at.before)
          .orderBy('at')
          .limit(at.limit),
      ),
    ),
);

/** Removes some deliveries that were delivered or given up before then. Returns how many. */
export async function removeEnded(tx: Sql, params: Omit<Ended, 'status'>): Promise<number> {
  const delivered = await tx.run(ended, { ...params, status: 'DELIVERED' });
  return delivered + (await tx.run(ended, { ...params, status: 'DEAD' }));
}

const everything = statement<{ endpoint: string; limit: number }>()(({ db, isIn, idsOf }, at) =>
  db
    .deleteFrom('event_deliveries')
    .where(
      'id',
      isIn,
      idsOf(
        db
          .selectFrom('event_deliveries')
          .select('id')
          .where('endpoint_id', '=', at.endpoint)
          .limit(at.limit),
      ),
    ),
);

const endpoint = statement<{ endpoint: string }>()(({ db }, at) =>
  db
    .deleteFrom('event_endpoints')
    .where('id', '=', at.endpoint)
    .where('deleted_at', 'is not', null),
);

/** Removes some deliveries of a deleted endpoint, and the endpoint after the last. Returns how many deliveries. */
export async function removeDeleted(
  tx: Sql,
  params: { endpoint: string; limit: number },
): Promise<number> {
  const removed = await tx.run(everything, params);
  if (removed < params.limit) await tx.run(endpoint, params);
  return removed;
}
