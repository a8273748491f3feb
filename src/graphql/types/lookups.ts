import type { InputObjectRef } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import { idempotencyKey } from '../../store/queries/idempotency.ts';
import type { Extent, Page } from '../../store/queries/pages.ts';
import type { Sql } from '../../store/sql.ts';
import { builder } from '../builder.ts';
import { connectionOf, connectionPaging, filterOf, readPage } from '../connections.ts';
import type { Connection, Paging } from '../connections.ts';
import { merchantOf } from '../context.ts';
import type { Context } from '../context.ts';
import type { Loaders } from '../loaders.ts';
import { shared } from './descriptions.ts';
import { extentOf } from './selected-fields.ts';
import type { BriefFields } from './selected-fields.ts';

/** Arguments and resolvers of the fields of Query that search the records of the caller's merchant. */

export const searchArgs = <Filter extends object>(
  type: InputObjectRef<typeof builder.$inferSchemaTypes, Filter>,
) =>
  builder.args((t) => ({
    ...connectionPaging,
    filter: t.field({ type, description: shared.filter }),
  }));

type Find<Search, Row> = (
  sql: Sql,
  merchantId: string,
  page: Page,
  search: Search,
  extent: Extent,
) => Promise<readonly Row[]>;

/** The filter as GraphQL passes it, with members that may be undefined. */
type Filter<Search> = { [Name in keyof Search]?: Search[Name] | undefined };

/**
 * Resolves a page of matching records. `prefix`: what their ids begin with. `find` returns one row more than the page
 * where there are more. `ofBrief`: the fields that follow from what a brief record has.
 */
export const searching =
  <Search extends object, Row extends { id: string }>(
    prefix: string,
    find: Find<Search, Row>,
    ofBrief: BriefFields = new Map(),
  ) =>
  async (
    _root: unknown,
    { filter, ...paging }: Paging & { filter?: Filter<Search> | null | undefined },
    context: Context,
    info: GraphQLResolveInfo,
  ): Promise<Connection<Row>> => {
    const page = readPage(paging, prefix);
    const { read } = context.deps;
    const extent = extentOf(ofBrief, info);
    const rows = await find(read, merchantOf(context), page, filterOf(filter), extent);
    return { ...connectionOf(rows, page), isLarge: extent === null };
  };

/** Resolves what the idempotency key created, by the first of these mutations that it was used with; else null. */
export const madeWithKey =
  <Row>(
    mutations: readonly string[],
    load: (loaders: Loaders) => { load(id: string): Promise<Row | null> },
  ) =>
  async (_root: unknown, { key }: { key: string }, context: Context): Promise<Row | null> => {
    const { deps, loaders } = context;
    const merchantId = merchantOf(context);
    for (const mutation of mutations) {
      const used = await idempotencyKey(deps.read, merchantId, mutation, key);
      if (used !== null) return load(loaders).load(used.objectId);
    }
    return null;
  };
