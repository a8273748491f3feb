import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '../../cli/api.ts';
import { accountsDocument, callsDocument, recordingsOf } from '../../scripts/record/recordings.ts';
import { nexapay } from '../../src/providers/nexapay/index.ts';
import { NoDeprecatedCustomRule, parse, specifiedRules, validate } from 'graphql';
import { schema } from '../support/schema.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { newKey } from '../support/operations.ts';
import { openNexapay } from '../providers/nexapay/subject.ts';
import { payer } from '../providers/nexapay/requests.ts';
import { runSuite } from '../providers/conformance/run.ts';
import type { Recorded } from '../providers/conformance/recorded.ts';

let testApp: TestApp;

const apiOf = (server: TestApp) =>
  createApi(
    { text: (name) => (name === 'url' ? server.url : null), list: () => [], isSet: () => false },
    { PAYGRAPH_KEY: server.key },
  );

beforeAll(async () => {
  testApp = await openTestApp();
});
afterAll(() => testApp.close());

const send = async (query: string, input: object) => {
  const { data, errors } = await testApp.post({ query, variables: { input } });
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return Object.values(data ?? {})[0] as Record<string, { id: string }>;
};

/** Cases about recordings, and what failed of them. */
async function heldAgainst(recorded: readonly Recorded[]) {
  const open: typeof openNexapay = async (module) => ({ ...(await openNexapay(module)), recorded });
  const { cases, failed } = await runSuite(nexapay, open, {
    choose: (all) => all.filter(({ title }) => title.includes('recorded')),
  });
  return { cases, failed };
}

describe('answers of a test environment', () => {
  it.each([accountsDocument, callsDocument])('are queried by what fits the schema', (document) => {
    const errors = validate(schema, parse(document), [...specifiedRules, NoDeprecatedCustomRule]);
    expect(errors).toEqual([]);
  });

  it('are not recorded where no account is one', async () => {
    await expect(recordingsOf(apiOf(testApp), 'NEXAPAY')).rejects.toThrow(
      'Each account at NEXAPAY is LIVE: only test environments are recorded.',
    );
    await expect(recordingsOf(apiOf(testApp), 'ACME_PAY')).rejects.toThrow(
      "The key's merchant has no account at ACME_PAY.",
    );
  });

  it('are recorded masked, one of each form, and the double is held against them', async () => {
    const { account } = await send(
      `mutation New($input: CreateProviderAccountInput!) {
        createProviderAccount(input: $input) { ... on ProviderAccountSuccess { account { id } } }
      }`,
      {
        name: 'Test environment',
        mode: 'TEST',
        baseUrl: testApp.sandbox.provider('NEXAPAY').baseUrl,
        config: { nexapay: { ...testApp.credentials.NEXAPAY, refundEnabled: true } },
      },
    );
    await expect(recordingsOf(apiOf(testApp), 'NEXAPAY')).rejects.toThrow(
      'No answer of NEXAPAY is stored there.',
    );
    for (let count = 0; count < 2; count += 1) {
      const { order } = await send(
        `mutation New($input: CreateOrderInput!) {
          createOrder(input: $input) { ... on CreateOrderSuccess { order { id } } }
        }`,
        {
          idempotencyKey: newKey(),
          reference: 'recorded',
          account: account?.id,
          amount: { amount: '25.00', currency: 'BRL' },
          method: { pix: { presentation: 'QR_CODE' } },
          customer: {
            firstName: 'Ana',
            lastName: 'Souza',
            email: payer.email,
            phone: payer.phone,
            document: payer.document,
          },
        },
      );
      expect(order?.id).toMatch(/^ord_/);
    }
    const { recordings, left } = await recordingsOf(apiOf(testApp), 'NEXAPAY');
    expect(left).toBe(0);
    const [created, ...others] = recordings;
    if (created === undefined) throw new Error('nothing was recorded');
    expect(created).toMatchObject({ operation: expect.any(String) as string, httpStatus: 200 });
    const text = JSON.stringify(recordings);
    const { apiKey, secretKey } = testApp.credentials.NEXAPAY;
    for (const secret of [apiKey, secretKey]) expect(text).not.toContain(secret);
    expect(text).not.toContain(payer.document);

    const same = await heldAgainst(recordings);
    expect(same.cases.filter(({ title }) => title.includes('recorded')).length).toBe(
      recordings.length,
    );
    expect(same.failed).toEqual([]);

    const body = JSON.parse(created.response) as Record<string, unknown>;
    const [dropped = ''] = Object.keys(body);
    delete body[dropped];
    const changed = { ...created, response: JSON.stringify({ ...body, installments: [1] }) };
    const { failed } = await heldAgainst([changed, ...others]);
    expect(failed.map(({ title }) => title)).toEqual([
      `NEXAPAY the double has what was recorded: ${created.operation}, HTTP 200 (1)`,
    ]);
    expect(failed[0]?.message).toContain('.installments (list)');
    expect(failed[0]?.message).toContain(`.${dropped}`);
  }, 60_000);
});
