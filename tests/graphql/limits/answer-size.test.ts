import { buildSchema } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { describe, expect, it } from 'vitest';
import { maxAnswer } from '../../../src/graphql/limits/long-answers.ts';
import { createExecution } from '../../../src/graphql/transports/execution.ts';
import type { Engine } from '../../../src/graphql/transports/execution.ts';
import type { RequestInfo } from '../../../src/graphql/transports/service.ts';
import { Collector } from '../followers.ts';

const schema = buildSchema(`
  type Row { text: String rows: [Row!]! fails: String }
  type Query { row: Row }
  type Mutation { row: Row }
  type Subscription { row: Row }
`);

let read = 0;
let done = 0;
const text = 'x'.repeat(1000);
const row: object = {
  text,
  rows: () => {
    read += 1;
    return Array.from({ length: 100 }, () => row);
  },
  fails: () => {
    throw new Error('no');
  },
};
const query = schema.getQueryType()?.getFields()['row'];
const mutation = schema.getMutationType()?.getFields()['row'];
const subscription = schema.getSubscriptionType()?.getFields()['row'];
for (const field of [query, mutation, subscription]) {
  if (field !== undefined) {
    field.resolve = () => {
      done += 1;
      return row;
    };
  }
}
if (subscription !== undefined) {
  subscription.subscribe = async function* once() {
    yield row;
  };
}

const info: RequestInfo = {
  principal: { kind: 'API_KEY', keyId: 'key_1', merchantId: 'mer_1', scopes: ['READ'] },
  requestId: 'test',
  source: '127.0.0.1',
  resumeAfter: null,
};

const executionOf = (engine: Engine) =>
  createExecution(
    {
      schema,
      sourceOf: () => info.source,
      authenticate: () => Promise.resolve(info.principal),
      createContext: () => ({}),
      onUnexpectedError: () => undefined,
    },
    {},
    engine,
  );

async function answerOf(
  engine: Engine,
  document: string,
): Promise<Pick<ExecutionResult, 'data' | 'errors'>> {
  const execution = executionOf(engine);
  const operation = await execution.prepare({ query: document }, info);
  if (!('document' in operation)) throw operation[0] ?? new Error('refused');
  if (operation.type !== 'subscription') return execution.execute(operation, info);
  const collector = new Collector();
  await execution.subscribe(operation, info, collector);
  const { value } = await collector.results().next();
  return value ?? {};
}

const refusal = {
  data: null,
  errors: [
    {
      message: 'The answer is too long: ask for shorter pages.',
      extensions: { code: 'LIMIT_EXCEEDED', limit: 'answer', maximum: maxAnswer },
    },
  ],
};

const name = 'a'.repeat(400_000);
const five = [1, 2, 3, 4, 5].map((at) => `a${at}: text`).join(' ');
/** Shows each of a hundred rows, or a hundred of each. */
const hundred = (inner: string) => `{ row { rows { ${inner} } } }`;
const thousands = (inner: string) => hundred(`rows { ${inner} }`);

describe.each(['FAST', 'REFERENCE'] as const)('an answer of the engine %s', (engine) => {
  it.each([
    ['texts', thousands(five)],
    ['names', hundred(`${name}: __typename`)],
    ['paths of errors', hundred(`${name}: fails`)],
    ['texts, for a mutation,', `mutation ${thousands(five)}`],
    ['texts, for a subscriber,', `subscription ${thousands(five)}`],
  ])('is refused where its %s are too long', async (_what, document) => {
    expect(await answerOf(engine, document)).toMatchObject(refusal);
  });

  it.each([
    ['texts', thousands('text')],
    ['names', hundred(`${name.slice(0, 300_000)}: __typename`)],
  ])('is sent where its %s are long', async (_what, document) => {
    const { data, errors } = await answerOf(engine, document);
    expect(errors).toBeUndefined();
    expect(data).not.toBeNull();
  });
});

it.each(['query', 'mutation'])(
  'an answer of a %s that is too long is not read to its end',
  async (operation) => {
    read = 0;
    const tenMillions = hundred(`rows { rows { rows { text } } }`);
    expect(await answerOf('FAST', `${operation} ${tenMillions}`)).toMatchObject(refusal);
    expect(read).toBeLessThan(5_000);
  },
);

it('a mutation whose answer is too long is executed to its end', async () => {
  const large = hundred(`rows { text a: text b: text c: text d: text }`).slice(1, -1);
  done = 0;
  expect(await answerOf('FAST', `mutation { a: ${large} b: ${large} ${large} }`)).toMatchObject(
    refusal,
  );
  expect(done).toBe(3);
});
