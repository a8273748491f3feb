import { monitorEventLoopDelay } from 'node:perf_hooks';
import { print } from 'graphql';
import { expect } from 'vitest';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';

/** What the suites about an outage do again and again. */

export const provider = 'ANEXPAY_XCHECKOUT';

/** The limit has to hold on a machine that does other work too. */
export const freezeMs = 500;

export const viewer = { query: '{ viewer { id } }' };

export const createOrder = (testApp: TestApp, input: object) =>
  testApp.post({ query: print(documents.createOrder), variables: { input } });

export const unavailable = {
  status: 200,
  errors: [
    {
      message: 'Nothing can be written at present. Try again, with the same idempotency key.',
      extensions: { code: 'UNAVAILABLE', requestId: expect.any(String) as string },
    },
  ],
};

export async function timed<T>(work: () => Promise<T>): Promise<[result: T, ms: number]> {
  const started = performance.now();
  return [await work(), performance.now() - started];
}

/** The longest stretch, in milliseconds, in which nothing else could be done. */
export async function longestStretch(work: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  delay.disable();
  return delay.max / 1e6;
}

export async function readiness(testApp: TestApp): Promise<unknown> {
  const response = await fetch(testApp.url.replace('/graphql', '/health/ready'));
  const { status: state, ...rest } = (await response.json()) as { status: string };
  return { status: response.status, state, ...rest };
}

export async function metric(testApp: TestApp, name: string): Promise<number> {
  const response = await fetch(testApp.url.replace('/graphql', '/metrics'));
  const line = (await response.text()).split('\n').find((one) => one.startsWith(`${name} `));
  return Number(line?.split(' ')[1]);
}
