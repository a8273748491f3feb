import { encodeTime } from 'ulid';
import {
  callsWithin,
  deliveriesWithin,
  emptyDeliveries,
  emptyTexts,
} from '../../store/queries/retention/bodies.ts';
import { foldCalls, repeatedCalls } from '../../store/queries/retention/polls.ts';
import { dayMs } from '../../domain/retention/retention.ts';
import { commitPart } from './task.ts';
import type { Progress, RetentionDeps, RetentionTask } from './task.ts';

/** Rows of one step. */
const page = 50;

/** Ids begin with their time: the rows with lower ids are older than so many days. */
const idBefore = (prefix: string, { now }: RetentionDeps, days: number): string =>
  `${prefix}_${encodeTime(Math.max(0, now() - days * dayMs), 10)}`;

/** Bodies and headers of webhooks. The rows stay, with what recognises a repetition. */
export const forgetWebhooks: RetentionTask = {
  name: 'webhooks',
  isOn: ({ bodiesDays }) => bodiesDays !== null,
  async step(deps, after): Promise<Progress> {
    const below = idBefore('whd', deps, deps.retention.bodiesDays ?? Infinity);
    const rows = await deliveriesWithin(deps.read, { after, below, limit: page });
    // One that is still to be applied needs its body: it goes on there the next time.
    const open = rows.findIndex(({ checkAt }) => checkAt !== null);
    const done = open === -1 ? rows : rows.slice(0, open);
    const ids = done.map(({ id }) => id);
    if (ids.length > 0) await commitPart(deps, (tx) => emptyDeliveries(tx, ids));
    return { position: ids.at(-1) ?? after, isDone: done.length < page };
  },
};

/** What calls to providers sent and got. When, why and with which outcome stays. */
export const forgetCalls: RetentionTask = {
  name: 'calls',
  isOn: ({ bodiesDays }) => bodiesDays !== null,
  async step(deps, after): Promise<Progress> {
    const below = idBefore('cal', deps, deps.retention.bodiesDays ?? Infinity);
    const ids = await callsWithin(deps.read, { after, below, limit: page });
    if (ids.length > 0) await commitPart(deps, (tx) => emptyTexts(tx, ids));
    return { position: ids.at(-1) ?? after, isDone: ids.length < page };
  },
};

/** Calls that got the answer of an earlier one, which polls do: they are counted on that one. */
export const foldPolls: RetentionTask = {
  name: 'polls',
  isOn: ({ pollsDays }) => pollsDays !== null,
  async step(deps, after): Promise<Progress> {
    const below = idBefore('cal', deps, deps.retention.pollsDays ?? Infinity);
    const ids = await callsWithin(deps.read, { after, below, limit: page });
    const repeated = await repeatedCalls(deps.read, ids);
    if (repeated.length > 0) await commitPart(deps, (tx) => foldCalls(tx, repeated));
    return { position: ids.at(-1) ?? after, isDone: ids.length < page };
  },
};
