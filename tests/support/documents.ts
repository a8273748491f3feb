/** Every document that the tests of the whole story send. */
export * from './documents/attention.ts';
export * from './documents/event-endpoints.ts';
export * from './documents/mutations.ts';
export * from './documents/queries.ts';
export * from './documents/reconciliation.ts';
export * from './documents/subscriptions.ts';
export * from './documents/payment-links.ts';
export * from './documents/captures.ts';
