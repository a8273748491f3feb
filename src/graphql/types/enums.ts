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
    OPEN: 'It may still change.',
    SETTLED: 'It has ended, unless the provider corrects it (a late payment, a reversal).',
    FINAL: 'It has ended for good.',
  }),
});
export const OrderStatus = builder.enumType('OrderStatus', {
  values: withDescriptions(orderStatuses, {
    CREATED: 'It is stored, and nothing has been sent.',
    SUBMITTING: 'It is being sent.',
    UNKNOWN:
      'It was sent and the answer was lost: the provider may or may not have it. See resolution.',
  }),
});
export const orderActions = ['CANCEL', 'REFUND', 'REFRESH'] as const;
export const OrderAction = builder.enumType('OrderAction', { values: orderActions });
export const RefundStatus = builder.enumType('RefundStatus', {
  values: withDescriptions(payoutStatuses, { REVERSED: 'Returned after success.' }),
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
    DISMISS: 'It was handled elsewhere. The order does not change.',
  }),
});

export const FailureCode = builder.enumType('FailureCode', {
  values: withDescriptions(failureCodes, {
    DECLINED: 'The payer, the bank or a risk check declined the payment or payout.',
    REJECTED: 'The provider refused the request: something in it is wrong or not possible.',
    PROVIDER_UNAVAILABLE:
      'Nothing was sent: the provider could not be reached, or its circuit is open.',
    PROVIDER_AUTHENTICATION: 'Our credentials or signature were refused.',
  }),
});
export const ProviderCallOutcome = builder.enumType('ProviderCallOutcome', {
  values: withDescriptions(['ANSWERED', 'NOT_SENT', 'UNKNOWN'], {
    ANSWERED: 'There was a valid answer.',
    NOT_SENT: 'The request was certainly not sent.',
    UNKNOWN: 'The request may have arrived.',
  }),
});

export const EventType = builder.enumType('EventType', {
  values: withDescriptions(eventTypes, {
    ORDER_UPDATED:
      'Something else of the order changed: its amounts, its next action, or whether it needs attention.',
    REFUND_UPDATED: 'Whether it needs attention changed.',
    SETTLEMENT_UPDATED: 'Whether it needs attention changed.',
  }),
});
export const EvidenceRule = builder.enumType('EvidenceRule', {
  values: withDescriptions(Object.keys(evidenceRules) as EvidenceRuleName[], evidenceRules),
});
export const EventCause = builder.enumType('EventCause', {
  values: withDescriptions(eventCauses, {
    PROVIDER_QUERY: 'A query of the provider, made because of a webhook, a timer or a person.',
  }),
});
export const StreamItemKind = builder.enumType('StreamItemKind', {
  values: withDescriptions(['SNAPSHOT', 'EVENT', 'CAUGHT_UP', 'CHECKPOINT', 'RESET'], {
    SNAPSHOT: 'The state as it is now. The first item of a stream without a cursor.',
    EVENT: 'One event of the log.',
    CAUGHT_UP: 'All events from before the subscription have been delivered. Live events follow.',
    CHECKPOINT:
      'No event for about 15 s. Its cursor is past the filtered events, and it shows that the stream is alive.',
    RESET:
      'The stream cannot continue from the cursor. It continues from `cursor`: reload your data.',
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
    DUPLICATE: 'Never set: a repetition is no delivery of its own.',
    IGNORED: 'Genuine, and without effect.',
    UNMATCHED: 'Genuine; its subject is not known yet. Tried again.',
    FAILED: 'Applying it failed; tried again.',
    DEAD: 'All attempts failed. It waits for replayWebhook.',
  }),
});
export const RetryAdvice = builder.enumType('RetryAdvice', {
  values: withDescriptions(['SAME_KEY', 'NEW_KEY', 'DO_NOT'], {
    SAME_KEY: 'Send the same input again, with the same idempotency key.',
    NEW_KEY: 'Correct the input and use a new key.',
    DO_NOT: 'Do not repeat it.',
  }),
});
