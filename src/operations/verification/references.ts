import {
  ambiguousReferences,
  foreign,
  missing,
  repeated,
  strayKeys,
  unknownMutations,
} from '../../store/queries/operators/references.ts';
import type { FindMisfits } from '../../store/queries/operators/references.ts';
import type { Rule } from './findings.ts';
import type { Verification } from './verification.ts';

const instructions = ['orders', 'refunds', 'settlements'] as const;
const followed = [...instructions, 'abnormal_payments'] as const;

/** Mutations with idempotency keys, and where the objects are that the keys lead to. */
const mutations = {
  createOrder: 'orders',
  createPaymentLink: 'payment_links',
  // What a payer does who opens a payment link.
  openPaymentLink: 'orders',
  cancelOrder: 'orders',
  captureOrder: 'orders',
  createRefund: 'refunds',
  refundAbnormalPayment: 'refunds',
  cancelRefund: 'refunds',
  createSettlement: 'settlements',
  cancelSettlement: 'settlements',
  resolveAbnormalPayment: 'abnormal_payments',
  decideUnknown: instructions,
  acknowledgeAttention: [...followed, 'provider_accounts'],
  eraseCustomer: 'merchants',
} as const;

const keyChecks = (['idempotency_keys', 'cancel_intentions'] as const).flatMap((table) => [
  unknownMutations(table, Object.keys(mutations)),
  ...Object.entries(mutations).map(([mutation, targets]) =>
    strayKeys(table, mutation, typeof targets === 'string' ? [targets] : targets),
  ),
]);

/** Each rule with the reads that find where it does not hold, and what is expected there. */
const checks: readonly [rule: Rule, expected: string, finders: readonly FindMisfits[]][] = [
  [
    'references',
    'a row that exists',
    [
      ...[...followed, 'webhook_deliveries' as const].flatMap((table) => [
        missing(table, 'merchant_id', 'merchants'),
        missing(table, 'account_id', 'provider_accounts'),
      ]),
      missing('provider_accounts', 'merchant_id', 'merchants'),
      missing('api_keys', 'merchant_id', 'merchants'),
      missing('data_keys', 'merchant_id', 'merchants'),
      missing('personal_data', 'data_key_id', 'data_keys'),
      missing('personal_data', 'subject_id', 'orders', 'payment_links'),
      missing('search_entries', 'subject_id', ...followed, 'payment_links'),
      missing('payment_links', 'merchant_id', 'merchants'),
      missing('payment_link_uses', 'payment_link_id', 'payment_links'),
      missing('payment_link_uses', 'id', 'orders'),
      missing('refunds', 'order_id', 'orders'),
      missing('refunds', 'abnormal_payment_id', 'abnormal_payments'),
      missing('abnormal_payments', 'order_id', 'orders'),
      missing('left_accounts', 'order_id', 'orders'),
      missing('left_accounts', 'account_id', 'provider_accounts'),
      missing('awaited_subjects', 'delivery_id', 'webhook_deliveries'),
      missing('awaited_subjects', 'account_id', 'provider_accounts'),
      missing('evidence', 'subject_id', ...instructions),
      missing('evidence', 'delivery_id', 'webhook_deliveries'),
      missing('evidence', 'call_id', 'provider_calls'),
      missing('provider_calls', 'subject_id', ...followed),
      missing('events', 'merchant_id', 'merchants'),
      missing('events', 'subject_id', ...followed),
      missing('events', 'order_id', 'orders'),
      missing('events', 'settlement_id', 'settlements'),
      missing('events', 'delivery_id', 'webhook_deliveries'),
      missing('attention_items', 'merchant_id', 'merchants'),
      missing('attention_items', 'account_id', 'provider_accounts'),
      missing('attention_items', 'order_id', 'orders'),
      missing(
        'attention_items',
        'subject_id',
        ...followed,
        'webhook_deliveries',
        'provider_accounts',
      ),
      missing('unmatched_records', 'account_id', 'provider_accounts'),
      missing('audit_entries', 'merchant_id', 'merchants'),
      missing('audit_outcomes', 'entry_id', 'audit_entries'),
      missing('audit_subjects', 'entry_id', 'audit_entries'),
    ],
  ],
  [
    'merchant',
    'the merchant of what it belongs to',
    [
      ...[...followed, 'webhook_deliveries' as const].map((table) =>
        foreign(table, 'account_id', 'provider_accounts'),
      ),
      foreign('payment_link_uses', 'payment_link_id', 'payment_links'),
      foreign('payment_link_uses', 'id', 'orders'),
      foreign('refunds', 'order_id', 'orders'),
      foreign('refunds', 'abnormal_payment_id', 'abnormal_payments'),
      foreign('abnormal_payments', 'order_id', 'orders'),
      foreign('attention_items', 'account_id', 'provider_accounts'),
      foreign('attention_items', 'order_id', 'orders'),
    ],
  ],
  [
    'unique',
    'one row',
    [
      ...instructions.map((table) => repeated(table, 'account_id', 'provider_reference')),
      repeated('abnormal_payments', 'account_id', 'provider_abnormal_payment_id'),
      repeated('webhook_deliveries', 'account_id', 'identity'),
      repeated('events', 'id'),
      repeated('api_keys', 'hash'),
      repeated('payment_links', 'token_hash'),
      repeated('payment_link_uses', 'payment_link_id', 'number'),
      ambiguousReferences,
    ],
  ],
  ['timeline', 'a timeline of its own', [repeated('merchants', 'timeline')]],
  ['idempotency-keys', "an object of its mutation and the key's merchant", keyChecks],
];

export async function verifyReferences({ sql, findings }: Verification): Promise<void> {
  for (const [rule, expected, finders] of checks) {
    for (const find of finders) {
      for (const { table, column, id, value } of await find(sql, findings.most + 1)) {
        findings.add(rule, table, id, `${column}: ${expected}`, value);
      }
    }
  }
}
