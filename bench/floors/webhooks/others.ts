/**
 * Runs as a process: the least that makes a webhook of another provider durable. It makes that provider's hash, and
 * where the webhook proves nothing, the signed query that confirms it. It masks nothing, folds nothing and handles no
 * failure.
 */
import { createHash, createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Pool } from 'undici';
import { otherProvider, secrets } from '../../support/other-providers.ts';
import type { OtherProviderName, Query } from '../../support/other-providers.ts';
import { serveCommands } from '../../support/process.ts';
import { answerJson, listen } from '../http.ts';
import { createGroups, openSqlite } from '../sqlite.ts';
import { isGenuine as isGenuineAtGateway, readWebhook } from './genuine.ts';
import { openWebhookRows } from './rows.ts';
import type { Paid, QueryCall } from './rows.ts';

export type OtherFloorCommands = typeof commands;

type Read = Omit<Paid, 'headers' | 'body' | 'call'>;

interface Reader {
  isGenuine(request: IncomingMessage, body: Buffer): boolean;
  read(body: Buffer): Read;
  ack: string;
}

const signKey = createSecretKey(Buffer.from(secrets.signKey));
const secretKey = createSecretKey(Buffer.from(secrets.secretKey));
const sha256 = (body: Buffer): string => createHash('sha256').update(body).digest('hex');
const parse = <Message>(body: Buffer): Message => JSON.parse(body.toString('utf8')) as Message;

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

const readers: Readonly<Record<OtherProviderName, Reader>> = {
  W_CHECKOUT: {
    isGenuine: ({ headers }, body) => isGenuineAtGateway(signKey, headers, body),
    read: readWebhook,
    ack: '{"retcode":200,"retmsg":"SUCCESS"}',
  },
  EXAMPLEPAY: {
    isGenuine({ headers, url, socket }, body) {
      const [, sign = '', timestamp, nonce] =
        /sign=(\w+),timestamp=(\d+),nonce=(\w+)/.exec(headers.authorization ?? '') ?? [];
      const { appId, appSecret } = secrets;
      const address = `http://localhost:${socket.localPort}${url}`;
      const head = `${appId}\n${appSecret}\nPOST\n${address}\n${timestamp}\n${nonce}\n`;
      const hash = createHash('sha256').update(head).update(body).update('\n');
      return isSame(hash.digest('hex'), sign);
    },
    read(body) {
      const { data } = parse<{ data: Record<string, string> }>(body);
      const { merchantTradeNo: reference = '', paymentNo = '', paidTime = '' } = data;
      const names = { identity: `orders/${sha256(body)}`, eventId: null, topic: 'orders' };
      return { ...names, reference, providerOrderId: paymentNo, at: Date.parse(paidTime) };
    },
    ack: '{"code":"OK"}',
  },
  NEXAPAY: {
    isGenuine({ headers }, body) {
      const canonical = JSON.stringify(sorted(parse<object>(body)));
      const hash = createHmac('sha256', secretKey).update(canonical).digest('base64');
      return isSame(hash, String(headers['signature']));
    },
    read(body) {
      const { orderId, txId } = parse<{ orderId: string; txId: string }>(body);
      return notice(orderId, txId);
    },
    ack: '{}',
  },
  VEXORA: {
    isGenuine(_request, body) {
      const { sign = '', ...fields } = parse<Record<string, string>>(body);
      const text = Object.keys(fields)
        .toSorted()
        .map((name) => `${name}=${fields[name]}`)
        .join('');
      return isSame(createHash('md5').update(text).update(secrets.appSecret).digest('hex'), sign);
    },
    read(body) {
      const { tradeNo, platFormTradeNo } = parse<{ tradeNo: string; platFormTradeNo: string }>(
        body,
      );
      return notice(tradeNo, platFormTradeNo);
    },
    ack: 'OK',
  },
};

/** The members of the object alone, as NexaPay signs it. */
const sorted = (message: object): object =>
  Object.fromEntries(Object.entries(message).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** What the query is about makes it a repetition. */
function notice(reference: string, providerOrderId: string): Read {
  const identity = `orders/[{"about":"ORDER","providerReference":"${reference}"}]`;
  return { identity, eventId: null, topic: 'orders', reference, providerOrderId, at: Date.now() };
}

interface Options {
  databaseFile: string;
  accountId: string;
  provider: OtherProviderName;
  /** Where the provider answers queries. */
  answers: string;
}

const commands = {
  open({ databaseFile, accountId, provider, answers }: Options) {
    const { sold, refundable, query } = otherProvider(provider);
    const { isGenuine, read, ack } = readers[provider];
    const paid = { ...sold.payable, minor: String(sold.payable.minor) };
    const sqlite = openSqlite(databaseFile);
    const amounts = { paid, refundable: String(refundable.minor) };
    const write = openWebhookRows(sqlite, accountId, amounts);
    const grouped = createGroups(sqlite);
    const confirm = query === null ? null : createConfirm(query, answers);
    return listen((request, body, response) => {
      if (!isGenuine(request, body)) return answerJson(response, 401, '{}');
      const { headers } = request;
      const webhook = read(body);
      const store = (call: QueryCall | null): void =>
        grouped(
          () => write({ headers, body, call, ...webhook }),
          () => answerJson(response, 200, ack),
        );
      if (confirm === null) return store(null);
      confirm(webhook).then(store, (error: unknown) => answerJson(response, 500, String(error)));
    });
  },
};

function createConfirm({ operation, path, request }: Query, answers: string) {
  const pool = new Pool(answers, { connections: 32 });
  return async ({ reference, providerOrderId }: Read): Promise<QueryCall> => {
    const at = Date.now();
    const asked = request(reference, providerOrderId);
    const reply = await pool.request({ path, method: 'POST', ...asked });
    const answer = Buffer.from(await reply.body.arrayBuffer());
    const { signature } = reply.headers;
    if (signature !== undefined) {
      const hash = createHmac('sha256', secretKey).update(canonicalAnswer(answer));
      if (!isSame(hash.digest('base64'), String(signature))) throw new Error('a wrong signature');
    }
    const lines = Object.entries(asked.headers).map(([name, value]) => `${name}: ${value}`);
    const sent = [`POST ${path}`, ...lines, '', asked.body].join('\n');
    return { operation, at, request: sent, response: answer.toString('utf8') };
  };
}

function canonicalAnswer(body: Buffer): string {
  const { data, ...rest } = parse<{ data: object }>(body);
  return JSON.stringify(sorted({ ...rest, data: sorted(data) }));
}

serveCommands(commands);
