import { Database } from '../crash/testbed/database.ts';
import { eventually } from '../support/app.ts';
import { verified } from '../support/verified.ts';
import type { Load } from './load.ts';
import type { Site } from './site.ts';

/** Milliseconds. A send that nobody knows the end of is looked at when its lease is over, and asked for twice. */
const patienceMs = 180_000;

interface EventRow {
  id: string;
  subject: string;
  status: string;
  cause: string;
}

export interface Audited {
  /** As sentences. */
  findings: string[];
  /** By order, the event that tells that it is paid. */
  paidBy: ReadonlyMap<string, string>;
}

/** Waits until nothing is under way, and compares what was answered, told and stored. `url`: past what was cut. */
export async function audit(site: Site, load: Load, url: string): Promise<Audited> {
  const database = new Database(url);
  try {
    const open = `select count(*) as n from orders where status in ('CREATED', 'SUBMITTING', 'UNKNOWN')`;
    const isOver = await eventually(
      async () => (await database.count(open)) === 0,
      patienceMs,
    ).catch(() => false);
    const findings = isOver ? [] : [`${await database.count(open)} orders are still under way`];
    const paidBy = new Map<string, string>();
    const foundByQuery = new Set<string>();
    for (const merchant of site.merchants) {
      const text = `select id, subject_id as subject, to_status as status, cause from events
        where merchant_id = ? order by seq`;
      const log = await database.all<EventRow>(text, merchant.id);
      for (const { id, subject, status, cause } of log) {
        if (status !== 'PAID') continue;
        paidBy.set(subject, id);
        if (cause === 'PROVIDER_QUERY') foundByQuery.add(subject);
      }
      for (const follower of merchant.followers) {
        const isComplete = (): boolean => follower.received.length >= log.length;
        await eventually(async () => isComplete(), 20_000).catch(() => undefined);
        const at = log.findIndex(({ id }, index) => follower.received[index] !== id);
        findings.push(...follower.complaints.map(({ text: complaint }) => complaint));
        if (at === -1 && follower.received.length === log.length) continue;
        findings.push(
          `a subscriber by ${follower.transport} has ${follower.received.length} of ${log.length} events, and differs from ${at} on`,
        );
      }
    }
    findings.push(...(await ofWebhooks(database, load, paidBy, foundByQuery)));
    findings.push(...(await ofOrders(database, site, load)), ...load.complaints);
    return { findings: [...findings, ...(await verified(url))], paidBy };
  } finally {
    await database.close();
  }
}

/**
 * Each that was acknowledged is stored, and what it says is in the log. It may be IGNORED where a query has told that
 * before it.
 */
async function ofWebhooks(
  database: Database,
  { attempts }: Load,
  paidBy: ReadonlyMap<string, string>,
  foundByQuery: ReadonlySet<string>,
): Promise<string[]> {
  const text = 'select identity, status from webhook_deliveries';
  const rows = await database.all<{ identity: string; status: string }>(text);
  const stored = new Map(rows.map(({ identity, status }) => [identity.split('/').at(-1), status]));
  return attempts
    .filter(({ status }) => status === 200)
    .flatMap(({ order: { id, reference } }) => {
      const status = stored.get(`paid-${reference}`);
      const what = `the acknowledged webhook of ${id}`;
      const expected = foundByQuery.has(id) ? ['APPLIED', 'IGNORED'] : ['APPLIED'];
      if (!expected.includes(status ?? '')) return [`${what} is ${status ?? 'not stored'}`];
      return paidBy.has(id) ? [] : [`${what} is in no log`];
    });
}

/** A key made one order, here and at the provider. */
async function ofOrders(database: Database, site: Site, { created }: Load): Promise<string[]> {
  const there = site.ordersThere();
  const here = await database.count('select count(*) as n from orders');
  const keys = await database.all<{ id: string }>('select object_id as id from idempotency_keys');
  const known = new Set(keys.map(({ id }) => id));
  const lost = [...created.values()].filter((id) => !known.has(id));
  return [
    ...(there <= here ? [] : [`the provider has ${there} orders, and ${here} are known here`]),
    ...(keys.length === here ? [] : [`${keys.length} keys have made ${here} orders`]),
    ...lost.map((id) => `${id} was answered, and is not known`),
  ];
}
