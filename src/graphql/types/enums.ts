import {
  abnormalPaymentResolutionKinds,
  abnormalPaymentStatuses,
  abnormalPaymentTypes,
} from '../../domain/abnormal-payment.ts';
import { evidenceRules } from '../../domain/evidence.ts';
import type { EvidenceRule as EvidenceRuleName } from '../../domain/evidence.ts';
import { networks } from '../../domain/money.ts';
import { failureCodes } from '../../domain/observation.ts';
import { orderStatuses } from '../../domain/order.ts';
import { payoutStatuses } from '../../domain/payout.ts';
import { scopes } from '../../domain/principal.ts';
import { paymentMethodTypes, settlementDestinationTypes } from '../../domain/request.ts';
import { configInputs } from '../../providers/modules.ts';
import { eventCauses, eventTypes, webhookDeliveryStatuses } from '../../store/records.ts';
import { builder } from '../builder.ts';

/** Enum values with the domain's names. A value has a description where its name is not enough. */
function withDescriptions<Name extends string>(
  names: readonly Name[],
  descriptions: { readonly [name in Name]?: string },
): { [name in Name]: { description?: string } } {
  const values = names.map((name) => {
    const description: string | undefined = descriptions[name];
    return [name, description === undefined ? {} : { description }];
  });
  return Object.fromEntries(values) as { [name in Name]: { description?: string } };
}

export const Network = builder.enumType('Network', { values: networks });
/** The providers that have a configuration input. */
export const Provider = builder.enumType('Provider', { values: [...configInputs.keys()] });
export const PaymentMethodType = builder.enumType('PaymentMethodType', {
  values: paymentMethodTypes,
});
export const SettlementDestinationType = builder.enumType('SettlementDestinationType', {
  values: settlementDestinationTypes,
});
export const PixPresentation = builder.enumType('PixPresentation', {
  values: ['QR_CODE', 'HOSTED_PAGE'] as const,
});
export const UpiFlow = builder.enumType('UpiFlow', {
  values: ['HOSTED_PAGE', 'COLLECT', 'INTENT'] as const,
});
export const PixKeyType = builder.enumType('PixKeyType', {
  values: ['CPF', 'CNPJ', 'PHONE', 'EMAIL', 'EVP'] as const,
});

export const Phase = builder.enumType('Phase', {
  values: withDescriptions(['OPEN', 'SETTLED', 'FINAL'], {
    OPEN: 'Still moving.',
    SETTLED: 'Over, unless the provider corrects it (a late payment, a reversal).',
    FINAL: 'Over for good.',
  }),
});
export const OrderStatus = builder.enumType('OrderStatus', {
  values: withDescriptions(orderStatuses, {
    CREATED: 'Stored; nothing has been sent.',
    SUBMITTING: 'A send is under way.',
    UNKNOWN:
      'It was sent and the answer was lost: the provider may or may not have it. See resolution.',
  }),
});
export const orderActions = ['CANCEL', 'REFUND', 'REFRESH'] as const;
export const OrderAction = builder.enumType('OrderAction', { values: orderActions });
export const RefundStatus = builder.enumType('RefundStatus', {
  values: withDescriptions(payoutStatuses, { REVERSED: 'Bounced after success.' }),
});
export const SettlementStatus = builder.enumType('SettlementStatus', {
  values: withDescriptions(payoutStatuses, { REJECTED: 'Reviewed by the provider and refused.' }),
});
export const AbnormalPaymentType = builder.enumType('AbnormalPaymentType', {
  values: withDescriptions(abnormalPaymentTypes, {
    UNCLASSIFIED: 'The provider reported it and did not say what it is.',
  }),
});
export const AbnormalPaymentStatus = builder.enumType('AbnormalPaymentStatus', {
  values: abnormalPaymentStatuses,
});
export const abnormalPaymentActions = ['REFUND', 'ACCEPT', 'DISMISS'] as const;
export const AbnormalPaymentAction = builder.enumType('AbnormalPaymentAction', {
  values: abnormalPaymentActions,
});
export const AbnormalPaymentResolutionKind = builder.enumType('AbnormalPaymentResolutionKind', {
  values: withDescriptions(abnormalPaymentResolutionKinds, {
    ACCEPT: 'What is pending counts towards the order from now on.',
    DISMISS: 'It was dealt with elsewhere. The order stays as it is.',
  }),
});

export const FailureCode = builder.enumType('FailureCode', {
  values: withDescriptions(failureCodes, {
    DECLINED: 'Somebody said no to the payment or payout itself: payer, bank, risk.',
    REJECTED: 'The provider refused the request: something in it is wrong or not possible.',
    PROVIDER_UNAVAILABLE:
      'Nothing was sent: the provider could not be reached, or its circuit is open.',
    PROVIDER_AUTHENTICATION: 'Our credentials or signature were refused.',
  }),
});
export const ProviderCallOutcome = builder.enumType('ProviderCallOutcome', {
  values: withDescriptions(['ANSWERED', 'NOT_SENT', 'UNKNOWN'], {
    ANSWERED: 'Answered, and the answer could be believed.',
    NOT_SENT: 'Surely never left.',
    UNKNOWN: 'May have arrived.',
  }),
});

export const EventType = builder.enumType('EventType', {
  values: withDescriptions(eventTypes, {
    ORDER_UPDATED:
      'Something else on the order moved: its amounts, its next action, whether it needs attention.',
    REFUND_UPDATED: 'Whether it needs attention changed.',
    SETTLEMENT_UPDATED: 'Whether it needs attention changed.',
  }),
});
export const EvidenceRule = builder.enumType('EvidenceRule', {
  values: withDescriptions(Object.keys(evidenceRules) as EvidenceRuleName[], evidenceRules),
});
export const EventCause = builder.enumType('EventCause', {
  values: withDescriptions(eventCauses, {
    PROVIDER_QUERY: 'A query made because a webhook, a timer or a person asked for it.',
  }),
});
export const StreamItemKind = builder.enumType('StreamItemKind', {
  values: withDescriptions(['SNAPSHOT', 'EVENT', 'CAUGHT_UP', 'CHECKPOINT', 'RESET'], {
    SNAPSHOT: 'The state as it is now; the first item when no cursor was given.',
    EVENT: 'One event of the log.',
    CAUGHT_UP: 'All that had happened before the subscription began has been told; live from here.',
    CHECKPOINT:
      'Nothing to tell; moves the cursor past filtered events and proves the stream alive. About every 15 s.',
    RESET: 'The cursor cannot be continued from: start again from `cursor`, after a fresh read.',
  }),
});

export const ScopeEnum = builder.enumType('Scope', {
  values: withDescriptions(scopes, {
    MANAGE:
      'Provider accounts, API keys, webhook deliveries and the audit trail of the own merchant.',
  }),
});
export const WebhookDeliveryStatus = builder.enumType('WebhookDeliveryStatus', {
  values: withDescriptions(webhookDeliveryStatuses, {
    IGNORED: 'Genuine, and of no consequence.',
    UNMATCHED: 'Genuine; its subject is not known yet. Tried again.',
    FAILED: 'Applying it failed; tried again.',
    DEAD: 'Tried often enough. Waits for replayWebhook.',
  }),
});
export const RetryAdvice = builder.enumType('RetryAdvice', {
  values: withDescriptions(['SAME_KEY', 'NEW_KEY', 'DO_NOT'], {
    SAME_KEY: 'Send the very same again, with the same idempotency key.',
    NEW_KEY: 'Mend the input and use a new key.',
    DO_NOT: 'Do not repeat it.',
  }),
});
