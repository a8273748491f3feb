import {
  buildSchema,
  executeRootSelectionSet,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  parse,
  validateExecutionArgs,
} from 'graphql';
import { expect, it } from 'vitest';
import { weight } from '../../../src/graphql/limits/long-answers.ts';
import type { WeighedResult } from '../../../src/graphql/limits/long-answers.ts';
import { createCompiledExecution } from '../../../src/graphql/compiled/execute.ts';

const schema = buildSchema(`
  enum Color { RED }
  type Thing { text: String number: Int flag: Boolean color: Color must: Thing thing: String! }
  type Query { things: [Thing] }
`);
const documents = [
  '{ things { __proto__: text number flag color thing } }',
  '{ things { text alias: number flag color thing } }',
].map((text) => parse(text));

class Late {
  get thing(): string {
    throw new Error('cannot be read');
  }
}

const usual = { text: 'a', number: 1, flag: false, color: 'RED', thing: 'b' };
const values: readonly unknown[] = [
  null,
  undefined,
  'text',
  1.5,
  true,
  new Error('an error'),
  () => 'called',
  Promise.resolve('later'),
  { no: 'leaf' },
];

it.each(documents)(
  'a field without a resolver shows the property as graphql-js does, whatever its value',
  async (document) => {
    const odd = values.flatMap((value) =>
      Object.keys(usual).map((name) => ({ ...usual, [name]: value })),
    );
    const rootValue = { things: [usual, new Late(), 'no object', ...odd] };
    const args = validateExecutionArgs({ schema, document, rootValue });
    if (!('schema' in args)) throw new Error('not valid');
    const reference = await executeRootSelectionSet(args);
    const weights = new Set<number | undefined>();
    for (const readOneByOne of [Infinity, 0, 1]) {
      const execute = createCompiledExecution(readOneByOne);
      for (let time = 0; time < 3; time += 1) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const compiled = await execute(args);
        expect(JSON.stringify(compiled)).toBe(JSON.stringify(reference));
        weights.add((compiled as WeighedResult)[weight]);
        expect(compiled.errors?.length).toBeGreaterThan(10);
      }
    }
    expect([...weights]).toEqual([expect.any(Number)]);
  },
);

it.each([
  { what: 'shows the property that it exposes under another name', isWrapped: false },
  { what: 'is resolved where a plugin has put a resolver around', isWrapped: true },
])('a field $what', async ({ isWrapped }) => {
  let calls = 0;
  const resolve = ({ text }: { text: string }): string => {
    calls += 1;
    return text;
  };
  const extensions = {
    pothosExposedField: 'text',
    pothosOriginalResolve: isWrapped ? () => 'original' : resolve,
  };
  const Thing = new GraphQLObjectType<{ text: string }>({
    name: 'Thing',
    fields: { named: { type: GraphQLString, resolve, extensions } },
  });
  const Query = new GraphQLObjectType({ name: 'Query', fields: { thing: { type: Thing } } });
  const args = validateExecutionArgs({
    schema: new GraphQLSchema({ query: Query }),
    document: parse('{ thing { named } }'),
    rootValue: { thing: { text: 'a' } },
  });
  if (!('schema' in args)) throw new Error('not valid');
  const { data } = await createCompiledExecution(0)(args);
  expect(data).toEqual({ thing: { named: 'a' } });
  expect(calls).toBe(isWrapped ? 1 : 0);
});
