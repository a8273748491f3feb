import type { WriteQueue } from '../../../src/store/commit.ts';
import { scopes } from '../../../src/domain/principal.ts';
import type { Scope } from '../../../src/domain/principal.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { mutate } from '../../support/operations.ts';

export interface Entry {
  id: string;
  at: string;
  mutation: string;
  principal: {
    type: 'ADMINISTRATOR' | 'API_KEY';
    name: string | null;
    prefix: string | null;
    apiKey: { id: string } | null;
  };
  subjects: string[];
  arguments: string;
  source: string;
  requestId: string;
  outcome: string | null;
}

const parts = `id at mutation principal { type name prefix apiKey { id } } subjects arguments source
  requestId outcome`;

export interface Page {
  nodes: Entry[];
  edges: { cursor: string }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** The trail as the merchant's MANAGE key sees it, newest first. */
export async function trailOf(
  testApp: Pick<TestApp, 'post'>,
  args: { first?: number; after?: string | null; filter?: object } = {},
  as?: string,
): Promise<Page> {
  const query = `query ($first: Int = 100, $after: String, $filter: AuditTrailFilter) {
    auditTrail(first: $first, after: $after, filter: $filter) {
      edges { cursor }
      nodes { ${parts} }
      pageInfo { hasNextPage endCursor }
    }
  }`;
  const { data, errors } = await testApp.post({ query, variables: args }, as);
  if (errors?.[0]) throw new Error(errors[0].message);
  return data?.['auditTrail'] as Page;
}

/** Ids of all entries, whoever may see them, in the order of calls. */
async function allIds(testApp: TestApp): Promise<string[]> {
  const text = 'select id from audit_entries order by id';
  return (await testApp.app.deps.read.all<{ id: string }>(text)).map(({ id }) => id);
}

export async function nodeOf(testApp: TestApp, id: string, as: string): Promise<Entry | null> {
  const query = `query ($id: ID!) { node(id: $id) { ... on AuditEntry { ${parts} } } }`;
  const { data, errors } = await testApp.post({ query, variables: { id } }, as);
  if (errors?.[0]) throw new Error(errors[0].message);
  return data?.['node'] as Entry | null;
}

/** The entries that `act` added to the trail, once all are written. */
export async function leftBy(testApp: TestApp, act: () => Promise<unknown>): Promise<Entry[]> {
  const before = new Set(await allIds(testApp));
  await act();
  // On PostgreSQL an empty unit would not wait for what is written beside it.
  await (testApp.app.deps.queue as WriteQueue).idle();
  const left = (await allIds(testApp)).filter((id) => !before.has(id));
  return Promise.all(left.map((id) => nodeOf(testApp, id, testApp.adminKey))) as Promise<Entry[]>;
}

export async function anotherMerchant(testApp: TestApp, granted: readonly Scope[] = scopes) {
  const as = testApp.adminKey;
  const made = await mutate(testApp, documents.createMerchant, { input: { name: 'Another' } }, as);
  const { id } = made['merchant'] as { id: string };
  return { id, key: await keyFor(testApp, id, granted) };
}

export async function keyFor(testApp: TestApp, merchant: string, granted: readonly Scope[]) {
  const input = { merchant, name: 'of a test', scopes: granted };
  return String(
    (await mutate(testApp, documents.createApiKey, { input }, testApp.adminKey))['secret'],
  );
}

/** All values in an input, at any depth. */
export function leavesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.values(value).flatMap(leavesOf);
}
