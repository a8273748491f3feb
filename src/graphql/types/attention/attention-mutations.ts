import {
  IdempotencyConflictError,
  InvalidStateError,
  NotFoundError,
  OperationInProgressError,
  ValidationError,
} from '../../../domain/errors.ts';
import { acknowledgeAttention } from '../../../operations/attention/acknowledge-attention.ts';
import { decideUnknown } from '../../../operations/attention/decide-unknown.ts';
import type { DecidedUnknown } from '../../../operations/attention/decide-unknown.ts';
import { builder } from '../../builder.ts';
import { keyOf, merchantOf } from '../../context.ts';
import { shared } from '../descriptions.ts';
import { AttentionReason, UnknownDecision } from '../enums/attention.ts';
import { failing } from '../errors.ts';
import { EventSubject } from '../event/event.ts';

const DecideUnknownInput = builder.inputType('DecideUnknownInput', {
  description: 'What decideUnknown takes.',
  fields: (t) => ({
    idempotencyKey: t.id({ required: true, description: shared.idempotencyKey }),
    id: t.id({ required: true, description: 'An order, refund or settlement that is UNKNOWN.' }),
    decision: t.field({
      type: UnknownDecision,
      required: true,
      description: 'What became of it. It cannot be undone, except by the provider.',
    }),
    note: t.string({
      required: true,
      description: 'Why; told in the explanation and in the audit trail. 1 to 1,000 characters.',
    }),
  }),
});

const DecideUnknownSuccess = builder.objectRef<DecidedUnknown>('DecideUnknownSuccess').implement({
  description: 'The decision is stored as evidence. Nothing was sent to the provider.',
  fields: (t) => ({
    subject: t.field({
      type: EventSubject,
      description: 'As it is now: by the decision, unless the provider has reported more since.',
      resolve: ({ subject }) => subject as never,
    }),
    replayed: t.exposeBoolean('replayed', { description: shared.replayed }),
  }),
});

const AcknowledgeAttentionInput = builder.inputType('AcknowledgeAttentionInput', {
  description:
    'What somebody has seen and done with, where nothing else ends it: OTHER_AMOUNT, OVER_REFUNDED, DIFFERENCE, ' +
    'DECISION_CONTRADICTED, a CHARGEBACK that is answered, dead events, and money at an account that an order had left. It comes back when it happens anew.',
  fields: (t) => ({
    idempotencyKey: t.id({ required: true, description: shared.idempotencyKey }),
    subject: t.id({ required: true, description: 'The id of the subject of the item.' }),
    reason: t.field({
      type: AttentionReason,
      required: true,
      description: 'The reason of the item.',
    }),
    note: t.string({
      required: true,
      description: 'What was done. 1 to 1,000 characters; in the audit trail.',
    }),
  }),
});

const AcknowledgeAttentionSuccess = builder
  .objectRef<{ replayed: boolean }>('AcknowledgeAttentionSuccess')
  .implement({
    description: 'The item is gone from `attention`.',
    fields: (t) => ({
      replayed: t.exposeBoolean('replayed', { description: shared.replayed }),
    }),
  });

const failures = [
  ValidationError,
  NotFoundError,
  InvalidStateError,
  IdempotencyConflictError,
  OperationInProgressError,
] as const;

builder.mutationFields((t) => ({
  decideUnknown: t.field({
    type: DecideUnknownSuccess,
    description: `Scope MANAGE. Records what a person has found out about an outcome that nobody knows: one more item of evidence, which
any report of the provider outranks. Ask the provider first. Where it is not UNKNOWN: InvalidStateError.`,
    authScopes: { key: 'MANAGE' },
    errors: failing('DecideUnknownResult', ...failures),
    args: {
      input: t.arg({ type: DecideUnknownInput, required: true, description: shared.input }),
    },
    resolve: (_root, { input }, context) => decideUnknown(context.deps, keyOf(context), input),
  }),
  acknowledgeAttention: t.field({
    type: AcknowledgeAttentionSuccess,
    description: `Scope MANAGE. Ends an item that nothing else ends. InvalidStateError where something else ends it, or where there
is no such item.`,
    authScopes: { key: 'MANAGE' },
    errors: failing('AcknowledgeAttentionResult', ...failures),
    args: {
      input: t.arg({ type: AcknowledgeAttentionInput, required: true, description: shared.input }),
    },
    resolve: (_root, { input }, context) =>
      acknowledgeAttention(context.deps, merchantOf(context), input),
  }),
}));
