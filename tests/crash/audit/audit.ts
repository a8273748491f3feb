import type { Finding } from '../finding.ts';
import { crashProvider } from '../providers/index.ts';
import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import type { Kind, Notice } from '../testbed/outside.ts';
import { providers } from '../testbed/outside.ts';
import type { Testbed } from '../testbed/testbed.ts';
import { LogAudit } from './log.ts';
import { auditStates } from './states.ts';
import type { Objects } from './states.ts';

/** Each creating mutation, and where the object that it makes is stored. */
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

/** Compares Paygraph with the outside world and with what its clients received, round by round. */
export class Audit {
  readonly log = new LogAudit();
  acknowledged = 0;
  /** Objects seen in the rounds so far, by provider and kind. */
  readonly #there = new Map<string, number>();
  readonly #noticesRead: Record<string, number>;
  #errorsRead = 0;

  constructor({ forgotten }: Testbed) {
    this.#noticesRead = { ...forgotten };
  }

  async round(testbed: Testbed, from: number): Promise<{ findings: Finding[]; objects: Objects }> {
    const { findings, objects } = await auditStates(testbed, from);
    const found = [
      ...findings,
      ...(await this.log.audit(testbed)),
      ...(await this.#effects(testbed, objects)),
      ...(await this.#webhooks(testbed)),
      ...(await auditKeys(testbed)),
      ...(await auditTrail(testbed)),
      ...(await auditStuck(testbed)),
      ...this.#complaints(testbed),
    ];
    return { findings: found, objects };
  }

  /** A provider has done what was requested of it, and nothing more. */
  async #effects(testbed: Testbed, { there }: Objects): Promise<Finding[]> {
    const { effects } = await testbed.sandbox.call.totals();
    const findings: Finding[] = [];
    for (const provider of providers) {
      const done = effects[provider] as unknown as Record<string, number>;
      for (const kind of ['order', 'refund', 'settlement'] as const) {
        const name = `${provider} ${kind}`;
        const known = (this.#there.get(name) ?? 0) + (there[kind].get(provider) ?? 0);
        const made = done[effectOf[kind]] ?? 0;
        // Reported once.
        this.#there.set(name, made);
        if (made === known) continue;
        const text = `${provider} made ${made} of ${kind}, and ${known} of them are known here`;
        findings.push({ verdict: made > known ? 'doubled' : 'wrong', text });
      }
    }
    return findings;
  }

  /** An acknowledged webhook is stored and was applied; in the end every sent webhook is acknowledged. */
  async #webhooks(testbed: Testbed): Promise<Finding[]> {
    const notices = await testbed.sandbox.call.notices(this.#noticesRead);
    const text = 'select identity, status, last_error from webhook_deliveries';
    const deliveries = await testbed.database.all<Delivery>(text);
    const stored = new Map(
      // Without the topic.
      deliveries.map((delivery) => [delivery.identity.replace(/^[a-z]+\//, ''), delivery]),
    );
    return providers.flatMap((provider) => {
      const added = notices[provider];
      this.#noticesRead[provider] = (this.#noticesRead[provider] ?? 0) + added.length;
      const sent = added.filter(({ attempts }) => attempts > 0);
      this.acknowledged += sent.filter(({ delivered }) => delivered).length;
      return sent.flatMap((notice) => {
        const [delivery] = identitiesOf(provider, notice).flatMap(
          (identity) => stored.get(identity) ?? [],
        );
        return judgeNotice(provider, notice, delivery);
      });
    });
  }

  #complaints({ client, followers, paygraph, errors: all }: Testbed): Finding[] {
    // A process that is killed on a busy machine may leave what it holds to the others only after they stop waiting.
    const mayBeRefused = paygraph.all.length > 1;
    const errors = all
      .slice(this.#errorsRead)
      .filter((line) => !(mayBeRefused && line.includes('"type":"UnavailableError"')));
    this.#errorsRead = all.length;
    return [
      ...client.complaints.splice(0),
      ...followers.flatMap((follower) => follower.complaints.splice(0)),
      ...errors.map((line): Finding => ({ verdict: 'wrong', text: `the log says ${line}` })),
    ];
  }
}

interface Delivery {
  identity: string;
  status: string;
  last_error: string | null;
}

/**
 * The identities under which it may be stored. A webhook that is only a reason to query is stored under what it
 * queries.
 */
function identitiesOf(provider: SandboxProvider, { eventId, digest, body }: Notice): string[] {
  const providerReference = crashProvider(provider).referenceOf?.(body);
  const queryOf = (about: string): string => JSON.stringify([{ about, providerReference }]);
  return [eventId, digest, queryOf('ORDER'), queryOf('SETTLEMENT')];
}

function judgeNotice(
  provider: string,
  { eventId, body, delivered, attempts }: Notice,
  delivery: Delivery | undefined,
): Finding[] {
  const what = `the webhook ${eventId} of ${provider}`;
  if (!delivered) {
    return [{ verdict: 'stuck', text: `${what} was sent ${attempts} times in vain: ${body}` }];
  }
  if (delivery === undefined) {
    return [{ verdict: 'lost', text: `${what} was acknowledged and is not kept: ${body}` }];
  }
  const { status, last_error: error } = delivery;
  if (status === 'APPLIED' || status === 'IGNORED') return [];
  const verdict = status === 'FAILED' ? 'stuck' : 'lost';
  const text = `${what} was acknowledged and is ${status} (${error ?? ''}): ${body}`;
  return [{ verdict, text }];
}

/** An object that a key was ever answered with exists under that key, and nothing exists without a key. */
async function auditKeys({ client, database }: Testbed): Promise<Finding[]> {
  const keys = await database.all<{ mutation: string; key: string; object_id: string }>(
    'select mutation, key, object_id from idempotency_keys',
  );
  const objects = new Map(keys.map((row) => [`${row.mutation} ${row.key}`, row.object_id]));
  const there = new Set((await database.subjects()).map(({ id }) => id));
  const findings: Finding[] = [];
  for (const [name, { id }] of client.answered) {
    const known = objects.get(name);
    if (known === id && there.has(id)) continue;
    const verdict = known === undefined || known === id ? 'lost' : 'doubled';
    const text = `${name} was answered with ${id}, and is ${known ?? 'not known'}`;
    findings.push({ verdict, text, subject: id });
  }
  for (const { table, mutations } of makers) {
    const made = await database.count(`select count(*) as n from ${table}`);
    const requested = keys.filter(({ mutation }) =>
      mutations.some((one) => one === mutation),
    ).length;
    if (made === requested) continue;
    findings.push({ verdict: 'doubled', text: `there are ${made} ${table} for ${requested} keys` });
  }
  return findings;
}

/** Whatever was done under a key has an entry in the trail, whenever the process died. */
async function auditTrail({ database }: Testbed): Promise<Finding[]> {
  const untold = await database.all<{ mutation: string; id: string }>(
    `select mutation, object_id as id from idempotency_keys k where not exists (
       select 1 from audit_subjects s join audit_entries e on e.id = s.entry_id
       where s.subject_id = k.object_id and e.mutation = k.mutation)`,
  );
  return untold.map(({ mutation, id }) => {
    const text = `${mutation} made or moved ${id}, and the audit trail does not tell`;
    return { verdict: 'lost', text, subject: id };
  });
}

const pending = new Set(['CREATED', 'REQUESTED', 'SUBMITTING', 'UNKNOWN']);

/** After all that time nothing waits for anything. */
async function auditStuck({ clock, database }: Testbed): Promise<Finding[]> {
  const due = (await database.due()).map(({ what, status, at }): Finding => {
    const seconds = Math.round((at - clock.now()) / 1000);
    const text = `${what} is ${status}, and is looked at in ${seconds} s`;
    return { verdict: 'stuck', text, subject: what.split(' ').at(-1) ?? '' };
  });
  const waiting = (await database.subjects())
    .filter(({ status, check_at: at }) => at === null && pending.has(status))
    .map(({ id, kind, status }): Finding => {
      const text = `${kind} ${id} is ${status}, and nobody looks at it`;
      return { verdict: 'stuck', text, subject: id };
    });
  return [...due, ...waiting];
}
