import { z } from 'zod';
import { abnormalPaymentResolutionKinds } from '../../domain/abnormal-payment.ts';
import { paymentIn, resolvePayment } from '../../domain/aggregates/abnormal-payment.ts';
import type { AbnormalPayment } from '../../domain/aggregates/aggregate.ts';
import { assertResolvable } from '../../domain/aggregates/refund-rules.ts';
import type { Principal } from '../../domain/principal.ts';
import { abnormalPaymentById } from '../../store/queries/abnormal-payments.ts';
import { apiKeyById } from '../../store/queries/merchants.ts';
import { check, idempotencyKey, text } from '../checks.ts';
import type { Deps } from '../deps.ts';
import { ownAbnormalPayment, present } from '../find.ts';
import { keyUse } from '../../domain/key-use.ts';
import { keyTaken, once } from '../idempotency.ts';
import type { ResolveAbnormalPaymentInput } from '../inputs.ts';
import { sourceOf } from '../instructions/change.ts';

export interface ResolvedAbnormalPayment {
  abnormalPayment: AbnormalPayment;
  /** True when the key had resolved it before: nothing was done again. */
  replayed: boolean;
}

const schema = z.object({
  idempotencyKey,
  abnormalPayment: z.string(),
  resolution: z.enum(abnormalPaymentResolutionKinds),
  note: text(500),
});

/**
 * A person decides about all that is pending of an abnormal payment: it counts towards its order from now on,
 * or it was dealt with elsewhere. The provider is told nothing: it has no word for either.
 */
export async function resolveAbnormalPayment(
  deps: Deps,
  caller: Extract<Principal, { kind: 'API_KEY' }>,
  input: ResolveAbnormalPaymentInput,
): Promise<ResolvedAbnormalPayment> {
  const { merchantId, keyId } = caller;
  const { idempotencyKey: key, ...given } = check(schema, input);
  const use = keyUse(merchantId, 'resolveAbnormalPayment', key, given);
  const replay = async (id: string): Promise<ResolvedAbnormalPayment> => ({
    abnormalPayment: await present(abnormalPaymentById(deps.read, id)),
    replayed: true,
  });
  return once(deps, use, replay, async () => {
    const { id } = await ownAbnormalPayment(deps.read, merchantId, given.abnormalPayment);
    const { name: by } = await present(apiKeyById(deps.read, keyId));
    const decision = { kind: given.resolution, note: given.note, keyId, by, at: deps.now() };
    const abnormalPayment = await deps.queue.change({
      claim: { key: keyTaken(use, id, decision.at) },
      keys: [{ kind: 'ABNORMAL_PAYMENT', id }],
      decide(set) {
        const found = set.payment({ id });
        if (found === null) throw new Error(`abnormal payment ${id} is gone`);
        const { aggregate, payment } = found;
        assertResolvable(aggregate, payment, decision.kind);
        const source = { ...sourceOf(deps, payment, 'MUTATION'), now: decision.at };
        const resolution = { ...decision, amount: payment.pending };
        const resolved = set.apply(resolvePayment(aggregate, id, resolution, source));
        return { result: paymentIn(resolved, id) };
      },
    });
    return { abnormalPayment, replayed: false };
  });
}
