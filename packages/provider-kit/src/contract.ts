/** The contract: what a module exports, and what crosses it. */
export { contractVersion } from '../../../src/providers/kit/contract/version.ts';
export {
  NotMade,
  NotSent,
  OutcomeUnknown,
  RefusedForNow,
} from '../../../src/providers/provider.ts';
export type * from '../../../src/providers/provider.ts';
export type { ConfigField, ConfigInput } from '../../../src/providers/config-input.ts';
export type { ValidationIssue } from '../../../src/domain/errors.ts';
export type { OrderStatus } from '../../../src/domain/order.ts';
export type * from '../../../src/domain/request.ts';
export { cause } from '../../../src/domain/signatures/cause.ts';
export type { Cause } from '../../../src/domain/signatures/cause.ts';
export { signedBytes } from '../../../src/domain/signatures/how-signed.ts';
export type * from '../../../src/domain/signatures/how-signed.ts';
export { instant } from '../../../src/domain/observation.ts';
export type * from '../../../src/domain/observation.ts';
export { failure } from '../../../src/domain/evidence.ts';
export { absenceSpanMs } from '../../../src/domain/instructions/submission.ts';
export { Secret } from '../../../src/domain/secret.ts';
