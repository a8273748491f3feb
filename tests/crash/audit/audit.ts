import type { Finding } from '../finding.ts';
import type { Kind } from '../world/outside.ts';
import { providers } from '../world/outside.ts';
import type { World } from '../world/world.ts';
import { LogAudit } from './log.ts';
import { auditStates } from './states.ts';
import type { Objects } from './states.ts';

/** Each creating mutation, and where what it makes is kept. */
const makers = [
  { table: 'orders', mutations: ['createOrder'] },
  { table: 'refunds', mutations: ['createRefund', 'refundAbnormalPayment'] },
  { table: 'settlements', mutations: ['createSettlement'] },
] as const;

const effectOf: Readonly<Record<Kind, string>> = {
  order: 'ordersCreated',
  refund: 'refundsCreated',
  settlement: 'settlementsCreated',
};

/** Compares Paygraph with the outside world and with what its clients were told, round by round. */
export class Audit {
  readonly log = new LogAudit();
  acknowledged = 0;
  /** Of each provider and kind, seen in the rounds so far. */
  readonly #there = new Map<string, number>();
  #errorsRead = 0;

  async round(world: World, from: number): Promise<{ findings: Finding[]; objects: Objects }> {
    const { findings, objects } = await auditStates(world, from);
    const found = [
      ...findings,
      ...(await this.log.audit(world)),
      ...(await this.#effects(world, objects)),
      ...(await this.#webhooks(world)),
      ...auditKeys(world),
      ...auditStuck(world),
      ...this.#complaints(world),
    ];
    return { findings: found, objects };
  }

  /** All objects there ever were, once more. */
  async end(world: World): Promise<Finding[]> {
    return (await auditStates(world, 0)).findings;
  }

  /** What a provider has done is what was asked of it, and nothing more. */
  async #effects(world: World, { there }: Objects): Promise<Finding[]> {
    const { effects } = await world.sandbox.ask.totals();
    const findings: Finding[] = [];
    for (const provider of providers) {
      const done = effects[provider] as unknown as Record<string, number>;
      for (const kind of ['order', 'refund', 'settlement'] as const) {
        const name = `${provider} ${kind}`;
        const known = (this.#there.get(name) ?? 0) + (there[kind].get(provider) ?? 0);
        const made = done[effectOf[kind]] ?? 0;
        // Told once.
        this.#there.set(name, made);
        if (made === known) continue;
        const text = `${provider} made ${made} of ${kind}, and ${known} of them are known here`;
        findings.push({ verdict: made > known ? 'doubled' : 'wrong', text });
      }
    }
    return findings;
  }

  /** What was acknowledged is kept, and was applied. */
  async #webhooks(world: World): Promise<Finding[]> {
    const acknowledged = await world.sandbox.ask.acknowledged();
    this.acknowledged += acknowledged.length;
    const kept = new Map(
      world.database
        .all<{ identity: string; status: string; last_error: string | null }>(
          'select identity, status, last_error from webhook_deliveries',
        )
        .map((delivery) => [delivery.identity, delivery]),
    );
    return acknowledged.flatMap(({ provider, eventId, digest, body }): Finding[] => {
      const delivery = kept.get(eventId) ?? kept.get(digest);
      const what = `the webhook ${eventId} of ${provider}, which was acknowledged,`;
      if (delivery === undefined)
        return [{ verdict: 'lost', text: `${what} is not kept: ${body}` }];
      if (delivery.status === 'APPLIED' || delivery.status === 'IGNORED') return [];
      const { status, last_error: error } = delivery;
      const verdict = status === 'FAILED' ? 'stuck' : 'lost';
      return [{ verdict, text: `${what} is ${status} (${error ?? ''}): ${body}` }];
    });
  }

  #complaints({ client, followers, paygraph }: World): Finding[] {
    const errors = paygraph.errors.slice(this.#errorsRead);
    this.#errorsRead = paygraph.errors.length;
    return [
      ...client.complaints.splice(0),
      ...followers.flatMap((follower) => follower.complaints.splice(0)),
      ...errors.map((line): Finding => ({ verdict: 'wrong', text: `the log says ${line}` })),
    ];
  }
}

/** What a key was ever answered with is there, under that key; and nothing is there without a key. */
function auditKeys({ client, database }: World): Finding[] {
  const keys = database.all<{ mutation: string; key: string; object_id: string }>(
    'select mutation, key, object_id from idempotency_keys',
  );
  const objects = new Map(keys.map((row) => [`${row.mutation} ${row.key}`, row.object_id]));
  const there = new Set(database.subjects().map(({ id }) => id));
  const findings: Finding[] = [];
  for (const [name, { id }] of client.answered) {
    const known = objects.get(name);
    if (known === id && there.has(id)) continue;
    const verdict = known === undefined || known === id ? 'lost' : 'doubled';
    const text = `${name} was answered with ${id}, and is ${known ?? 'not known'}`;
    findings.push({ verdict, text, subject: id });
  }
  for (const { table, mutations } of makers) {
    const made = database.count(`select count(*) as n from ${table}`);
    const asked = keys.filter(({ mutation }) => mutations.some((one) => one === mutation)).length;
    if (made === asked) continue;
    findings.push({ verdict: 'doubled', text: `there are ${made} ${table} for ${asked} keys` });
  }
  return findings;
}

const onTheWay = new Set(['CREATED', 'REQUESTED', 'SUBMITTING', 'UNKNOWN']);

/** After all that time nothing waits for anything. */
function auditStuck({ clock, database }: World): Finding[] {
  const due = database.due().map(({ what, status, at }): Finding => {
    const seconds = Math.round((at - clock.now()) / 1000);
    const text = `${what} is ${status}, and is looked at in ${seconds} s`;
    return { verdict: 'stuck', text, subject: what.split(' ').at(-1) ?? '' };
  });
  const waiting = database
    .subjects()
    .filter(({ status, check_at: at }) => at === null && onTheWay.has(status))
    .map(({ id, kind, status }): Finding => {
      const text = `${kind} ${id} is ${status}, and nobody looks at it`;
      return { verdict: 'stuck', text, subject: id };
    });
  return [...due, ...waiting];
}
