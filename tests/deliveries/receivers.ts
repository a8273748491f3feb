import type { ServerResponse } from 'node:http';
import { startServer } from '../support/http-server.ts';
import type { Received } from '../support/http-server.ts';
import { Verifier } from './verifier.ts';
import type { Signed, Verified } from './verifier.ts';

/** One server that plays the systems of all merchants, and checks what each of them must be able to rely on. */

/** What one endpoint is to be sent: the ids of the events of each order, in the order of the log. */
export interface Expected {
  name: string;
  /** Null until the endpoint is made. */
  secret: string | null;
  subjects: ReadonlyMap<string, readonly string[]>;
}

/** How the first attempt of a delivery is answered. */
export type Fault = 'NONE' | 'ERROR' | 'RESET' | 'REDIRECT' | 'LATER' | 'GONE' | 'HANG';

export interface Receivers extends AsyncDisposable {
  urlOf(name: string): string;
  /** Call it before the endpoint is made. The result takes its secret. */
  expect(expected: Omit<Expected, 'secret'>): (secret: string) => void;
  /** Deliveries that are not acknowledged yet. */
  readonly missing: number;
  readonly posts: number;
  /** Of all posts until now to endpoints that are known. */
  verified(): Promise<Verified>;
  /** What must not have happened, in sentences. */
  readonly violations: readonly string[];
  /** When each event first arrived at an endpoint, by `<endpoint> <event>`, on the clock of `performance`. */
  readonly arrivals: ReadonlyMap<string, number>;
}

interface Known extends Expected {
  acknowledged: Set<string>;
  /** The event before each one, of the same order. */
  before: Map<string, string>;
  ids: Map<string, string>;
  /** What came before the secret did. */
  unverified: Omit<Signed, 'secret'>[];
}

const mostViolations = 20;

interface Manner {
  /** Milliseconds until the answer. */
  afterMs: () => number;
}

export async function startReceivers(
  faultOf: () => Fault,
  { afterMs = () => 0 }: Partial<Manner> = {},
): Promise<Receivers> {
  const all = new Map<string, Known>();
  const verifier = new Verifier();
  const arrivals = new Map<string, number>();
  const violations: string[] = [];
  const tried = new Set<string>();
  let missing = 0;
  let posts = 0;
  const violated = (text: string): void => {
    if (violations.length < mostViolations) violations.push(text);
  };

  function check(known: Known, request: Received, event: string): void {
    const { headers, body } = request;
    const id = String(headers['webhook-id']);
    const first = known.ids.get(event) ?? id;
    known.ids.set(event, id);
    if (first !== id) violated(`${known.name}: ${event} came as ${first} and as ${id}`);
    const before = known.before.get(event);
    if (before !== undefined && !known.acknowledged.has(before)) {
      violated(`${known.name}: ${event} came before ${before} was acknowledged`);
    }
    const signed = {
      name: known.name,
      body: body.toString(),
      headers: headers as Record<string, string>,
    };
    if (known.secret === null) known.unverified.push(signed);
    else verifier.add({ ...signed, secret: known.secret });
  }

  const server = await startServer((request, response) => {
    posts += 1;
    const known = all.get(request.target.slice(1));
    const { data } = JSON.parse(request.body.toString()) as { data: { event: { id: string } } };
    const event = data.event.id;
    const name = `${request.target.slice(1)} ${event}`;
    if (!arrivals.has(name)) arrivals.set(name, performance.now());
    if (known === undefined || !known.before.has(event)) {
      return answer(faultOf(), response, () => undefined);
    }
    check(known, request, event);
    const fault = tried.has(name) ? 'NONE' : faultOf();
    tried.add(name);
    const acknowledge = (): void => {
      if (!known.acknowledged.has(event)) missing -= 1;
      known.acknowledged.add(event);
    };
    setTimeout(() => answer(fault, response, acknowledge), afterMs());
  });

  return {
    urlOf: (name) => `${server.url}/${name}`,
    expect(expected) {
      const before = new Map<string, string>();
      for (const events of expected.subjects.values()) {
        events.forEach((event, index) => before.set(event, events[index - 1] ?? ''));
        missing += events.length;
      }
      const acknowledged = new Set(['']);
      const own = { before, acknowledged, ids: new Map<string, string>(), unverified: [] };
      const known: Known = { ...expected, secret: null, ...own };
      all.set(expected.name, known);
      return (secret) => {
        known.secret = secret;
        for (const signed of known.unverified.splice(0)) verifier.add({ ...signed, secret });
      };
    },
    get missing() {
      return missing;
    },
    get posts() {
      return posts;
    },
    verified: () => verifier.verified(),
    violations,
    arrivals,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await verifier[Symbol.asyncDispose]();
    },
  };
}

function answer(fault: Fault, response: ServerResponse, acknowledge: () => void): void {
  switch (fault) {
    case 'HANG':
      return;
    case 'RESET':
      return void response.socket?.resetAndDestroy();
    case 'ERROR':
      return void response.writeHead(500).end();
    case 'GONE':
      return void response.writeHead(410).end();
    case 'REDIRECT':
      return void response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end();
    case 'LATER':
      return void response.writeHead(429, { 'retry-after': '2' }).end();
    case 'NONE':
      acknowledge();
      response.writeHead(204).end();
  }
}
