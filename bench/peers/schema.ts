import { readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import DataLoader from 'dataloader';
import { GraphQLError, GraphQLScalarType } from 'graphql';
import { grouped } from '../floors/reads.ts';
import type { EventRow, OrderRow, PaymentRow, Reads, RefundRow } from '../floors/reads.ts';
import {
  orderAmount,
  orderPhase,
  paymentPending,
  paymentReceived,
  refundAmount,
  timeOf,
} from '../floors/views.ts';

/** What a resolver is given with each request. */
export interface Context {
  merchant: string;
  refunds: DataLoader<string, RefundRow[]>;
  events: DataLoader<string, EventRow[]>;
  payments: DataLoader<string, PaymentRow[]>;
}

/** Throws where the key is missing or wrong. */
export function contextOf(reads: Reads, authorization: string | undefined): Context {
  const merchant = reads.merchantOf(authorization);
  if (merchant === null) {
    throw new GraphQLError('Who are you?', { extensions: { code: 'UNAUTHENTICATED' } });
  }
  return {
    merchant,
    refunds: loaderOf(reads.refunds),
    events: loaderOf(reads.events),
    payments: loaderOf(reads.payments),
  };
}

function loaderOf<Row extends { orderId: string }>(
  read: (ids: string) => Row[],
): DataLoader<string, Row[]> {
  return new DataLoader(async (ids) => {
    const groups = grouped(read(JSON.stringify(ids)));
    return ids.map((id) => groups.get(id) ?? []);
  });
}

interface First {
  first: number;
}

/** The fields of the contract that the queries ask for. All others are columns of the rows. */
const resolversOf = (reads: Reads) => ({
  Query: {
    order: (_: unknown, { id }: { id: string }, { merchant }: Context) =>
      reads.order(merchant, id) ?? null,
    orders(_: unknown, { first }: First, { merchant }: Context) {
      const rows = reads.newest(merchant, first + 1);
      return { nodes: rows.slice(0, first), pageInfo: { hasNextPage: rows.length > first } };
    },
  },
  Order: {
    amount: orderAmount,
    phase: orderPhase,
    refunds: async ({ id }: OrderRow, { first }: First, { refunds }: Context) => ({
      nodes: (await refunds.load(id)).slice(0, first),
    }),
    events: async ({ id }: OrderRow, { first }: First, { events }: Context) => ({
      nodes: (await events.load(id)).slice(0, first),
    }),
    abnormalPayments: async ({ id }: OrderRow, { first }: First, { payments }: Context) =>
      (await payments.load(id)).slice(0, first),
  },
  Refund: { amount: refundAmount },
  AbnormalPayment: { received: paymentReceived, pending: paymentPending },
  DateTime: new GraphQLScalarType({ name: 'DateTime', serialize: (at) => timeOf(at as number) }),
});

export const schemaOf = (reads: Reads) =>
  makeExecutableSchema({
    typeDefs: readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'),
    resolvers: resolversOf(reads),
    // The contract has types that no query here asks for.
    resolverValidationOptions: { requireResolversForResolveType: 'ignore' },
  });
