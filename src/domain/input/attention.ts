import { z } from 'zod';
import { attentionReasons } from '../attention/attention.ts';
import { unknownDecisions } from '../attention/decision.ts';
import { checkRequest, idempotencyKey, text } from './checks.ts';

const note = text(1_000);

const acknowledgement = z.object({
  idempotencyKey,
  subject: z.string(),
  reason: z.enum(attentionReasons),
  note,
});
export type AcknowledgeAttentionInput = z.input<typeof acknowledgement>;
export const readAcknowledgement = (input: AcknowledgeAttentionInput) =>
  checkRequest(acknowledgement, input);

const decision = z.object({
  idempotencyKey,
  id: z.string(),
  decision: z.enum(unknownDecisions),
  note,
});
export type DecideUnknownInput = z.input<typeof decision>;
export const readDecision = (input: DecideUnknownInput) => checkRequest(decision, input);
