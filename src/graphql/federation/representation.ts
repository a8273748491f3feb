import { GraphQLScalarType } from 'graphql';
import { badUserInput } from '../refusals.ts';

/** What another subgraph knows of an entity: its key. */
export interface Representation {
  type: string;
  id: string;
}

/**
 * Federation's scalar `_Any`. `entities`: the names of the types that have a key. Throws BAD_USER_INPUT for anything
 * but the representation of one of them. Members besides the key are ignored.
 */
export function representationScalar(entities: ReadonlySet<string>) {
  return new GraphQLScalarType<Representation>({
    name: '_Any',
    description: 'The type and the key of an entity: `{ __typename: "Order", id: "ord_…" }`.',
    coerceInputValue(value) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw badUserInput('A representation must be an object with "__typename" and "id".');
      }
      const { __typename: type, id } = value as { __typename?: unknown; id?: unknown };
      if (typeof type !== 'string' || !entities.has(type)) {
        throw badUserInput('"__typename" must be the name of an entity of this subgraph.');
      }
      if (typeof id !== 'string') throw badUserInput('"id" must be a string.');
      return { type, id };
    },
  });
}
