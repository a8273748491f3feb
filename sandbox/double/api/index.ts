export type { Answer, AnswerContext, Api } from './api.ts';
export type { Call, Received } from './calls.ts';
export type { Exchange } from './exchange.ts';
export type { RequestRecord } from './gateway.ts';
export type { Filters } from './lists.ts';
export { pageOf, readFilters, rowsAfter } from './lists.ts';
export { Refusal } from './refusal.ts';
