import * as fc from 'fast-check';
import {
  getIntrospectionQuery,
  buildSchema,
  executeRootSelectionSet,
  parse,
  validate,
  validateExecutionArgs,
} from 'graphql';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { expect, it } from 'vitest';
import { createCompiledExecution } from '../../../src/graphql/compiled/execute.ts';
import { maskErrors } from '../../../src/graphql/transports/masking.ts';
import { createSchema, names, ways } from './schema.ts';
import type { Context } from './schema.ts';

const composite = /^(?:child|rows|any|named)/;

const how = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.nat({ max: ways - 1 }) },
  fc.constantFrom('$how', '$none', '$nothing'),
);
const directive = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  fc.constantFrom(
    '@skip(if: $yes)',
    '@skip(if: $no)',
    '@include(if: $yes)',
    '@include(if: true)',
    '@include(if: $no) @skip(if: $no)',
  ),
);
const alias = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  fc.constantFrom('a: ', 'b: ', '__proto__: '),
);

/** Random selections. Those that are not valid are left out. */
const selection: fc.Arbitrary<string> = fc.letrec<{ set: string; one: string }>((tie) => ({
  set: fc
    .array(tie('one'), { minLength: 1, maxLength: 4, size: 'max' })
    .map((all) => all.join(' ')),
  one: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant('__typename'),
    fc
      .tuple(
        alias,
        fc.constantFrom(...names.filter((name) => !composite.test(name))),
        how,
        directive,
      )
      .map(([as, name, value, when]) => `${as}${name}(how: ${String(value)}) ${when}`),
    fc
      .tuple(
        alias,
        fc.constantFrom(...names.filter((name) => composite.test(name))),
        how,
        directive,
        tie('set'),
      )
      .map(([as, name, value, when, set]) => {
        const inner = name.startsWith('any') ? `__typename ... on Named { ${set} }` : set;
        return `${as}${name}(how: ${String(value)}) ${when} { ${inner} }`;
      }),
    fc
      .tuple(fc.constantFrom('Node', 'Other', 'Named'), directive, tie('set'))
      .map(([type, when, set]) => `named { ... on ${type} ${when} { ${set} } ...Shared }`),
  ),
})).set;

const documentOf = (operation: string, set: string): string =>
  `${operation} ($how: Int = 0, $none: Int, $nothing: Int = 3, $yes: Boolean = true, $no: Boolean!) { ${set} shared: named { ...Shared } }
   fragment Shared on Named { leaf(how: $how) @skip(if: $no) child(how: $none) { leafN(how: $nothing) @include(if: $yes) ...Inner } }
   fragment Inner on Node { number(how: 1) any { ... on Checked { leaf } } }`;

async function resultOf(
  schema: GraphQLSchema,
  execute: typeof executeRootSelectionSet,
  document: ReturnType<typeof parse>,
  variableValues: Record<string, unknown>,
) {
  const contextValue: Context = { made: 0 };
  const args = validateExecutionArgs({ schema, document, variableValues, contextValue });
  if (!('schema' in args)) return { errors: args } as ExecutionResult;
  const result = await execute(args);
  // Messages of unexpected errors are masked.
  return result.errors
    ? { ...result, errors: maskErrors(result.errors, 'test', () => undefined) }
    : result;
}

const variables = [
  { no: false },
  { how: 7, none: 1, nothing: null, yes: false, no: true },
  { how: null, no: false, yes: null },
  { no: true, how: 20 },
];

/** More take longer than a test may. */
const runs = 200;

it('a compiled operation has the results of graphql-js, whatever its resolvers do', async () => {
  const schema = createSchema();
  let count = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('query', 'mutation'), selection, async (operation, set) => {
      const document = parse(documentOf(operation, set));
      fc.pre(validate(schema, document).length === 0);
      count += 1;
      const compiled = createCompiledExecution(1);
      for (const values of [...variables, ...variables]) {
        const theirs = await resultOf(schema, executeRootSelectionSet, document, values);
        const ours = await resultOf(schema, compiled, document, values);
        expect(JSON.stringify(ours)).toBe(JSON.stringify(theirs));
      }
    }),
    { numRuns: runs },
  );
  expect(count).toBeGreaterThan(runs / 2);
});

it('a compiled introspection has the result of graphql-js', async () => {
  const schema = createSchema();
  const document = parse(getIntrospectionQuery());
  const compiled = createCompiledExecution();
  const theirs = { ...(await resultOf(schema, executeRootSelectionSet, document, {})) };
  expect(await resultOf(schema, compiled, document, {})).toMatchObject(theirs);
  expect(await resultOf(schema, compiled, document, {})).toMatchObject(theirs);
});

it('the fields of a mutation are executed one after the other, also behind one that fails', async () => {
  const schema = buildSchema(
    'type Query { no: Int } type Mutation { slow: Int failing: Int last: Int }',
  );
  const { slow, failing, last } = schema.getMutationType()?.getFields() ?? {};
  if (!slow || !failing || !last) throw new Error('no mutation');
  const done: string[] = [];
  slow.resolve = async () => {
    done.push('slow begins');
    await new Promise((resolve) => setImmediate(resolve));
    return done.push('slow ends');
  };
  failing.resolve = () => {
    done.push('failing');
    throw new Error('no');
  };
  last.resolve = () => done.push('last');
  const document = parse('mutation { slow failing again: slow last }');
  const { data, errors } = await resultOf(schema, createCompiledExecution(), document, {});
  expect(done).toEqual(['slow begins', 'slow ends', 'failing', 'slow begins', 'slow ends', 'last']);
  expect(data).toEqual({ slow: 2, failing: null, again: 5, last: 6 });
  expect(errors?.map(({ path }) => path)).toEqual([['failing']]);
});
