/**
 * Runs as a process: the least that makes a webhook durable on PostgreSQL. It checks the same signature and writes the
 * same rows to the same tables: one SQL statement per table for all webhooks that wait, in one transaction.
 */
import { createHash, createSecretKey } from 'node:crypto';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { Client } from 'pg';
import { serveCommands } from '../../support/process.ts';
import { answerJson, listen } from '../http.ts';
import { isGenuine, paid, stateOf, statementOf } from './genuine.ts';
import type { Webhook } from './genuine.ts';

export type PostgresFloorCommands = typeof commands;

const commands = {
  async open(options: { database: string; accountId: string; signKey: string }) {
    const key = createSecretKey(Buffer.from(options.signKey));
    const client = new Client({ connectionString: options.database });
    await client.connect();
    const write = await createWriter(client, options.accountId);
    return listen(({ headers }, body, response) => {
      if (isGenuine(key, headers, body)) write({ headers, body, response });
      else answerJson(response, 401, '{}');
    });
  },
};

interface Delivery {
  headers: IncomingHttpHeaders;
  body: Buffer;
  response: ServerResponse;
}

/** Gathers what comes while a group is written. */
async function createWriter(
  client: Client,
  accountId: string,
): Promise<(delivery: Delivery) => void> {
  const rowsOf = await prepare(client, accountId);
  let waiting: Delivery[] = [];
  let isWriting = false;
  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await client.query('begin');
      await rowsOf(group);
      await client.query('commit');
      for (const { response } of group) {
        answerJson(response, 200, '{"retcode":200,"retmsg":"SUCCESS"}');
      }
    }
    isWriting = false;
  };
  return (delivery) => {
    waiting.push(delivery);
    if (isWriting) return;
    isWriting = true;
    setImmediate(() => void writeAll());
  };
}

async function prepare(client: Client, accountId: string) {
  const found = await client.query<{ merchant_id: string; evidence: string; request: string }>(
    'select merchant_id, evidence, request from orders where account_id = $1 limit 1',
    [accountId],
  );
  const [sample] = found.rows;
  if (sample === undefined) throw new Error('no orders');
  const merchantId = sample.merchant_id;
  const { amount: requested } = JSON.parse(sample.request) as { amount: object };
  const run = (name: string, text: string, values: unknown[]) =>
    client.query<Record<string, string>>({ name, text, values });
  let count = 0;

  return async (group: readonly Delivery[]): Promise<void> => {
    const now = Date.now();
    const all = group.map(({ headers, body }) => {
      count += 1;
      const { eventId, timestamp, data } = JSON.parse(body.toString('utf8')) as Webhook;
      const number = String(count).padStart(26, '0');
      const at = timestamp * 1000;
      const seen = { PAID: { recordedAt: now, firstAt: at, lastAt: at } };
      const evidence = { ...(JSON.parse(sample.evidence) as object), seen, paid };
      const { orderNo: reference, sysid: providerOrderId } = data;
      return { number, eventId, at, reference, providerOrderId, evidence, headers, body };
    });
    await run(
      'deliveries',
      `insert into webhook_deliveries (id, merchant_id, account_id, status, event_id, identity,
        about, headers, body, attempts, received_at)
       select 'whd_' || number, $1, $2, 'APPLIED', event, event, about, headers, body, 1, $3
       from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::bytea[])
        as t(number, event, about, headers, body)
       on conflict (account_id, identity) do nothing`,
      [
        merchantId,
        accountId,
        now,
        all.map(({ number }) => number),
        all.map(({ eventId }) => eventId),
        all.map(({ reference }) => reference),
        all.map(({ headers }) => JSON.stringify(headers)),
        all.map(({ body }) => body),
      ],
    );
    const orders = await run(
      'orders',
      `update orders o set status = 'PAID', evidence = t.evidence, refundable = $1, check_at = null,
        version = version + 1, revision = revision + 1, updated_at = $2
       from unnest($3::text[], $4::text[]) as t(reference, evidence)
       where o.account_id = $5 and o.provider_reference = t.reference
       returning o.id, o.version, o.provider_reference as reference, o.expires_at as expires`,
      [
        paid.minor,
        now,
        all.map(({ reference }) => reference),
        all.map(({ evidence }) => JSON.stringify(evidence)),
        accountId,
      ],
    );
    const byReference = new Map(orders.rows.map((row) => [row['reference'], row]));
    const written = all.flatMap((one) => {
      const order = byReference.get(one.reference);
      if (order === undefined) return [];
      const { reference, providerOrderId, at } = one;
      const known = { accountId, reference, providerOrderId, requested, paid, at };
      return [{ ...one, order, paid: { ...known, expiresAt: Number(order['expires']) } }];
    });
    const stated = written.map(({ number, order, paid: paidOrder }) => {
      const statement = statementOf(paidOrder);
      const digest = createHash('sha256').update(statement).update(number).digest('base64url');
      return { id: order['id'], number, statement, digest };
    });
    await run(
      'evidence',
      `insert into evidence (subject_id, digest, id, cause, delivery_id, statement, rule, from_status,
        to_status, recorded_at, last_recorded_at)
       select id, digest, 'evi_' || number, 'WEBHOOK', 'whd_' || number, statement, 'DECIDES',
        'AWAITING_PAYMENT', 'PAID', $1, $1
       from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as t(id, number, statement, digest)`,
      [
        now,
        stated.map(({ id }) => id),
        stated.map(({ number }) => number),
        stated.map(({ statement }) => statement),
        stated.map(({ digest }) => digest),
      ],
    );
    const numbered = await run(
      'numbers',
      'update merchants set last_seq = last_seq + $2 where id = $1 returning last_seq',
      [merchantId, written.length],
    );
    const last = Number(numbered.rows[0]?.['last_seq']);
    const states = written.map((one) => stateOf(one.paid));
    await run(
      'states',
      `insert into event_states (subject_id, seq, state, movements)
       select id, $1 + place, state, movements
       from unnest($2::text[], $3::text[], $4::text[]) with ordinality as t(id, state, movements, place)`,
      [
        last - written.length,
        written.map(({ order }) => order['id']),
        states.map(({ state }) => state),
        states.map(({ movements }) => movements),
      ],
    );
    await run(
      'events',
      `insert into events (merchant_id, seq, id, type, subject_id, order_id, version, from_status,
        to_status, cause, delivery_id, occurred_at, recorded_at)
       select $1, $2 + place, 'evt_' || number, 'ORDER_STATUS_CHANGED', id, id, version,
        'AWAITING_PAYMENT', 'PAID', 'WEBHOOK', 'whd_' || number, at, $3
       from unnest($4::text[], $5::text[], $6::int[], $7::bigint[])
        with ordinality as t(number, id, version, at, place)`,
      [
        merchantId,
        last - written.length,
        now,
        written.map(({ number }) => number),
        written.map(({ order }) => order['id']),
        written.map(({ order }) => order['version']),
        written.map(({ at }) => at),
      ],
    );
  };
}

serveCommands(commands);
