import type { AbnormalPaymentAction, MoneyFieldsFragment } from '../../gql/graphql.ts';
import { useSession } from '../../session/session.tsx';
import { Money } from '../texts.tsx';
import { ActionButton } from './action-button.tsx';
import { refundAbnormalDocument, resolveDocument } from './documents.ts';
import { useSend } from './use-send.ts';

interface Props {
  payment: {
    id: string;
    availableActions: AbnormalPaymentAction[];
    pending: MoneyFieldsFragment;
  };
}

const note = { name: 'note', label: 'Why', kind: 'LONG', isRequired: true } as const;

/** What can be done with money that does not fit its order. */
export function AbnormalPaymentActions({ payment: { id, availableActions, pending } }: Props) {
  const { may } = useSession();
  const send = useSend();
  if (!may('REFUNDS_WRITE')) return null;
  const resolve = (resolution: 'ACCEPT' | 'DISMISS') => (values: { note?: string }, key: string) =>
    send(resolveDocument, {
      input: { abnormalPayment: id, resolution, note: values.note ?? '', idempotencyKey: key },
    });
  return (
    <>
      {availableActions.includes('REFUND') ? (
        <ActionButton
          label="Give it back"
          isGrave
          done="The refund was requested."
          fields={[{ name: 'reason', label: 'Reason', description: 'Goes to the provider.' }]}
          send={({ reason }, idempotencyKey) =>
            send(refundAbnormalDocument, {
              input: { abnormalPayment: id, idempotencyKey, ...(reason && { reason }) },
            })
          }
        >
          <Money of={pending} /> goes back to the payer.
        </ActionButton>
      ) : null}
      {availableActions.includes('ACCEPT') ? (
        <ActionButton
          label="Accept"
          isGrave
          done="It was accepted."
          fields={[note]}
          send={resolve('ACCEPT')}
        >
          <Money of={pending} /> counts towards the order from now on. It cannot be undone.
        </ActionButton>
      ) : null}
      {availableActions.includes('DISMISS') ? (
        <ActionButton
          label="Dismiss"
          done="It was dismissed."
          fields={[note]}
          send={resolve('DISMISS')}
        >
          <Money of={pending} /> was handled elsewhere. The order does not change. It cannot be
          undone.
        </ActionButton>
      ) : null}
    </>
  );
}
