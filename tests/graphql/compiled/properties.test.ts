import { buildSchema, executeRootSelectionSet, parse, validateExecutionArgs } from 'graphql';
import { expect, it } from 'vitest';
import { createCompiledExecution } from '../../../src/graphql/compiled/execute.ts';

const schema = buildSchema(`
  enum Color { RED }
  type Thing { text: String number: Int flag: Boolean color: Color must: Thing thing: String! }
  type Query { things: [Thing] }
`);
const document = parse('{ things { __proto__: text number flag color thing } }');

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

it('a field without a resolver shows the property as graphql-js does, whatever its value', async () => {
  const odd = values.flatMap((value) =>
    Object.keys(usual).map((name) => ({ ...usual, [name]: value })),
  );
  const rootValue = { things: [usual, new Late(), 'no object', ...odd] };
  const args = validateExecutionArgs({ schema, document, rootValue });
  if (!('schema' in args)) throw new Error('not valid');
  const [compiled, reference] = await Promise.all([
    createCompiledExecution()(args),
    executeRootSelectionSet(args),
  ]);
  expect(JSON.stringify(compiled)).toBe(JSON.stringify(reference));
  expect(compiled.errors?.length).toBeGreaterThan(10);
});
