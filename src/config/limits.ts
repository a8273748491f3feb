import { z } from 'zod';
import { count, list } from './values.ts';

/** Limits on what one caller may request (docs/rules.md#limits-on-documents), and on what runs at once. */
export const limits = {
  depth: count(15),
  aliases: count(50),
  directives: count(50),
  tokens: count(5000),
  cost: count(20_000),
  /** Bytes of a request, a webhook and a WebSocket message. */
  bodyBytes: count(256 * 1024, 1, 64 * 1024 * 1024),
  /** Milliseconds for a query or mutation. A call to a provider takes less, so its outcome is in the answer. */
  operationMs: count(60_000),
  operationsPerSocket: count(100),
  /** WebSockets and event streams of one API key. */
  streamsPerKey: count(10_000),
  /** WebSockets and event streams of the client tokens of one order. */
  streamsPerOrder: count(50),
  connections: count(20_000),
  /** Exports of one merchant at once. */
  exportsPerMerchant: count(4),
  /** Webhooks per second from one source address. */
  webhooksPerSecond: count(10_000),
  /** Orders that one payment link makes within an hour. */
  ordersPerLink: count(600),
  /** Forms of payment links that are accepted from one source address within a minute. */
  linkFormsPerMinute: count(30),
  /** Refusals per second to one source address that are sent without a delay. */
  refusalsPerSecond: count(500),
  /** Calls at once to one provider account. */
  callsPerAccount: count(32),
  /** Connections of this process to PostgreSQL that read. */
  databaseReads: count(6, 1, 1000),
  /** Groups of changes that this process writes to PostgreSQL at once, each on a connection of its own. */
  databaseWrites: count(2, 1, 100),
};

const schema = z.strictObject(limits, {
  error: ({ code, keys }) =>
    code === 'unrecognized_keys'
      ? `has no ${keys.join(', ')}: its names are ${Object.keys(limits).join(', ')}`
      : undefined,
});

export type Limits = z.output<typeof schema>;

/** Parses "cost=40000,depth=20". A name with two values is refused, because the two together are not a number. */
export const limitList = list.transform(byName).pipe(schema);

function byName(entries: readonly string[]): z.input<typeof schema> {
  const pairs = entries.map((entry) => {
    const [name = '', ...value] = entry.split('=');
    return { name: name.trim(), value: value.join('=').trim() };
  });
  const values = Map.groupBy(pairs, ({ name }) => name);
  return Object.fromEntries(
    Array.from(values, ([name, repeated]) => [
      name,
      repeated.map(({ value }) => value).join(' and '),
    ]),
  );
}
