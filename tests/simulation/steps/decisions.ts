import type { InstructionKind } from '../../../src/domain/instructions/subject.ts';
import { decideUnknown } from '../../../src/operations/attention/decide-unknown.ts';
import { connectionTo } from '../../../src/operations/find.ts';
import type { Kind } from '../../../src/operations/instructions/kind.ts';
import { kinds } from '../../../src/operations/instructions/kinds.ts';
import { createApiKey } from '../../../src/operations/merchants/merchants.ts';
import { administrator } from '../counterparts/open-account.ts';
import type { Scene } from '../scene.ts';
import { anyOf, codeOf } from './step.ts';
import type { Step } from './step.ts';

/** A person decides what nobody knows, rightly or wrongly: the provider's word must win in the end. */
export const decisionSteps: readonly Step[] = [
  {
    name: 'decide what is unknown',
    weight: 4,
    async run(scene) {
      const { random, deps, merchantId, trace } = scene;
      const found = anyOf(scene, await unknown(scene));
      if (found === null) return null;
      const { id, kind, accountId } = found;
      const { connection } = await connectionTo(deps, accountId);
      // Nobody would ever hear of the provider's word.
      if (!(kinds[kind] as Kind<InstructionKind>).canQuery(connection)) return null;
      const decision = random.pick(['HAPPENED', 'NEVER_HAPPENED'] as const);
      const scopes = ['MANAGE'] as const;
      const input = { merchant: merchantId, name: 'back office', scopes };
      const { apiKey } = await createApiKey(deps, administrator, input);
      const caller = { kind: 'API_KEY', keyId: apiKey.id, merchantId, scopes } as const;
      const outcome = await codeOf(async () => {
        const made = { idempotencyKey: scene.newKey(), id, decision, note: 'they say so' };
        const { subject } = await decideUnknown(deps, caller, made);
        return (subject as unknown as { status: string }).status;
      });
      return `${trace.nameOf(id)}, ${decision}: ${outcome}`;
    },
  },
];

async function unknown(scene: Scene) {
  const all = [
    ...(await scene.orders()).map((one) => ({ ...one, kind: 'ORDER' as const })),
    ...(await scene.refunds()).map((one) => ({ ...one, kind: 'REFUND' as const })),
    ...(await scene.settlements()).map((one) => ({ ...one, kind: 'SETTLEMENT' as const })),
  ];
  return all.filter(({ status }) => status === 'UNKNOWN');
}
