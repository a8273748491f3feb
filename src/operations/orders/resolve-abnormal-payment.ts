import {
  paymentIn,
  paymentToChange,
  resolvePayment,
} from '../../domain/aggregates/abnormal-payment.ts';
import type { AbnormalPayment } from '../../domain/aggregates/aggregate.ts';
import { assertResolvable } from '../../domain/aggregates/refund-rules.ts';
import { readResolutionInput } from '../../domain/input/abnormal-payment.ts';
import type { ResolveAbnormalPaymentInput } from '../../domain/input/abnormal-payment.ts';
import type { Principal } from '../../domain/principal.ts';
import { abnormalPaymentById } from '../../store/queries/abnormal-payments.ts';
import { apiKeyById } from '../../store/queries/merchants.ts';
import type { Deps } from '../deps.ts';
import { ownAbnormalPayment, existing } from '../find.ts';
import { keyUse } from '../key-use.ts';
import { keyRecord, once } from '../idempotency.ts';
import { sourceOf } from '../instructions/change.ts';

export interface ResolvedAbnormalPayment {
  abnormalPayment: AbnormalPayment;
  /** True if the key had resolved it before. Nothing was done again. */
  replayed: boolean;
}

/**
 * A person decides about all that is pending of an abnormal payment: it counts towards its order from now on, or it was
 * dealt with elsewhere. Nothing is sent to the provider: its API has no call for either.
 */
export async function resolveAbnormalPayment(
  deps: Deps,
  caller: Extract<Principal, { kind: 'API_KEY' }>,
  input: ResolveAbnormalPaymentInput,
): Promise<ResolvedAbnormalPayment> {
  const { merchantId, keyId } = caller;
  const checked = readResolutionInput(input);
  const use = keyUse(merchantId, 'resolveAbnormalPayment', input);
  const replay = async (id: string): Promise<ResolvedAbnormalPayment> => ({
    abnormalPayment: await existing(abnormalPaymentById(deps.read, id)),
    replayed: true,
  });
  return once(deps, use, replay, async () => {
    const { id } = await ownAbnormalPayment(deps.read, merchantId, checked.abnormalPayment);
    const { name: by } = await existing(apiKeyById(deps.read, keyId));
    const decision = { kind: checked.resolution, note: checked.note, keyId, by, at: deps.now() };
    const abnormalPayment = await deps.queue.change({
      claim: { key: keyRecord(use, id, decision.at) },
      keys: [{ kind: 'ABNORMAL_PAYMENT', id }],
      decide(set) {
        const { aggregate, payment } = paymentToChange(set, id);
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
