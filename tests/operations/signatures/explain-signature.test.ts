import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  exchangeStringToSign,
  sign,
  signingKey,
} from '../../../src/providers/stablecoin-gateway/signature.ts';
import { signWebhook as signExamplepay } from '../../../src/providers/examplepay/webhook.ts';
import { signWebhook as signGateway } from '../../../src/providers/stablecoin-gateway/webhook.ts';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';

let testApp: TestApp;
beforeAll(async () => {
  testApp = await openTestApp();
});
afterAll(() => testApp.close());

const query = `query ($input: ExplainSignatureInput!) {
  explainSignature(input: $input) {
    valid
    parts { rule value }
    expectedDigest
    receivedDigest
    causes { code message }
  }
}`;

interface Explained {
  valid: boolean;
  parts: { rule: string; value: string }[];
  expectedDigest: string | null;
  receivedDigest: string | null;
  causes: { code: string; message: string }[];
}

async function explained(input: object, as?: string): Promise<Explained | null> {
  const { data, errors } = await testApp.post({ query, variables: { input } }, as);
  expect(errors).toBeUndefined();
  return (data as { explainSignature: Explained | null }).explainSignature;
}

const listed = (headers: Record<string, string>) =>
  Object.entries(headers).map(([key, value]) => ({ key, value }));
const codesOf = (explanation: Explained | null) => explanation?.causes.map(({ code }) => code);
const body = '{"eventId":"evt_1","eventType":"CHECKOUT_ORDER_CHANGED","data":{"note":"café"}}';

/** A webhook of W Checkout as it is signed, with these changes. */
function webhook(change: { body?: string; signed?: string; at?: number; key?: string } = {}) {
  const at = change.at ?? testApp.sandbox.clock.now();
  const { signKey } = testApp.credentials.W_CHECKOUT;
  const headers = signGateway(change.signed ?? body, change.key ?? signKey, at);
  return {
    account: testApp.accounts.W_CHECKOUT,
    direction: 'WEBHOOK',
    headers: listed(headers),
    body: change.body ?? body,
  };
}

describe('an explanation', () => {
  it('of a message that is signed rightly has no cause, and shows what is signed part by part', async () => {
    const at = testApp.sandbox.clock.now();
    const explanation = await explained(webhook({ at }));
    expect(explanation).toMatchObject({ valid: true, causes: [] });
    expect(explanation?.parts.map(({ value }) => value)).toEqual([String(at), body]);
    expect(explanation?.receivedDigest).toBe(explanation?.expectedDigest);
  });

  it('names the mistake, with the first place that differs', async () => {
    const signed = JSON.stringify(JSON.parse(body), null, 2);
    const explanation = await explained(webhook({ signed }));
    expect(explanation?.valid).toBe(false);
    expect(explanation?.causes[0]).toMatchObject({ code: 'BODY_RESERIALISED' });
    expect(explanation?.causes[0]?.message).toContain('The first difference is at character 15');
    expect(explanation?.receivedDigest).not.toBe(explanation?.expectedDigest);
  });

  it('has neither the signature nor a secret in it', async () => {
    const { signKey, apiSecret } = testApp.credentials.W_CHECKOUT;
    const right = webhook();
    const signature = right.headers.find(({ key }) => key === 'SIGNATURE')?.value ?? '';
    const wrong = {
      ...right,
      headers: right.headers.map((header) => ({
        ...header,
        value: header.key === 'SIGNATURE' ? 'x'.repeat(88) : header.value,
      })),
    };
    const text = JSON.stringify([await explained(right), await explained(wrong)]);
    for (const secret of [signKey, apiSecret, signature]) expect(text).not.toContain(secret);
    const { appSecret } = testApp.credentials.EXAMPLEPAY;
    const examplepay = await explained(notification(''));
    expect(examplepay?.parts.filter(({ value }) => value === '***')).toHaveLength(1);
    expect(JSON.stringify(examplepay)).not.toContain(appSecret);
  });

  it('judges the age at the moment in which it came in', async () => {
    const at = testApp.sandbox.clock.now() - 3_600_000;
    const old = webhook({ at });
    expect(codesOf(await explained(old))).toEqual(['TIMESTAMP_STALE']);
    const then = { ...old, receivedAt: new Date(at + 1_000).toISOString() };
    expect(await explained(then)).toMatchObject({ valid: true });
  });

  it("finds the merchant's other account", async () => {
    const { ANEXPAY_XCHECKOUT: other } = testApp.credentials;
    const isOfOtherProvider = webhook({ key: other.signKey });
    expect(codesOf(await explained(isOfOtherProvider))).toEqual(['WRONG_KEY', 'MESSAGE_CHANGED']);
    const provider = testApp.sandbox.provider('W_CHECKOUT');
    const credentials = provider.createMerchantAccount({});
    const create = `mutation ($input: CreateProviderAccountInput!) {
      createProviderAccount(input: $input) { __typename }
    }`;
    const config = { wCheckout: { ...credentials, merchantId: '1' } };
    const input = { name: 'Second', baseUrl: provider.baseUrl, config };
    const { data } = await testApp.post({ query: create, variables: { input } });
    expect(data).toEqual({ createProviderAccount: { __typename: 'ProviderAccountSuccess' } });
    const explanation = await explained(webhook({ key: credentials.signKey }));
    expect(codesOf(explanation)).toEqual(['OTHER_ACCOUNT']);
  });

  it('takes a path for one at the address of the account', async () => {
    const { signKey } = testApp.credentials.W_CHECKOUT;
    const timestamp = String(testApp.sandbox.clock.now());
    const target = '/checkout/order/info?orderNo=a%20b';
    const text = exchangeStringToSign({ method: 'GET', timestamp, target, body: '' });
    const headers = listed({ Signature: sign(signingKey(signKey), text), Timestamp: timestamp });
    const request = { account: testApp.accounts.W_CHECKOUT, direction: 'REQUEST', headers };
    const whole = { ...request, method: 'GET', url: target };
    expect(await explained(whole)).toMatchObject({ valid: true });
    const { errors } = await testApp.post({ query, variables: { input: request } });
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain('"input.method" must be that of the request');
  });

  it('of an answer of Vexora says that answers are not signed', async () => {
    const answer = {
      account: testApp.accounts.VEXORA,
      direction: 'RESPONSE',
      headers: [],
      body: '{}',
    };
    expect(await explained(answer)).toMatchObject({
      valid: false,
      parts: [],
      expectedDigest: null,
      causes: [{ code: 'NOT_SIGNED' }],
    });
  });

  it('takes bytes that are no text in Base64', async () => {
    const bytes = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]);
    const { signKey } = testApp.credentials.W_CHECKOUT;
    const headers = listed(signGateway(bytes, signKey, testApp.sandbox.clock.now()));
    const message = { ...webhook(), headers, body: null, bodyBase64: bytes.toString('base64') };
    expect(await explained(message)).toMatchObject({ valid: true });
  });
});

function notification(topic: string) {
  const { appId, appSecret } = testApp.credentials.EXAMPLEPAY;
  const { publicUrl } = testApp.app.deps;
  const url = `${publicUrl}/webhooks/${testApp.accounts.EXAMPLEPAY}${topic}`;
  const content = '{"code":"OK","data":{}}';
  const delivery = {
    url,
    body: content,
    timestamp: testApp.sandbox.clock.now(),
    nonce: 'a'.repeat(32),
  };
  const headers = listed(signExamplepay({ appId, appSecret }, delivery));
  return { account: testApp.accounts.EXAMPLEPAY, direction: 'WEBHOOK', headers, body: content };
}

it.each(['', '/orders', '/settlements', '/refunds'])(
  'finds the address %j that a notification was signed for',
  async (topic) => {
    expect(await explained(notification(topic))).toMatchObject({ valid: true });
  },
);

describe('a message that is not accepted as input', () => {
  const tooLong = 64 * 1024 + 1;
  it.each<[string, object]>([
    ['input.body', { body: 'x'.repeat(tooLong) }],
    ['input.body', { body: 'é'.repeat(Math.ceil(tooLong / 2)) }],
    ['input.bodyBase64', { body: null, bodyBase64: '****' }],
    ['input.bodyBase64', { body: null, bodyBase64: 'abc' }],
    ['input.bodyBase64', { bodyBase64: 'AAAA' }],
    ['input.method', { method: 'GET /' }],
    ['input.url', { url: 'ftp://example.com/' }],
    ['input.url', { url: 'https://' }],
    ['input.url', { url: '/a b' }],
    ['input.headers.0.key', { headers: [{ key: 'a b', value: '' }] }],
    [
      'input.headers.1.key',
      {
        headers: [
          { key: 'a', value: '' },
          { key: 'A', value: '' },
        ],
      },
    ],
    ['input.headers.0.value', { headers: [{ key: 'a', value: 'a\nb' }] }],
    [
      'input.headers',
      { headers: Array.from({ length: 101 }, (_, at) => ({ key: `h${at}`, value: '' })) },
    ],
  ])('names %s', async (path, change) => {
    const { errors } = await testApp.post({
      query,
      variables: { input: { ...webhook(), ...change } },
    });
    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_USER_INPUT']);
    expect(errors?.[0]?.message).toContain(`"${path}"`);
  });
});

describe('hostile messages', () => {
  const deep = `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
  const wide = JSON.stringify(
    Object.fromEntries(Array.from({ length: 4_000 }, (_, at) => [`m${at}`, '1.50'])),
  );
  const bodies = [
    '',
    '[]',
    '{',
    '"x"',
    '\0',
    '{"a":"\\ud800"}',
    '{"a":1,"a":2}',
    deep,
    wide,
    '1e999',
    `{"sign":{"a":1}}`,
  ];
  const signatures = [
    '',
    '*',
    '%',
    '%zz',
    '='.repeat(300),
    'a'.repeat(8_000),
    randomBytes(64).toString('base64'),
  ];

  it('are explained at every provider, in bounded time, and answers stay whole', async () => {
    const { accounts } = testApp;
    for (const account of Object.values(accounts)) {
      for (const [at, content] of bodies.entries()) {
        const signature = signatures[at % signatures.length] ?? '';
        const authorization = `V2_SHA256 appId=x,sign=${signature},timestamp=1,nonce=n`;
        const headers = listed({ signature, timestamp: String(at), authorization });
        const where = { method: 'POST', url: 'https://example.com/a?b=%zz&c=%20' };
        const input = { account, headers, body: content, ...where };
        for (const direction of ['REQUEST', 'WEBHOOK', 'RESPONSE']) {
          const explanation = await explained({ ...input, direction });
          expect(explanation?.valid).toBe(false);
          expect(explanation?.causes.length).toBeGreaterThan(0);
        }
      }
    }
  });
});
