import type { ServerResponse } from 'node:http';
import { vexora } from '../../../src/providers/vexora/index.ts';
import type { VexoraConfig } from '../../../src/providers/vexora/config.ts';
import { startServer } from '../../support/http-server.ts';
import type { Received } from '../../support/http-server.ts';
import { stubConnection } from '../stub.ts';
import type { StubConnection } from '../stub.ts';
import { config } from './requests.ts';

export const stubTime = 1_724_142_041_682;

export interface ScriptedReply {
  status?: number;
  body: string;
  /** What to do instead of answering. */
  instead?: (response: ServerResponse) => void;
}

export interface StubVexora extends StubConnection {
  received: Received[];
  /** Bodies that came in, without timestamp and sign. */
  bodies(): Record<string, unknown>[];
}

export const success = (data: string): ScriptedReply => ({
  body: `{"msg":"success","code":"0000","timestamp":1728609277476,"success":true,"data":${data}}`,
});
export const refusal = (msg: string, code = '8000'): ScriptedReply => ({
  body: `{"msg":"${msg}","code":"${code}","timestamp":1728609277476,"success":false,"data":null}`,
});

/** By the last part of the path. Each has one reply, or several, of which the last one stays. */
export type Script = Readonly<Record<string, ScriptedReply | readonly ScriptedReply[]>>;

/** A small server in Vexora's place, with a connection to it. Calls that are not scripted are refused with 8000. */
export async function startStub(
  script: Script = {},
  changes: Partial<VexoraConfig> = {},
): Promise<StubVexora> {
  const left = new Map(Object.entries(script).map(([name, replies]) => [name, [replies].flat()]));
  const server = await startServer(({ target }, response) => {
    const replies = left.get(target.split('/').at(-1) ?? '') ?? [];
    const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? refusal('order not exist');
    if (reply.instead === undefined) response.writeHead(reply.status ?? 200).end(reply.body);
    else reply.instead(response);
  });
  const stub = stubConnection(server, (log) =>
    vexora.connect(
      { ...config, ...changes },
      {
        baseUrl: `${server.url}/taiwan`,
        now: () => stubTime,
        log,
        limits: { timeoutMs: 300 },
      },
    ),
  );
  return {
    ...stub,
    received: server.received,
    bodies: () =>
      server.received.map(({ body }) => {
        const fields = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
        const { timestamp: _timestamp, sign: _sign, ...rest } = fields;
        return rest;
      }),
  };
}
