import { readFileSync } from 'node:fs';
import {
  Kind,
  NoDeprecatedCustomRule,
  getNamedType,
  isObjectType,
  printSchema,
  validate,
} from 'graphql';
import type { DocumentNode } from 'graphql';
import { expect, it } from 'vitest';
import { clientView } from '../../src/graphql/authorization/client-view.ts';
import { subgraphOf } from '../../src/graphql/federation/subgraph.ts';
import { schema } from '../support/schema.ts';
import * as generated from '../generated/graphql.ts';

it('the schema is printed in schema.graphql', () => {
  expect(readFileSync('schema.graphql', 'utf8')).toBe(`${printSchema(schema)}\n`);
});

function hidden(name: string): string[] {
  const shown = clientView[name];
  const type = schema.getType(name);
  if (!isObjectType(type) || !Array.isArray(shown)) throw new Error(`${name} is not listed`);
  return Object.keys(type.getFields()).filter((field) => !shown.includes(field));
}

it('the schema hides from client tokens what the contract hides from payers', () => {
  expect(hidden('Order')).toEqual([
    'account',
    'authorized',
    'authorizedUntil',
    'capture',
    'captureMode',
    'chargebacks',
    'chargedBack',
    'explanation',
    'metadata',
    'paymentLink',
    'providerCalls',
    'providerReference',
    'resolution',
  ]);
  expect(hidden('Refund')).toEqual([
    'explanation',
    'providerCalls',
    'providerReference',
    'resolution',
  ]);
  expect(hidden('AbnormalPayment')).toEqual([
    'account',
    'availableActions',
    'needsAttention',
    'resolution',
  ]);
  expect(hidden('Failure')).toEqual(['providerCode', 'providerMessage']);
});

it('the schema lists for client tokens only types and fields that exist', () => {
  const subgraph = subgraphOf(schema);
  for (const [name, fields] of Object.entries(clientView)) {
    const type = subgraph.getType(name);
    expect(type).toBeDefined();
    if (!Array.isArray(fields) || !isObjectType(type)) continue;
    expect(Object.keys(type.getFields())).toEqual(expect.arrayContaining(fields));
  }
});

it('the schema has no list that may hold nulls', () => {
  const loose = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
    .flatMap((type) => (isObjectType(type) ? Object.values(type.getFields()) : []))
    .filter(({ type }) => String(type).startsWith('[') && !String(type).includes('!]'))
    .map((field) => `${field.name}: ${getNamedType(field.type).name}`);
  expect(loose).toEqual([]);
});

const isDocument = (value: unknown): value is DocumentNode =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === Kind.DOCUMENT;

it('the documents of the tests use nothing of the schema that is deprecated', () => {
  const documents = Object.values(generated).filter(isDocument);
  expect(documents.length).toBeGreaterThan(20);
  const found = documents.flatMap((document) =>
    validate(schema, document, [NoDeprecatedCustomRule]).map(({ message }) => message),
  );
  expect(found).toEqual([]);
});
