import type { MoneyFieldsFragment, OrderAction } from '../../gql/graphql.ts';
import { useSession } from '../../session/session.tsx';
import { Money } from '../texts.tsx';
import { ActionButton } from './action-button.tsx';
import { CaptureOrder } from './of-capture.tsx';
import { cancelOrderDocument, createRefundDocument, refreshOrderDocument } from './documents.ts';
import { useSend } from './use-send.ts';

interface Props {
  order: {
    id: string;
    reference: string;
    availableActions: OrderAction[];
    refundable: MoneyFieldsFragment;
    authorized: MoneyFieldsFragment | null;
  };
}

/** What can be done with an order now, as far as the key may. */
export function OrderActions({ order }: Props) {
  const { may } = useSession();
  const send = useSend();
  const { id, reference, availableActions, authorized } = order;
  return (
    <>
      {availableActions.includes('REFUND') && may('REFUNDS_WRITE') ? (
        <Refund order={order} />
      ) : null}
      {availableActions.includes('CAPTURE') && authorized && may('ORDERS_WRITE') ? (
        <CaptureOrder order={order} authorized={authorized} />
      ) : null}
      {availableActions.includes('CANCEL') && may('ORDERS_WRITE') ? (
        <ActionButton
          label="Cancel the order"
          isGrave
          done="It was canceled."
          send={(_values, idempotencyKey) =>
            send(cancelOrderDocument, { input: { id, idempotencyKey } })
          }
        >
          The provider is requested to cancel order {reference}. A payment that came first wins.
          {authorized ? ' What the payer has authorised is let go.' : null}
        </ActionButton>
      ) : null}
      {availableActions.includes('REFRESH') ? (
        <ActionButton
          label="Query the provider"
          done="The provider has answered."
          send={() => send(refreshOrderDocument, { id })}
        >
          The provider is queried now for what became of order {reference}.
        </ActionButton>
      ) : null}
    </>
  );
}

function Refund({ order: { id, reference, refundable } }: Props) {
  const send = useSend();
  const { amount, currency, network } = refundable;
  return (
    <ActionButton
      label="Refund"
      isGrave
      done="The refund was requested."
      fields={[
        {
          name: 'amount',
          path: 'amount.amount',
          label: `Amount in ${currency}`,
          initial: amount,
          isRequired: true,
        },
        { name: 'reason', label: 'Reason', description: 'Goes to the provider.' },
        { name: 'address', label: 'Address', description: 'Where the provider needs one.' },
      ]}
      send={(values, idempotencyKey) =>
        send(createRefundDocument, {
          input: {
            order: id,
            idempotencyKey,
            amount: { amount: values['amount'] ?? '', currency, ...(network && { network }) },
            ...(values['reason'] && { reason: values['reason'] }),
            ...(values['address'] && { address: values['address'] }),
          },
        })
      }
    >
      Money goes back to the payer of order {reference}. Refundable: <Money of={refundable} />
    </ActionButton>
  );
}
