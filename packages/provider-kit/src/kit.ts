/** The building blocks, in the order of the files of a provider: config, client, operations, mapping, webhook. */
export * from '../../../src/providers/kit/config.ts';
export { createHttp } from '../../../src/providers/http.ts';
export type { HttpOptions, HttpResponse, OutgoingRequest } from '../../../src/providers/http.ts';
export * from '../../../src/providers/kit/endpoints.ts';
export * from '../../../src/providers/kit/rest.ts';
export * from '../../../src/providers/kit/access-token.ts';
export * from '../../../src/providers/kit/answer.ts';
export * from '../../../src/providers/json.ts';
export * as schemas from '../../../src/providers/kit/schemas.ts';
export * from '../../../src/providers/kit/operations.ts';
export * from '../../../src/providers/kit/lists.ts';
export * from '../../../src/providers/kit/observing.ts';
export * from '../../../src/providers/kit/checks.ts';
export * from '../../../src/providers/kit/signing.ts';
export * from '../../../src/providers/kit/webhook.ts';
