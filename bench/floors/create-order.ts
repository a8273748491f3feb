/**
 * Runs as a process: the least that creates an order. It makes the same signed call to the provider between two
 * durable commits of the same rows. It checks no caller, decides nothing, masks nothing, measures nothing and
 * handles no failure.
 */
import { createHmac } from 'node:crypto';
import { Pool } from 'undici';
import {
  exchangeStringToSign,
  sign,
  signatureMatches,
  signingKey,
} from '../../src/providers/stablecoin-gateway/signature.ts';
import { serveCommands } from '../support/process.ts';
import { openCreatedRows } from './created-rows.ts';
import type { Call, Created, Input } from './created-rows.ts';
import { answerJson, listen } from './http.ts';
import { createGroups, openSqlite } from './sqlite.ts';

export type CreateOrderFloorCommands = typeof commands;

interface Options {
  databaseFile: string;
  accountId: string;
  baseUrl: string;
  credentials: { apiKey: string; apiSecret: string; signKey: string };
}

const commands = {
  async open(options: Options) {
    const send = await openProvider(options);
    const sqlite = openSqlite(options.databaseFile);
    const rows = openCreatedRows(sqlite, options.accountId);
    const grouped = createGroups(sqlite);
    const committed = (write: () => void): Promise<void> =>
      new Promise((resolve) => grouped(write, resolve));

    async function create({ variables: { input } }: { variables: { input: Input } }) {
      const order = rows.begin(input);
      await committed(() => rows.insert(order));
      const call = await send(bodyOf(order));
      await committed(() => rows.settle(order, call));
      return answerOf(order);
    }
    return listen((_request, body, response) => {
      create(JSON.parse(body.toString('utf8'))).then(
        (json) => answerJson(response, 200, json),
        (error: unknown) => answerJson(response, 500, JSON.stringify(String(error))),
      );
    });
  },
};

function bodyOf({ input, providerReference }: Created): string {
  return JSON.stringify({
    orderNo: providerReference,
    customerId: input.reference,
    orderAmount: Number(input.amount.amount),
    token: 'ETH_USDT',
    expiredIn: 1800,
  });
}

const target = '/checkout/order/create';

async function openProvider({ baseUrl, credentials }: Options) {
  const { apiKey, apiSecret, signKey } = credentials;
  const pool = new Pool(baseUrl, { connections: 32 });
  const key = signingKey(signKey);
  const query = new URLSearchParams({ grant_type: 'client_credentials' });
  query.set('api_key', apiKey);
  query.set('api_secret', apiSecret);
  const path = `/user/auth/oauth2/token?${query.toString()}`;
  const issued = await pool.request({ path, method: 'POST' });
  const { retdata } = (await issued.body.json()) as { retdata: { access_token: string } };
  const authorization = `Bearer ${retdata.access_token}`;

  return async (body: string): Promise<Call> => {
    const at = Date.now();
    const exchange = { method: 'POST', target, timestamp: String(at), body };
    const headers = {
      accept: 'application/json',
      'user-agent': 'paygraph',
      'content-type': 'application/json',
      Authorization: authorization,
      SIGNATURE: sign(key, exchangeStringToSign(exchange)),
      TIMESTAMP: exchange.timestamp,
    };
    const reply = await pool.request({ path: target, method: 'POST', headers, body });
    const answer = await reply.body.text();
    const timestamp = String(reply.headers['timestamp']);
    const signed = exchangeStringToSign({ ...exchange, timestamp, body: answer });
    if (!signatureMatches(key, signed, String(reply.headers['signature']))) {
      throw new Error('a wrong signature');
    }
    const shown = { ...headers, Authorization: '***', SIGNATURE: '***' };
    const lines = Object.entries(shown).map(([name, value]) => `${name}: ${value}`);
    const request = [`POST ${target}`, ...lines, '', body].join('\n');
    return { at, request, response: answer, ...(JSON.parse(answer) as Pick<Call, 'retdata'>) };
  };
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenHead = encoded({ alg: 'HS256', kid: '00000000' });

/** Includes a token for the payer, signed as a JWT. */
function answerOf({ id, merchantId, createdAt }: Created): string {
  const iat = Math.floor(createdAt / 1000);
  const claims = { mer: merchantId, iss: 'paygraph', aud: 'paygraph:order', sub: id, iat };
  const signed = `${tokenHead}.${encoded({ ...claims, exp: iat + 88_200 })}`;
  const signature = createHmac('sha256', tokenHead).update(signed).digest('base64url');
  const order = { id, status: 'AWAITING_PAYMENT' };
  const clientToken = `${signed}.${signature}`;
  const createOrder = { __typename: 'CreateOrderSuccess', order, clientToken };
  return JSON.stringify({ data: { createOrder } });
}

serveCommands(commands);
