import { EntitySchema } from '@mikro-orm/core';
import { IdentifierNode, OperationNodeTransformer, ReferenceNode, SelectionNode } from 'kysely';
import { ColumnNode, TableNode } from 'kysely';
import type { KyselyPlugin, OperationNode, SelectQueryNode } from 'kysely';
import { entities } from '../entities/index.ts';
import { columnsOf } from './columns.ts';
import type { Schema } from './columns.ts';
import type { Tables } from './tables.ts';

type Table = keyof Tables;

/** The schemas of all tables. */
export const schemas: ReadonlyMap<Table, Schema<Table>> = new Map(
  entities.map((entity) => {
    const schema = EntitySchema.REGISTRY.get(entity as never);
    if (schema === undefined) throw new Error(`${entity.name} has no schema`);
    return [schema.meta.tableName as Table, schema as unknown as Schema<Table>];
  }),
);

/**
 * Names the columns where all are read. PostgreSQL refuses a prepared `select *` once a newer process has added a
 * column, on each connection that has prepared it, for as long as that is open.
 */
export const namedColumns: KyselyPlugin = {
  transformQuery: ({ node }) => transformer.transformNode(node),
  transformResult: ({ result }) => Promise.resolve(result),
};

class NamingColumns extends OperationNodeTransformer {
  protected override transformSelectQuery(query: SelectQueryNode): SelectQueryNode {
    const { selections = [], ...rest } = super.transformSelectQuery(query);
    const [from] = query.from?.froms ?? [];
    return { ...rest, selections: selections.flatMap((one) => named(one, from)) };
  }
}

const transformer = new NamingColumns();

function named(one: SelectionNode, from: OperationNode | undefined): readonly SelectionNode[] {
  const { selection } = one;
  if (selection.kind === 'SelectAllNode') {
    return (
      columnsFrom(from)?.map((column) => SelectionNode.create(ColumnNode.create(column))) ?? [one]
    );
  }
  if (!ReferenceNode.is(selection) || selection.column.kind !== 'SelectAllNode') return [one];
  const { table } = selection;
  const columns = columnsFrom(table);
  return (
    columns?.map((column) =>
      SelectionNode.create(ReferenceNode.create(ColumnNode.create(column), table)),
    ) ?? [one]
  );
}

/** Of a table, or of one with an alias, which is then its own name. */
function nameOf(node: OperationNode | undefined): string {
  if (node !== undefined && TableNode.is(node)) return node.table.identifier.name;
  const { alias } = (node ?? {}) as { alias?: OperationNode };
  return alias !== undefined && IdentifierNode.is(alias) ? alias.name : '';
}

function columnsFrom(table: OperationNode | undefined): readonly string[] | undefined {
  const schema = schemas.get(nameOf(table) as Table);
  return schema && columnsOf<Table>(schema);
}
