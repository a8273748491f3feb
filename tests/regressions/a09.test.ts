import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as loads from '../../bench/delays/loads.ts';
import type { Load, Outcome } from '../../bench/delays/loads.ts';
import { createTemplate } from '../../bench/support/template.ts';
import type { DatabaseTemplate } from '../../bench/support/template.ts';

/** Milliseconds of processor time between two turns of the event loop, on a quiet machine. */
const longest = 10;
/** Where another process took the processor meanwhile. */
const longestInterrupted = 30;
/**
 * Code that never yields holds the loop for the same time in every run, but a busy machine lengthens a short step.
 * Therefore the best of these runs counts.
 */
const mostRuns = 3;

async function held(load: Load, template: DatabaseTemplate, count: number): Promise<Outcome> {
  let best = await load(template, count);
  for (let run = 1; run < mostRuns && stretchOf(best) >= longest; run += 1) {
    const again = await load(template, count);
    if (stretchOf(again) < stretchOf(best)) best = again;
  }
  return best;
}

/** The longer of the two as a quiet machine would have it, an interrupted one as if it had the same limit. */
function stretchOf({ delays }: Outcome): number {
  if (delays === null) throw new Error('not watched');
  const interrupted = (delays.longestInterrupted * longest) / longestInterrupted;
  return Math.max(delays.longestStretch, interrupted) / delays.slowness;
}

/** The real server and its clients are separate processes, so that only the server's work is measured. */
describe('the event loop', () => {
  let template: DatabaseTemplate;
  beforeAll(async () => {
    template = await createTemplate(5000);
  });
  afterAll(() => template.remove());

  it('A9: stays free while a subscriber reads 20,000 events', async () => {
    const outcome = await held(loads.catchUp, template, 0);
    const { figures } = outcome;
    expect(figures['items']).toBeGreaterThan(20_000);
    expect(stretchOf(outcome)).toBeLessThan(longest);
    // Other requests were answered meanwhile.
    expect(figures['answers']).toBeGreaterThan(10);
  }, 180_000);

  it('A9: stays free after a subscriber leaves while it catches up', async () => {
    const outcome = await held(loads.leave, template, 0);
    const { figures } = outcome;
    expect(stretchOf(outcome)).toBeLessThan(longest);
    expect(figures['still followed']).toBe(0);
  }, 180_000);

  it('A9: stays free while a change is streamed to 1,000 followers, step by step', async () => {
    const outcome = await held(loads.fanOut, template, 1000);
    expect(stretchOf(outcome)).toBeLessThan(longest);
  }, 180_000);

  it('A9: stays free while four clients read the longest pages of orders', async () => {
    const outcome = await held(loads.longPages, template, 0);
    const { figures } = outcome;
    // Twenty pages, each with all that it has.
    expect(figures['bytes']).toBeGreaterThan(20 * 200_000);
    expect(stretchOf(outcome)).toBeLessThan(longest);
  }, 180_000);

  it('A9: stays free during the reconciliation of 5,000 orders', async () => {
    const outcome = await held(loads.reconcile, template, 5000);
    expect(stretchOf(outcome)).toBeLessThan(longest);
  }, 180_000);

  it('A9: drains 1,000 streams of clients that have stopped reading in less than 5 s', async () => {
    const outcome = await held(loads.drainDeaf, template, 1000);
    const { figures } = outcome;
    expect(figures['ms']).toBeLessThan(5000);
    expect(stretchOf(outcome)).toBeLessThan(longest);
  }, 180_000);

  it('A9: stays free while draining tells 1,000 streams to come back, step by step', async () => {
    const outcome = await held(loads.drain, template, 1000);
    const { figures, codes } = outcome;
    expect(figures['ms']).toBeLessThan(5000);
    expect(stretchOf(outcome)).toBeLessThan(longest);
    // The warm-up's readers are 20 each. An event stream that ends for good says so; these just end.
    expect(codes).toEqual({ 1012: 520, ended: 520 });
  }, 180_000);
});
