import type { ServerResponse } from 'node:http';
import { Secret } from '../../../src/domain/secret.ts';
import {
  exchangeStringToSign,
  sign,
  signatureMatches,
  signingKey,
} from '../../../src/providers/stablecoin-gateway/signature.ts';
import { providerModule } from '../../../src/providers/modules.ts';
import type { ConnectionTools } from '../../../src/providers/provider.ts';
import { startServer } from '../../support/http-server.ts';
import type { Received } from '../../support/http-server.ts';
import { stubConnection } from '../stub.ts';
import type { StubConnection } from '../stub.ts';

/** The key of all vectors (docs/providers/stablecoin-gateway.md#test-vectors). */
export const signKey = 'aR2822Y6XbehWMclnB0Y2NJK';
/** The time of most of them, epoch milliseconds. */
export const vectorTime = 1_767_225_600_000;
const keys = {
  apiKey: new Secret('the-api-key'),
  apiSecret: new Secret('the-api-secret'),
  signKey: new Secret(signKey),
};
export const configs = {
  ANEXPAY_XCHECKOUT: { ...keys },
  W_CHECKOUT: { ...keys, merchantId: '1' },
} as const;
export type BrandName = keyof typeof configs;
export const brandNames = Object.keys(configs) as BrandName[];

export interface ScriptedReply {
  status?: number;
  body: string;
  /** Merged over the answer's own headers; empty for none. Default: the brand's, correctly signed. */
  headers?: Record<string, string>;
  /** What to do instead of answering. */
  instead?: (response: ServerResponse) => void;
}
export type Reaction = (request: Received) => ScriptedReply;

export interface StubGateway extends StubConnection {
  /** Operation calls that came in. */
  received(): Received[];
  tokenCalls(): Received[];
  time: { now: number };
}

export interface StubOptions {
  brand?: BrandName;
  /** One reaction for each operation call; the last one stays. */
  replies?: (Reaction | ScriptedReply)[];
  token?: Reaction;
  limits?: ConnectionTools['limits'];
}

/** For providers that stay silent. */
export const impatient = { timeoutMs: 300 };

let issued = 0;
export const freshToken: Reaction = () => ({
  body: `{"retcode":200,"retdata":{"access_token":"access-token-${(issued += 1)}","token_type":"bearer","expires_in":21600,"refresh_token":"refresh-token","rt_expires_in":43200},"success":true}`,
  headers: {},
});

export const success = (retdata: string): ScriptedReply => ({
  body: `{"retcode":"200","retdata":${retdata},"retmsg":""}`,
});
export const refusal = (retcode: string, status = 200): ScriptedReply => ({
  status,
  body: `{"retcode":"${retcode}","retdata":null,"retmsg":"no: ${retcode}"}`,
  headers: {},
});

/** A small server in the provider's place, with a connection to it. Every operation call must be correctly signed. */
export async function startStub(options: StubOptions = {}): Promise<StubGateway> {
  const { brand = 'ANEXPAY_XCHECKOUT', replies = [], token = freshToken } = options;
  const time = { now: vectorTime };
  const left = [...replies];
  const server = await startServer((request, response) => {
    const isToken = isTokenCall(request);
    const reaction = isToken
      ? token
      : ((left.length > 1 ? left.shift() : left[0]) ?? success('null'));
    if (!isToken && !isRightlySigned(request)) {
      response.writeHead(200).end('{"retcode":"00006","retmsg":"wrong signature"}');
      return;
    }
    const reply = typeof reaction === 'function' ? reaction(request) : reaction;
    if (reply.instead !== undefined) {
      reply.instead(response);
      return;
    }
    const headers = reply.headers ?? signResponse(brand, request, reply.body, time.now);
    response.writeHead(reply.status ?? 200, headers).end(reply.body);
  });
  const stub = stubConnection(server, (log) =>
    providerModule(brand).connect(configs[brand], {
      baseUrl: server.url,
      now: () => time.now,
      monotonic: () => time.now,
      log,
      limits: { timeoutMs: 5_000, requestsPerSecond: 1_000, ...options.limits },
    }),
  );
  return {
    ...stub,
    received: () => server.received.filter((request) => !isTokenCall(request)),
    tokenCalls: () => server.received.filter(isTokenCall),
    time,
  };
}

const key = signingKey(signKey);

function isTokenCall({ target }: Received): boolean {
  return target.startsWith('/user/auth/oauth2/token?');
}

function isRightlySigned({ method, target, headers, body }: Received): boolean {
  const { signature, timestamp } = headers;
  if (typeof signature !== 'string' || typeof timestamp !== 'string') return false;
  const stringToSign = exchangeStringToSign({ method, timestamp, target, body });
  return signatureMatches(key, stringToSign, signature);
}

export function signResponse(
  brand: BrandName,
  { method, target }: Received,
  body: string,
  at: number,
): Record<string, string> {
  const timestamp = String(at);
  const signature = sign(key, exchangeStringToSign({ method, timestamp, target, body }));
  const plain = { SIGNATURE: signature, TIMESTAMP: timestamp };
  if (brand === 'ANEXPAY_XCHECKOUT') return plain;
  return { ...plain, 'D-Signature': signature, 'D-Timestamp': timestamp };
}
