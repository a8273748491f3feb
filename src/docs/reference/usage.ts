import type { SchemaDescription } from '../../graphql/description/describe-schema.ts';

/** Where a type is used: each is the name of a member, "Order.refunds" or "Query.order". */
export interface Usage {
  /** Fields of this type. */
  returnedBy: string[];
  /** Arguments and members of inputs of this type. */
  usedIn: string[];
  /** Unions of which it is a member. */
  memberOf: string[];
}

export const namedType = (type: string): string => type.replaceAll(/[[\]!]/g, '');

/** Of each type, where it is used. */
export function usageOf(schema: SchemaDescription): (type: string) => Usage {
  const all = new Map<string, Usage>();
  const of = (type: string): Usage => {
    const known = all.get(namedType(type)) ?? { returnedBy: [], usedIn: [], memberOf: [] };
    all.set(namedType(type), known);
    return known;
  };
  for (const { kind, name, fields, members } of schema.types) {
    for (const field of fields) {
      const full = `${name}.${field.name}`;
      if (kind === 'INPUT') of(field.type).usedIn.push(full);
      else of(field.type).returnedBy.push(full);
      for (const { type } of field.arguments) {
        if (of(type).usedIn.at(-1) !== full) of(type).usedIn.push(full);
      }
    }
    if (kind === 'UNION') for (const member of members) of(member).memberOf.push(name);
  }
  return of;
}
