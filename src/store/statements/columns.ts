import { UnderscoreNamingStrategy } from '@mikro-orm/core';
import type { Column, Tables } from './tables.ts';

/** The part of an entity's schema that is used here. */
export interface Schema<Table extends keyof Tables> {
  readonly tableName?: Table;
  meta: { properties: Readonly<Record<string, unknown>> };
}

const naming = new UnderscoreNamingStrategy();

/** The columns of a table, named as the ORM names them. */
export function columnsOf<Table extends keyof Tables>({ meta }: Schema<Table>) {
  return Object.entries(meta.properties).map(([name, property]) => {
    const column = naming.propertyToColumnName(name);
    const isReference = (property as { kind?: string }).kind === 'm:1';
    return (isReference ? `${column}_id` : column) as Column<Table>;
  });
}
