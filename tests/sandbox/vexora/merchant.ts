import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { createSandboxClock } from '../../../sandbox/double/clock.ts';
import type { SandboxClock } from '../../../sandbox/double/clock.ts';
import { startSandbox } from '../../../sandbox/sandbox.ts';
import type { SandboxOptions } from '../../../sandbox/sandbox.ts';
import type { AccountOptions, VexoraProvider } from '../../../sandbox/vexora/provider.ts';
import { startServer } from '../../support/http-server.ts';

/** Noon in Taipei. */
export const NOON = Date.UTC(2026, 0, 1, 4);

type Fields = Record<string, unknown>;

export interface Answer {
  status: number;
  code: string;
  msg: string;
  success: unknown;
  data: Record<string, unknown> | null;
  text: string;
}

/** What a test changes about a call that would otherwise be correct. */
export interface Changes {
  method?: string;
  contentType?: string;
  merchantNo?: string;
  /** The text sent in place of the JSON of the fields. */
  body?: string;
  sign?: string;
  country?: string;
}

export interface TestSandbox {
  provider: VexoraProvider;
  clock: SandboxClock;
  credentials: { merchantNo: string; appSecret: string };
  inbox: Inbox;
  call: (operation: string, fields: Fields, changes?: Changes) => Promise<Answer>;
  /** An order that is correct except for the given fields. */
  checkout: (fields?: Fields, changes?: Changes) => Promise<Answer>;
  payOut: (fields?: Fields) => Promise<Answer>;
}

export interface Inbox {
  url: string;
  received: Record<string, string>[];
  bodies: string[];
  /** The answer of the endpoint. Default: OK. */
  answer: { status: number; body: string };
}

/** Signs by hand: the rule once more, independent of the sources (docs/providers/vexora.md#signatures). */
export function md5(fields: Fields, appSecret: string): string {
  const names = Object.keys(fields).filter((name) => name !== 'sign' && fields[name] !== '');
  const text = names.toSorted().map((name) => `${name}=${String(fields[name])}`);
  return createHash('md5')
    .update(text.join('') + appSecret, 'utf8')
    .digest('hex');
}

export async function openTestSandbox(
  account: AccountOptions = {},
  options: SandboxOptions = {},
): Promise<TestSandbox> {
  const clock = createSandboxClock({ frozenAt: NOON });
  const sandbox = await startSandbox({ clock, ...options });
  onTestFinished(() => sandbox.close());
  const provider = sandbox.provider('VEXORA');
  const credentials = provider.createMerchantAccount(account);
  const inbox = await openInbox();
  const country = account.country ?? 'taiwan';

  const call: TestSandbox['call'] = async (operation, changedFields, changes = {}) => {
    const fields = { timestamp: String(clock.now()), ...changedFields };
    const sign = changes.sign ?? md5(fields, credentials.appSecret);
    const method = changes.method ?? 'POST';
    const body = changes.body ?? JSON.stringify({ ...fields, sign });
    const base = provider.baseUrl.replace('taiwan', changes.country ?? country);
    const response = await fetch(`${base}/v1/vexora/${operation}`, {
      method,
      headers: {
        'content-type': changes.contentType ?? 'application/json',
        merchantNo: changes.merchantNo ?? credentials.merchantNo,
      },
      ...(method === 'GET' ? {} : { body }),
    });
    const text = await response.text();
    const envelope = response.headers.get('content-type') === 'application/json';
    return { ...(envelope ? JSON.parse(text) : {}), text, status: response.status } as Answer;
  };
  return {
    provider,
    clock,
    credentials,
    inbox,
    call,
    checkout: (fields = {}, changes = {}) =>
      call('checkout', { ...newOrder(inbox.url), ...fields }, changes),
    payOut: (fields = {}) => call('disbursements', { ...newPayout(inbox.url), ...fields }),
  };
}

async function openInbox(): Promise<Inbox> {
  const inbox: Inbox = {
    url: '',
    received: [],
    bodies: [],
    answer: { status: 200, body: 'OK' },
  };
  const server = await startServer((request, response) => {
    const body = request.body.toString('utf8');
    inbox.bodies.push(body);
    inbox.received.push(JSON.parse(body) as Record<string, string>);
    response.writeHead(inbox.answer.status).end(inbox.answer.body);
  });
  inbox.url = `${server.url}/hook`;
  onTestFinished(async () => server[Symbol.asyncDispose]());
  return inbox;
}

export function newOrder(notifyUrl: string): Fields {
  return {
    tradeNo: 'T1',
    amount: '300',
    mobile: '0912345678',
    firstname: 'abc',
    lastname: 'efg',
    email: '123@gmail.com',
    channelCode: 'NET_BANKING',
    wayCode: 'BANK_TRANSFER',
    ipAddress: '192.168.0.1',
    bankNumber: '808-0368988888888,013-0458988888888888',
    notifyUrl,
    returnUrl: 'http://abc.com/callback_page',
    remark: '000000',
  };
}

export function newPayout(notifyUrl: string): Fields {
  return {
    tradeNo: 'P1',
    amount: '100',
    bankCode: '004',
    bankNumber: '3560123456789012',
    mobile: '0912345678',
    email: '123@gmail.com',
    name: 'abc',
    notifyUrl,
  };
}
