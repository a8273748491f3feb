import { AbnormalPayment } from './abnormal-payment.ts';
import type { AbnormalPaymentSchema } from './abnormal-payment.ts';
import { Evidence } from './evidence.ts';
import type { EvidenceSchema } from './evidence.ts';
import { Order } from './order.ts';
import type { OrderSchema } from './order.ts';
import { ProviderCall } from './provider-call.ts';
import type { ProviderCallSchema } from './provider-call.ts';
import { Refund } from './refund.ts';
import type { RefundSchema } from './refund.ts';
import { Settlement } from './settlement.ts';
import type { SettlementSchema } from './settlement.ts';
import { attentionEntities } from './attention/index.ts';
import type { AttentionSchema } from './attention/index.ts';
import { auditEntities } from './audit/index.ts';
import type { AuditSchema } from './audit/index.ts';
import { keyEntities } from './keys/index.ts';
import type { KeysSchema } from './keys/index.ts';
import { eventEndpointEntities } from './event-endpoints/index.ts';
import type { EventEndpointsSchema } from './event-endpoints/index.ts';
import { logEntities } from './log/index.ts';
import type { LogSchema } from './log/index.ts';
import { merchantEntities } from './merchants/index.ts';
import type { MerchantsSchema } from './merchants/index.ts';
import { personalDataEntities } from './personal-data/index.ts';
import type { PersonalDataSchema } from './personal-data/index.ts';
import { paymentLinkEntities } from './payment-links/index.ts';
import type { PaymentLinksSchema } from './payment-links/index.ts';
import { webhookEntities } from './webhooks/index.ts';
import type { WebhooksSchema } from './webhooks/index.ts';

/** All tables. */
export const entities = [
  ...merchantEntities,
  ...personalDataEntities,
  ...paymentLinkEntities,
  Order,
  AbnormalPayment,
  Refund,
  Settlement,
  ProviderCall,
  Evidence,
  ...webhookEntities,
  ...logEntities,
  ...keyEntities,
  ...attentionEntities,
  ...eventEndpointEntities,
  ...auditEntities,
];

export type AnySchema =
  | MerchantsSchema
  | PersonalDataSchema
  | PaymentLinksSchema
  | typeof OrderSchema
  | typeof AbnormalPaymentSchema
  | typeof RefundSchema
  | typeof SettlementSchema
  | typeof ProviderCallSchema
  | typeof EvidenceSchema
  | WebhooksSchema
  | LogSchema
  | KeysSchema
  | AttentionSchema
  | EventEndpointsSchema
  | AuditSchema;
