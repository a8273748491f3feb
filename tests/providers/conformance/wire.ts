/** The wire between us and the provider's sandbox: it passes everything on, and misbehaves on demand. */
import type { ServerResponse } from 'node:http';
import { Agent, request as transmit } from 'undici';
import { startServer } from '../../support/http-server.ts';
import type { Received } from '../../support/http-server.ts';
import type { WireRules } from './subject.ts';

export interface WireRequest {
  method: string;
  /** Path and encoded query. */
  target: string;
  headers: Record<string, string>;
  body: Buffer;
  /** The origin at which it came in. */
  origin: string;
}

export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

export interface Disruption {
  /** Default: at the operation's own call, not at the calls before it. */
  preliminary?: boolean;
  /** It is in flight until then. */
  until?: Promise<void>;
  /** It comes twice, and the second answer is the one that is returned. */
  twice?: boolean;
  /** In place of the provider, which never receives it. */
  instead?: (response: ServerResponse) => void;
  /** Of the provider's answer; null leaves the response unchanged. */
  change?: (
    answer: WireAnswer,
    request: WireRequest,
    response: ServerResponse,
  ) => WireAnswer | null;
}

/** For every request and answer but preliminary ones, until it is disposed of. */
export interface Tap {
  /** What is passed on in place of a request. */
  request?: (request: WireRequest) => WireRequest;
  /** What is returned in place of the provider's answer. */
  answer?: (answer: WireAnswer, request: WireRequest) => WireAnswer;
}

export interface Wire extends AsyncDisposable {
  url: string;
  /** For the next request of its kind. */
  arm(disruption: Disruption): void;
  tap(tap: Tap): Disposable;
  /** Operation requests since the last call, oldest first. */
  takeRequests(): WireRequest[];
  /** Resolves when the provider has answered everything that was passed on. */
  idle(): Promise<void>;
}

const notPassedOn = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'transfer-encoding',
]);

function headersOf(raw: Received['headers']): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (value !== undefined && !notPassedOn.has(name)) headers[name] = String(value);
  }
  return headers;
}

export async function openWire(providerUrl: string, rules: WireRules): Promise<Wire> {
  const agent = new Agent();
  const armed: Disruption[] = [];
  const taps = new Set<Tap>();
  const underWay = new Set<Promise<unknown>>();
  let takeRequests: WireRequest[] = [];

  async function forward(raw: WireRequest): Promise<WireAnswer> {
    const { method, target, headers, body } = rules.readdress?.(raw) ?? raw;
    const reply = await transmit(providerUrl.replace(/\/$/, '') + target, {
      method: method as 'GET',
      headers,
      body: body.length === 0 ? null : body,
      dispatcher: agent,
    });
    const answer = {
      status: reply.statusCode,
      headers: headersOf(reply.headers),
      body: Buffer.from(await reply.body.arrayBuffer()),
    };
    rules.watch?.(answer);
    return rules.readdress === undefined ? answer : resigned(answer, raw, answer.body, rules);
  }

  async function tapped(request: WireRequest): Promise<WireAnswer> {
    let passed = request;
    for (const tap of taps) passed = tap.request?.(passed) ?? passed;
    let answer = await forward(passed);
    for (const tap of taps) answer = tap.answer?.(answer, request) ?? answer;
    return answer;
  }

  async function serve(request: WireRequest, response: ServerResponse): Promise<void> {
    if (rules.isLookup?.(request) === true) return reply(response, await tapped(request));
    const preliminary = rules.isPreliminary?.(request) ?? false;
    if (!preliminary) takeRequests.push(request);
    const at = armed.findIndex((one) => (one.preliminary ?? false) === preliminary);
    const [disruption] = at === -1 ? [] : armed.splice(at, 1);
    if (disruption?.instead !== undefined) return disruption.instead(response);
    await disruption?.until;
    if (disruption?.twice === true) await forward(request);
    const answer = await (preliminary ? forward : tapped)(request);
    const changed =
      disruption?.change === undefined ? answer : disruption.change(answer, request, response);
    if (changed !== null) reply(response, changed);
  }

  const server = await startServer((received, response) => {
    const { method, target, body } = received;
    const headers = headersOf(received.headers);
    const served = serve({ method, target, headers, body, origin: server.url }, response)
      .catch(() => response.destroy())
      .finally(() => underWay.delete(served));
    underWay.add(served);
  });
  return {
    url: server.url,
    arm: (disruption) => void armed.push(disruption),
    tap(tap) {
      taps.add(tap);
      return { [Symbol.dispose]: () => void taps.delete(tap) };
    },
    takeRequests() {
      const since = takeRequests;
      takeRequests = [];
      return since;
    },
    async idle() {
      await Promise.all(underWay);
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await agent.close();
    },
  };
}

export function reply(response: ServerResponse, { status, headers, body }: WireAnswer): void {
  response.writeHead(status, headers).end(body);
}

/** The answer with another body, signed again as it was, so that only the body differs. */
export function resigned(
  answer: WireAnswer,
  request: WireRequest,
  body: Buffer,
  { signAnswer }: WireRules,
  at: number = signedAt(answer),
): WireAnswer {
  if (signAnswer === undefined) return { ...answer, body };
  const signature = signAnswer(request, body, at);
  const names = new Set(Object.keys(signature).map((name) => name.toLowerCase()));
  // A refusal may be unsigned, and stays unsigned.
  const wasSigned = Object.keys(answer.headers).some((name) => names.has(name));
  if (!wasSigned) return { ...answer, body };
  const rest = Object.entries(answer.headers).filter(([name]) => !names.has(name));
  return { ...answer, headers: { ...Object.fromEntries(rest), ...signature }, body };
}

function signedAt({ headers }: WireAnswer): number {
  const text =
    headers['timestamp'] ?? /timestamp=(\d{13})/.exec(headers['authorization'] ?? '')?.[1];
  return Number(text ?? 0);
}
