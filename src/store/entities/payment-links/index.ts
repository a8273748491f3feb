import { PaymentLinkUse } from './payment-link-use.ts';
import type { PaymentLinkUseSchema } from './payment-link-use.ts';
import { PaymentLink } from './payment-link.ts';
import type { PaymentLinkSchema } from './payment-link.ts';

export const paymentLinkEntities = [PaymentLink, PaymentLinkUse];

export type PaymentLinksSchema = typeof PaymentLinkSchema | typeof PaymentLinkUseSchema;
