import { measureCreateOrder } from './cases/create-order.ts';
import { measureFeed, measureOwnOrders, measureSharedSockets } from './cases/fan-out.ts';
import { measureGrowth, measureGrowthToMillion } from './cases/growth.ts';
import { measureGrowthOfSearch, measureGrowthOfSearchToMillion } from './cases/search-growth.ts';
import { measureIdle } from './cases/idle.ts';
import { measureOrderQuery, measurePageQuery } from './cases/queries.ts';
import { measureResume } from './cases/resume.ts';
import { measureStart } from './cases/start.ts';
import { measureTimes } from './cases/times.ts';
import { measureTold } from './cases/told.ts';
import { measureWebhooks } from './cases/webhooks.ts';
import { measureWebhooksAtOthers } from './cases/webhooks-at-others.ts';
import { measureWebhooksOnPostgres } from './cases/webhooks-postgres.ts';
import type { Line } from './support/figures.ts';
import type { StartOptions } from './support/process.ts';
import type { Size } from './support/rounds.ts';
import type { DatabaseTemplate } from './support/template.ts';

/** A part of the benchmark. `whole`, `short`: it is in such a run without being named. */
export interface BenchPart {
  measure: (template: DatabaseTemplate, size: Size, profile: StartOptions) => Promise<Line[]>;
  whole: boolean;
  short: boolean;
}

const inBoth = (measure: BenchPart['measure']): BenchPart => ({
  measure,
  whole: true,
  short: true,
});
const inWhole = (measure: BenchPart['measure']): BenchPart => ({
  measure,
  whole: true,
  short: false,
});

/** It takes minutes. */
const byName = (measure: BenchPart['measure']): BenchPart => ({
  measure,
  whole: false,
  short: false,
});

export const parts: ReadonlyMap<string, BenchPart> = new Map([
  ['webhooks', inBoth(measureWebhooks)],
  ['webhooksAtOthers', inWhole(measureWebhooksAtOthers)],
  ['createOrder', inBoth(measureCreateOrder)],
  ['order', inBoth(measureOrderQuery)],
  ['page', inBoth(measurePageQuery)],
  ['told', inWhole(measureTold)],
  ['feed', inBoth(measureFeed)],
  ['sharedSockets', inWhole(measureSharedSockets)],
  ['ownOrders', inWhole(measureOwnOrders)],
  ['resume', inWhole(measureResume)],
  ['idle', inWhole(measureIdle)],
  ['growth', inWhole(measureGrowth)],
  ['growthToMillion', byName(measureGrowthToMillion)],
  ['growthOfSearch', byName(measureGrowthOfSearch)],
  ['growthOfSearchToMillion', byName(measureGrowthOfSearchToMillion)],
  ['times', inWhole(measureTimes)],
  ['start', byName(measureStart)],
  ['webhooksOnPostgres', byName((_, size, profile) => measureWebhooksOnPostgres(size, profile))],
]);
