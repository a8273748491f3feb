import type { ObjectRef } from '@pothos/core';
import type { GraphQLError } from 'graphql';
import type { Page } from '../store/queries/pages.ts';
import type { Reader } from '../store/sql.ts';
import { builder } from './builder.ts';
import { badUserInput } from './refusals.ts';

export interface Connection<Node> {
  nodes: readonly Node[];
  /** Most readers of a page want few of its cursors, or none. */
  cursorOf: (node: Node) => string | Promise<string>;
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  /** Whether a list of the page was begun. */
  isBegun: boolean;
  /** Whether its records are whole ones, of which each may show much. */
  isLarge: boolean;
}

interface Edge<Node> extends Pick<Connection<Node>, 'cursorOf'> {
  node: Node;
}

export interface Paging {
  first?: number | null | undefined;
  after?: string | null | undefined;
}

export const maxPageSize = 100;

/** The size of a page. `usual` is its default. Throws BAD_USER_INPUT outside 1 to 100. */
export function pageSize(first: number | null | undefined, usual: number): number {
  const size = first ?? usual;
  if (size >= 1 && size <= maxPageSize) return size;
  throw badUserInput(`"first" must be from 1 to ${maxPageSize}.`);
}

/**
 * The page of a connection in the order of ids. `prefix`: what the ids of the list begin with. Throws BAD_USER_INPUT.
 */
export function readPage({ first, after }: Paging, prefix: string): Page {
  const page = pageSize(first, 20);
  if (after === null || after === undefined) return { first: page, after: null };
  const id = Buffer.from(after, 'base64url').toString('utf8');
  // The same bytes have several base64url spellings. Only the one that we write is a cursor.
  if (!id.startsWith(`${prefix}_`) || encodeId(id) !== after) {
    throw badUserInput('"after" is not a cursor of this list.');
  }
  return { first: page, after: id };
}

/** The page of a list that is not a connection: `after` is the id of the last item shown. Throws BAD_USER_INPUT. */
export function readListPage({ first, after = null }: Paging, prefix: string, usual = 20): Page {
  const page = pageSize(first, usual);
  if (after !== null && !after.startsWith(prefix)) throw notOfThisList();
  return { first: page, after };
}

/** A page of a list that is in memory as a whole. Throws BAD_USER_INPUT where `after` is not in it. */
export function pageOf(ids: readonly string[], { first, after }: Page): readonly string[] {
  if (after !== null && !ids.includes(after)) throw notOfThisList();
  const start = after === null ? 0 : ids.indexOf(after) + 1;
  return ids.slice(start, start + first);
}

const notOfThisList = (): GraphQLError =>
  badUserInput('"after" is not the id of an item of this list.');

const encodeId = (id: string): string => Buffer.from(id, 'utf8').toString('base64url');

/** `rows`: the page and, where there are more, the first row after it. */
export function connectionOf<Row extends { id: string }>(
  rows: readonly Row[],
  { first, after }: Page,
): Connection<Row> {
  return {
    nodes: rows.slice(0, first),
    cursorOf: ({ id }) => encodeId(id),
    hasNextPage: rows.length > first,
    hasPreviousPage: after !== null,
    isBegun: false,
    isLarge: false,
  };
}

const PageInfo = builder.objectRef<Connection<unknown>>('PageInfo').implement({
  description: 'Where a page lies in its list. Lists are read forward only.',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', {
      description: 'Whether there is more after `endCursor`.',
    }),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage', {
      description: 'Whether the page was read with `after`.',
    }),
    startCursor: t.string({
      nullable: true,
      description: 'The cursor of the first item; null for an empty page.',
      resolve: ({ nodes, cursorOf }) => (nodes.length > 0 ? cursorOf(nodes[0]) : null),
    }),
    endCursor: t.string({
      nullable: true,
      description: 'The cursor of the last item, for `after`; null for an empty page.',
      resolve: ({ nodes, cursorOf }) => (nodes.length > 0 ? cursorOf(nodes.at(-1)) : null),
    }),
  }),
});

/** Of a large page, so many nodes are shown in one time slice. */
const nodesAtOnce = 25;

/**
 * The first list of a page belongs to the time slice in which the page was read. Others, under aliases, wait for slices
 * of their own, and so does the rest of a large one: a long answer must not block the event loop.
 */
function inSlices<Node, Item>(
  page: Connection<Node>,
  read: Pick<Reader, 'slice'>,
  item: (node: Node) => Item,
): List<Item> | Promise<List<Item>> {
  const list = (): List<Item> => {
    const items = page.nodes.map(item);
    return page.isLarge ? inParts(items, read) : items;
  };
  if (page.isBegun) return read.slice().then(list);
  page.isBegun = true;
  return list();
}

type List<Item> = (Item | Promise<Item>)[];

function inParts<Item>(items: readonly Item[], read: Pick<Reader, 'slice'>): List<Item> {
  let part = Promise.resolve();
  return items.map((item, at) => {
    if (at < nodesAtOnce) return item;
    if (at % nodesAtOnce === 0) part = read.slice();
    return part.then(() => item);
  });
}

/** Defines the connection type and the edge type of a node type. */
export function connectionType<Node>(
  name: string,
  node: ObjectRef<typeof builder.$inferSchemaTypes, Node>,
  cursor: 'String' | 'EventCursor' = 'String',
) {
  const Edge = builder.objectRef<Edge<Node>>(`${name}Edge`);
  Edge.implement({
    description: 'An item of a page with its cursor.',
    fields: (t) => ({
      cursor: t.field({
        type: cursor,
        description: 'Passed as `after`, it begins the page after this item. Opaque.',
        resolve: ({ node, cursorOf }) => cursorOf(node),
      }),
      node: t.field({
        type: node,
        description: 'The item itself.',
        resolve: (edge) => edge.node as never,
      }),
    }),
  });
  return builder.objectRef<Connection<Node>>(`${name}Connection`).implement({
    description: 'A page of a list. `nodes` and `edges` have the same items in the same order.',
    fields: (t) => ({
      edges: t.field({
        type: [Edge],
        description: 'The items, each with its cursor.',
        resolve: (page, _args, { deps }) =>
          inSlices(page, deps.read, (node) => ({ node, cursorOf: page.cursorOf })),
      }),
      nodes: t.field({
        type: [node],
        description: 'The items alone.',
        resolve: (page, _args, { deps }) => inSlices(page, deps.read, (node) => node as never),
      }),
      pageInfo: t.field({
        type: PageInfo,
        description: 'Whether there is more, and where it begins.',
        resolve: (connection) => connection as Connection<unknown>,
      }),
    }),
  });
}

const firstDescription = `How many items: 1 to ${maxPageSize}, else BAD_USER_INPUT.`;

/** The arguments of a connection of records. */
export const connectionPaging = builder.args((t) => ({
  first: t.int({ defaultValue: 20, description: firstDescription }),
  after: t.string({
    description: 'The `endCursor` of the page before. Left out: from the beginning.',
  }),
}));

/** The arguments of a connection of events. */
export const logPaging = builder.args((t) => ({
  first: t.int({ defaultValue: 50, description: firstDescription }),
  after: t.field({
    type: 'EventCursor',
    description:
      'Events after this one. Left out: from the beginning. CURSOR_RESET for a cursor of another log, or one before events that are archived.',
  }),
}));

/** The arguments of a list that is not a connection. */
const pagingBy = (usual: number) =>
  builder.args((t) => ({
    first: t.int({ defaultValue: usual, description: firstDescription }),
    after: t.id({ description: 'The id of the last item shown. Left out: from the beginning.' }),
  }));

export const listPaging = pagingBy(20);

/** For lists that are hardly ever longer than a page: a caller without paging gets the whole list. */
export const shortListPaging = pagingBy(maxPageSize);

/** Pothos types an argument that was left out as `undefined`; at run time the member is absent. */
export type Defined<Filter> = { [Name in keyof Filter]: Exclude<Filter[Name], undefined> };

export const filterOf = <Filter extends object>(
  filter: Filter | null | undefined,
): Defined<Filter> => (filter ?? {}) as Defined<Filter>;
