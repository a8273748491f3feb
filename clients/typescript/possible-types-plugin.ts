import { isAbstractType } from 'graphql';
import type { GraphQLSchema } from 'graphql';

/** Used by the code generator: which objects a union or an interface stands for. */
export function plugin(schema: GraphQLSchema): string {
  const entries = Object.values(schema.getTypeMap())
    .filter(isAbstractType)
    .map(({ name }) => {
      const type = schema.getType(name);
      const members = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
      return [name, members.map((member) => member.name).toSorted()];
    })
    .toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1));
  return `/** Which objects each union and interface stands for: for caches that have no schema. Generated. */
export const possibleTypes: Record<string, string[]> = ${JSON.stringify(Object.fromEntries(entries), null, 2)};
`;
}
