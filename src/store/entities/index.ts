import { AbnormalPayment } from './abnormal-payment.ts';
import type { AbnormalPaymentSchema } from './abnormal-payment.ts';
import { AwaitedSubject } from './awaited-subject.ts';
import type { AwaitedSubjectSchema } from './awaited-subject.ts';
import { Evidence } from './evidence.ts';
import type { EvidenceSchema } from './evidence.ts';
import { Event } from './event.ts';
import type { EventSchema } from './event.ts';
import { LeftAccount } from './left-account.ts';
import type { LeftAccountSchema } from './left-account.ts';
import { Order } from './order.ts';
import type { OrderSchema } from './order.ts';
import { ProviderCall } from './provider-call.ts';
import type { ProviderCallSchema } from './provider-call.ts';
import { Refund } from './refund.ts';
import type { RefundSchema } from './refund.ts';
import { Settlement } from './settlement.ts';
import type { SettlementSchema } from './settlement.ts';
import { WebhookDelivery } from './webhook-delivery.ts';
import type { WebhookDeliverySchema } from './webhook-delivery.ts';
import { auditEntities } from './audit/index.ts';
import type { AuditSchema } from './audit/index.ts';
import { idempotencyEntities } from './idempotency/index.ts';
import type { IdempotencySchema } from './idempotency/index.ts';
import { merchantEntities } from './merchants/index.ts';
import type { MerchantsSchema } from './merchants/index.ts';
import { personalDataEntities } from './personal-data/index.ts';
import type { PersonalDataSchema } from './personal-data/index.ts';
import { paymentLinkEntities } from './payment-links/index.ts';
import type { PaymentLinksSchema } from './payment-links/index.ts';

/** All tables. */
export const entities = [
  ...merchantEntities,
  ...personalDataEntities,
  ...paymentLinkEntities,
  Order,
  LeftAccount,
  AbnormalPayment,
  Refund,
  Settlement,
  ProviderCall,
  Evidence,
  WebhookDelivery,
  AwaitedSubject,
  Event,
  ...idempotencyEntities,
  ...auditEntities,
];

export type AnySchema =
  | MerchantsSchema
  | PersonalDataSchema
  | PaymentLinksSchema
  | typeof OrderSchema
  | typeof LeftAccountSchema
  | typeof AbnormalPaymentSchema
  | typeof RefundSchema
  | typeof SettlementSchema
  | typeof ProviderCallSchema
  | typeof EvidenceSchema
  | typeof WebhookDeliverySchema
  | typeof AwaitedSubjectSchema
  | typeof EventSchema
  | IdempotencySchema
  | AuditSchema;
