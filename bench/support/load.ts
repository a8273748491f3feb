/** Runs as a process: the load generator. */
import { Pool } from 'undici';
import type { Round } from './figures.ts';
import { serveCommands } from './process.ts';
import { paidWebhook } from './xcheckout-webhook.ts';
import type { Request } from './xcheckout-webhook.ts';

export interface Target {
  /** Origin without a trailing slash. */
  origin: string;
  path: string;
  connections: number;
}

export interface Answer {
  data?: unknown;
}

export type LoadCommands = typeof commands;

const commands = {
  /** Sends one signed CHECKOUT_ORDER_CHANGED for each of `count` orders: `first` and every `stride` after it. */
  async webhooks(job: {
    target: Target;
    signKey: string;
    first: number;
    count: number;
    stride?: number;
  }): Promise<Round> {
    const requests = Array.from({ length: job.count }, (_, index) =>
      paidWebhook(job.first + index * (job.stride ?? 1), job.signKey),
    );
    let next = 0;
    return run(job.target, () => requests[next++] ?? null);
  },
  /** Sends one webhook. Resolves to the time right before, on the clock that all processes of this machine share. */
  async webhook(job: { target: Target; signKey: string; order: number }): Promise<bigint> {
    const request = paidWebhook(job.order, job.signKey);
    const { path } = job.target;
    const began = process.hrtime.bigint();
    const answer = await poolOf(job.target).request({ path, method: 'POST', ...request });
    await answer.body.dump();
    if (answer.statusCode !== 200) throw new Error(`answered with ${answer.statusCode}`);
    return began;
  },
  /** Sends these requests in turn, again and again for `ms`. */
  async repeat(job: { target: Target; requests: readonly Request[]; ms: number }): Promise<Round> {
    const { target, requests } = job;
    const until = performance.now() + job.ms;
    let next = 0;
    return run(target, () =>
      performance.now() < until ? (requests[next++ % requests.length] ?? null) : null,
    );
  },
  /** Sends each request once. */
  async each(job: { target: Target; requests: readonly Request[] }): Promise<Round> {
    let next = 0;
    return run(job.target, () => job.requests[next++] ?? null);
  },
  /** Sends one request and returns its answer. */
  async once(job: { target: Target; request: Request }): Promise<Answer> {
    const pool = poolOf(job.target);
    const { path } = job.target;
    const answer = await pool.request({ path, method: 'POST', ...job.request });
    return (await answer.body.json()) as Answer;
  },
};

const pools = new Map<string, Pool>();

function poolOf({ origin, connections }: Target): Pool {
  const name = `${origin} ${connections}`;
  const known = pools.get(name);
  if (known !== undefined) return known;
  const made = new Pool(origin, { connections, pipelining: 1 });
  pools.set(name, made);
  return made;
}

/** Each connection sends its next request when it has the answer to the previous one. */
async function run(target: Target, nextRequest: () => Request | null): Promise<Round> {
  const pool = poolOf(target);
  const latencies: number[] = [];
  const client = async (): Promise<void> => {
    for (let request = nextRequest(); request !== null; request = nextRequest()) {
      const sent = performance.now();
      const answer = await pool.request({ path: target.path, method: 'POST', ...request });
      await answer.body.dump();
      if (answer.statusCode !== 200) throw new Error(`answered with ${answer.statusCode}`);
      latencies.push(performance.now() - sent);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: target.connections }, client));
  const seconds = (performance.now() - started) / 1000;
  return { requests: latencies.length, seconds, latencies: Float64Array.from(latencies) };
}

serveCommands(commands);
