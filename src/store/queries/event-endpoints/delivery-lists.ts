import {
  eventDeliveryStatuses,
  notYetTried,
} from '../../../domain/event-endpoints/event-delivery.ts';
import type {
  EventDelivery,
  EventDeliveryStatus,
} from '../../../domain/event-endpoints/event-delivery.ts';
import type { EventEndpoint } from '../../../domain/event-endpoints/event-endpoint.ts';
import type { Owner, Sql } from '../../sql.ts';
import { along } from '../../statements/along.ts';
import { byIdOf } from '../../statements/owned.ts';
import { statement } from '../../statements/statement.ts';
import { merged } from '../pages.ts';
import { deliveryFromRow } from './deliveries.ts';
import { eventEndpointById } from './endpoints.ts';

/** What callers are shown of deliveries. */

/** As it is in the present round: what is not yet read in it has not been tried. */
const inRound = (delivery: EventDelivery, readTo: number): EventDelivery =>
  delivery.seq > readTo ? { ...delivery, ...notYetTried } : delivery;

const deliveries = byIdOf('event_deliveries');

export async function eventDeliveryById(
  sql: Sql,
  id: string,
  owner?: Owner,
): Promise<EventDelivery | null> {
  const row = await deliveries.byId(sql, id, owner);
  if (row === undefined) return null;
  const endpoint = await eventEndpointById(sql, row.endpoint_id);
  return endpoint === null ? null : inRound(deliveryFromRow(row), endpoint.readTo);
}

interface Part {
  endpoint: string;
  status: EventDeliveryStatus;
  above: number;
  below: number;
  limit: number;
}

const newest = statement<Part>()((dialect, at) =>
  along(
    dialect,
    dialect.db
      .selectFrom(
        dialect.byIndex('event_deliveries', 'event_deliveries_endpoint_id_status_seq_index'),
      )
      .selectAll(),
    {
      equal: [
        ['endpoint_id', at.endpoint],
        ['status', at.status],
      ],
      last: 'seq',
      above: at.above,
      below: at.below,
      order: 'desc',
    },
  ).limit(at.limit),
);

/** Events between these numbers, both exclusive, whose deliveries are stored with this status. */
type Stretch = Pick<Part, 'status' | 'above' | 'below'>;

/** Where the deliveries of these statuses are: all of a later event than `readTo` count as waiting. */
function stretchesOf(
  statuses: readonly EventDeliveryStatus[],
  readTo: number,
  before: number,
): Stretch[] {
  const mayWait = statuses.includes('WAITING');
  return eventDeliveryStatuses
    .map((status) => ({
      status,
      above: statuses.includes(status) ? 0 : readTo,
      below: mayWait ? before : Math.min(before, readTo + 1),
    }))
    .filter(({ above, below }) => above + 1 < below);
}

const mostTries = 3;

/**
 * Newest first, from before the event of this number. One more than requested shows that there are more. `statuses`:
 * null for all.
 */
export async function deliveriesOfEndpoint(
  sql: Sql,
  { id, readTo }: Pick<EventEndpoint, 'id' | 'readTo'>,
  { before, first }: { before: number; first: number },
  statuses: readonly EventDeliveryStatus[] | null,
): Promise<EventDelivery[]> {
  const stretches = stretchesOf(statuses ?? eventDeliveryStatuses, readTo, before);
  const limit = first + 1;
  const readOnce = () =>
    merged(
      stretches,
      limit,
      ({ status, above, below }, last: EventDelivery | null) => {
        const params = {
          endpoint: id,
          status,
          above: Math.max(above, last?.seq ?? 0),
          below,
          limit,
        };
        return sql.all(newest, params).then((found) => found.map(deliveryFromRow));
      },
      (a, b) => b.seq - a.seq,
    );
  let rows = await readOnce();
  // One that went on between two reads is found with both statuses, the later one last.
  const isLatest = ({ seq }: EventDelivery, at: number): boolean => rows[at + 1]?.seq !== seq;
  for (let tries = 1; tries < mostTries && !rows.every(isLatest); tries += 1) {
    rows = await readOnce();
  }
  return rows.filter(isLatest).map((delivery) => inRound(delivery, readTo));
}
