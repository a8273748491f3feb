import type { InferKyselyDB } from '@mikro-orm/sqlite';
import type { Kysely, Selectable } from 'kysely';
import type { AbnormalPaymentSchema } from '../entities/abnormal-payment.ts';
import type { AuditEntrySchema } from '../entities/audit/audit-entry.ts';
import type { AuditOutcomeSchema } from '../entities/audit/audit-outcome.ts';
import type { AuditSubjectSchema } from '../entities/audit/audit-subject.ts';
import type { AwaitedSubjectSchema } from '../entities/awaited-subject.ts';
import type { CancelIntentionSchema } from '../entities/cancel-intention.ts';
import type { EventSchema } from '../entities/event.ts';
import type { EvidenceSchema } from '../entities/evidence.ts';
import type { IdempotencyKeySchema } from '../entities/idempotency-key.ts';
import type { LeftAccountSchema } from '../entities/left-account.ts';
import type { ApiKeySchema } from '../entities/merchants/api-key.ts';
import type { MerchantSchema } from '../entities/merchants/merchant.ts';
import type { ProviderAccountSchema } from '../entities/merchants/provider-account.ts';
import type { OrderSchema } from '../entities/order.ts';
import type { ProviderCallSchema } from '../entities/provider-call.ts';
import type { RefundSchema } from '../entities/refund.ts';
import type { SettlementSchema } from '../entities/settlement.ts';
import type { WebhookDeliverySchema } from '../entities/webhook-delivery.ts';

/** Names and types of all columns, as the entities describe them: of their classes the tables would be misnamed. */
export type Tables = InferKyselyDB<
  | typeof AbnormalPaymentSchema
  | typeof AuditEntrySchema
  | typeof AuditOutcomeSchema
  | typeof AuditSubjectSchema
  | typeof AwaitedSubjectSchema
  | typeof CancelIntentionSchema
  | typeof EventSchema
  | typeof EvidenceSchema
  | typeof IdempotencyKeySchema
  | typeof LeftAccountSchema
  | typeof ApiKeySchema
  | typeof MerchantSchema
  | typeof ProviderAccountSchema
  | typeof OrderSchema
  | typeof ProviderCallSchema
  | typeof RefundSchema
  | typeof SettlementSchema
  | typeof WebhookDeliverySchema
>;

/** As it is read, and as it is written whole. */
export type Row<Table extends keyof Tables> = Selectable<Tables[Table]>;

export type Column<Table extends keyof Tables> = keyof Row<Table> & string;

/** Several tables as one: with the columns that all of them have. */
export type Shared<Names extends keyof Tables> = Kysely<{
  [Name in Names]: Pick<Tables[Names], keyof Tables[Names]>;
}>;

export const shared = <Names extends keyof Tables>(db: Kysely<Tables>) =>
  db as unknown as Shared<Names>;

/** Tables of what we follow at a provider. */
export type Followed = 'orders' | 'refunds' | 'settlements' | 'abnormal_payments';
