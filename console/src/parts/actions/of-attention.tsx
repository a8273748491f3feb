import type { AttentionReason, UnknownDecision, WebhookRowFragment } from '../../gql/graphql.ts';
import { useSession } from '../../session/session.tsx';
import { labelOf } from '../texts.tsx';
import { ActionButton } from './action-button.tsx';
import { acknowledgeDocument, decideDocument, replayDocument } from './documents.ts';
import { useSend } from './use-send.ts';

/** An order, refund or settlement of which nobody knows what became of it. */
export function DecideUnknown({ id }: { id: string }) {
  const { may } = useSession();
  const send = useSend();
  if (!may('MANAGE')) return null;
  return (
    <ActionButton
      label="Decide"
      isGrave
      done="The decision is stored."
      fields={[
        {
          name: 'decision',
          label: 'What became of it',
          choices: [
            { value: 'NEVER_HAPPENED', label: 'It never happened' },
            { value: 'HAPPENED', label: 'It happened' },
          ],
        },
        { name: 'note', label: 'How that is known', kind: 'LONG', isRequired: true },
      ]}
      send={(values, idempotencyKey) =>
        send(decideDocument, {
          input: {
            id,
            idempotencyKey,
            decision: values['decision'] as UnknownDecision,
            note: values['note'] ?? '',
          },
        })
      }
    >
      Query the provider first. The decision is evidence, and whatever the provider reports outranks
      it.
    </ActionButton>
  );
}

/** Ends an item that nothing else ends. */
export function Acknowledge({ subject, reason }: { subject: string; reason: AttentionReason }) {
  const { may } = useSession();
  const send = useSend();
  if (!may('MANAGE')) return null;
  return (
    <ActionButton
      label="Acknowledge"
      done="It was acknowledged."
      fields={[{ name: 'note', label: 'What was done', kind: 'LONG', isRequired: true }]}
      send={(values, idempotencyKey) =>
        send(acknowledgeDocument, {
          input: { subject, reason, idempotencyKey, note: values['note'] ?? '' },
        })
      }
    >
      It leaves the list of what needs a person, and comes back when it happens anew.
    </ActionButton>
  );
}

interface ReplayProps {
  id: string;
  /** It is given as it is after that. */
  onReplayed?: (delivery: WebhookRowFragment) => void;
}

export function ReplayWebhook({ id, onReplayed }: ReplayProps) {
  const { may } = useSession();
  const send = useSend();
  if (!may('MANAGE')) return null;
  return (
    <ActionButton
      label="Replay"
      done="It was applied."
      send={() =>
        send(replayDocument, { id }, ({ replayWebhook: result }) => {
          if (result.__typename !== 'ReplayWebhookSuccess') return null;
          onReplayed?.(result.delivery);
          const { status, lastError } = result.delivery;
          const isApplied = status === 'APPLIED' || status === 'IGNORED';
          return isApplied ? null : `${labelOf(status)}: ${lastError ?? 'it could not be applied'}`;
        })
      }
    >
      The webhook is applied again. What it has done before is not done twice.
    </ActionButton>
  );
}
