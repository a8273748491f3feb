import { buildSchema, isAbstractType, isObjectType } from 'graphql';
import type { GraphQLSchema } from 'graphql';

const fields = `
  leaf(how: Int, more: [Int]): String
  leafN(how: Int = 2): String!
  number(how: Int): Int
  leaves(how: Int): [String]
  leavesN(how: Int): [String!]!
  child(how: Int): Node
  childN(how: Int): Node!
  children(how: Int): [Node]
  childrenN(how: Int): [Node!]
  rows(how: Int): [[Node!]!]
  any(how: Int): Any
  anyN(how: Int): Any!
  anies(how: Int): [Any!]
  named(how: Int): Named
  must(how: Int!): String
`;

const typeDefs = `
  interface Named { ${fields} }
  type Node implements Named { ${fields} }
  type Other implements Named { ${fields} other: String }
  type Checked { leaf: String }
  union Any = Node | Other | Checked
  type Query { ${fields} }
  type Mutation { ${fields} }
`;

/** What resolves a field, by its argument `how`: the outcome, and how long it takes. */
const outcomes = ['value', 'null', 'throws', 'is an error', 'is wrong', 'throws a text'] as const;
const delays = 6;
/** How many outcomes there are. */
export const ways = outcomes.length * delays;

export const names = [...fields.matchAll(/^ {2}(\w+)\(/gm)].map(([, name = '']) => name);

async function later<T>(delay: number, act: () => T): Promise<T> {
  if (delay === delays - 1) await new Promise((resolve) => setImmediate(resolve));
  for (let at = 1; at < delay; at += 1) await Promise.resolve();
  return act();
}

/** What one execution has made so far. Another that still goes on after its answer has its own. */
export interface Context {
  made: number;
}

function valueOf(field: string, wrong: boolean, context: Context): unknown {
  context.made += 1;
  const { made } = context;
  if (wrong) return field.startsWith('child') ? 5 : { toString: () => 'wrong' };
  if (field === 'number') return made % 5;
  if (field.startsWith('leaves')) return new Set(['a', null, later(2, () => 'c')]);
  if (field.startsWith('leaf') || field === 'must') return `${field}!`;
  if (field === 'rows') return [[{}, later(1, () => ({}))], later(3, () => [{}]), [{}, null]];
  if (field === 'anies')
    return [{ is: 'Node' }, { is: 'Checked' }, later(2, () => ({ is: 'Other' }))];
  if (field.startsWith('children')) return [{}, later(3, () => ({})), null, {}];
  return { is: ['Node', 'Other', 'Checked', 'Nothing'][made % 4] };
}

function resolve(field: string, how: number, context: Context): unknown {
  const outcome = outcomes[how % outcomes.length];
  const act = (): unknown => {
    if (outcome === 'throws') throw new Error(`thrown by ${field}`);
    // oxlint-disable-next-line no-throw-literal
    if (outcome === 'throws a text') throw `a text of ${field}`;
    if (outcome === 'is an error') return new Error(`returned by ${field}`);
    return outcome === 'null' ? null : valueOf(field, outcome === 'is wrong', context);
  };
  const delay = Math.floor(how / outcomes.length) % delays;
  return delay === 0 ? act() : later(delay, act);
}

/** Every kind of type, and resolvers with every outcome. */
export function createSchema(): GraphQLSchema {
  const schema = buildSchema(typeDefs);
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) {
      type.resolveType = (value: { is?: string }, { made }: Context) =>
        made % 2 === 0 ? value.is : later(1, () => value.is);
    }
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    if (type.name === 'Checked')
      type.isTypeOf = (_value, { made }: Context) =>
        made % 3 === 0 ? later(1, () => true) : made % 3 === 1;
    for (const field of Object.values(type.getFields())) {
      const { name } = field;
      if (name === 'other') continue;
      field.resolve = (_source, { how }, context: Context, { path, fieldNodes }) =>
        resolve(
          name,
          (how as number | null | undefined) ?? String(path.key).length + fieldNodes.length - 1,
          context,
        );
    }
  }
  return schema;
}
