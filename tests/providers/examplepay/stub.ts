import type { ServerResponse } from 'node:http';
import {
  readAuthorization,
  sign,
  signatureMatches,
  writeAuthorization,
} from '../../../src/providers/examplepay/signature.ts';
import { providerModule } from '../../../src/providers/modules.ts';
import type { ConnectionTools } from '../../../src/providers/provider.ts';
import { startServer } from '../../support/http-server.ts';
import type { Received } from '../../support/http-server.ts';
import { stubConnection } from '../stub.ts';
import type { StubConnection } from '../stub.ts';
import { appId, appSecret } from './vectors.ts';

export const vectorTime = 1_715_670_758_901;
const nonce = '0F1E2D3C4B5A69788796A5B4C3D2E1F0';

export interface ScriptedReply {
  status?: number;
  body: string | Buffer;
  /** In place of the correct ones; empty for none. */
  headers?: Record<string, string>;
  /** What to change about what is signed. */
  signed?: { timestamp?: string; nonce?: string; url?: string; appSecret?: string; appId?: string };
  /** What to do instead of answering. */
  instead?: (response: ServerResponse) => void;
}
export type Reaction = ScriptedReply | ((request: Received) => ScriptedReply);

export interface Stub extends StubConnection {
  received: Received[];
  url: string;
}

export interface StubOptions {
  /** One for each call; the last one stays. */
  replies?: Reaction[];
  config?: Record<string, unknown>;
  limits?: ConnectionTools['limits'];
}

/** For providers that stay silent. */
export const impatient = { timeoutMs: 300 };

export const ok = (data: unknown): ScriptedReply => ({
  body: JSON.stringify({ code: 'OK', errorMessage: null, data }),
});
export const refusal = (code: string, status = 200): ScriptedReply => ({
  status,
  body: JSON.stringify({ code, errorMessage: `no: ${code}`, data: null }),
});

/** A small server in the provider's place, with a connection to it. Every call must be correctly signed. */
export async function startStub(options: StubOptions = {}): Promise<Stub> {
  const { replies = [], config = {} } = options;
  const left = [...replies];
  const server = await startServer((request, response) => {
    const url = server.url + request.target;
    if (!isRightlySigned(request, url)) {
      response.writeHead(418).end('wrong signature');
      return;
    }
    const reaction = (left.length > 1 ? left.shift() : left[0]) ?? ok(null);
    const reply = typeof reaction === 'function' ? reaction(request) : reaction;
    if (reply.instead !== undefined) {
      reply.instead(response);
      return;
    }
    const headers = reply.headers ?? signatureOf(url, reply);
    response.writeHead(reply.status ?? 200, headers).end(reply.body);
  });
  const module = providerModule('EXAMPLEPAY');
  const stub = stubConnection(server, (log) =>
    module.connect(module.config.parse({ appId, appSecret, ...config }), {
      baseUrl: server.url,
      now: () => vectorTime,
      log,
      limits: { timeoutMs: 5_000, ...options.limits },
    }),
  );
  return {
    ...stub,
    received: server.received,
    url: server.url,
  };
}

function isRightlySigned({ method, headers, body }: Received, url: string): boolean {
  const authorization = readAuthorization(headers.authorization);
  if (authorization === null) return false;
  return signatureMatches({ ...authorization, appSecret, method, url, body }, authorization.sign);
}

function signatureOf(url: string, { body, signed }: ScriptedReply): Record<string, string> {
  const timestamp = String(vectorTime);
  const message = { appId, appSecret, method: 'POST', url, timestamp, nonce, body, ...signed };
  return { authorization: writeAuthorization({ ...message, sign: sign(message) }) };
}
