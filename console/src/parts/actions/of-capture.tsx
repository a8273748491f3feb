import type { MoneyFieldsFragment } from '../../gql/graphql.ts';
import { Money } from '../texts.tsx';
import { ActionButton } from './action-button.tsx';
import { captureOrderDocument } from './documents.ts';
import { useSend } from './use-send.ts';

interface Props {
  order: { id: string; reference: string };
  authorized: MoneyFieldsFragment;
}

/** Takes what the payer has authorised, or a part of it. */
export function CaptureOrder({ order: { id, reference }, authorized }: Props) {
  const send = useSend();
  const { amount, currency, network } = authorized;
  return (
    <ActionButton
      label="Capture"
      isGrave
      done="The capture was requested."
      fields={[
        {
          name: 'amount',
          path: 'amount.amount',
          label: `Amount in ${currency}`,
          description: 'What is left is let go. There is one capture for each order.',
          initial: amount,
          isRequired: true,
        },
      ]}
      send={(values, idempotencyKey) =>
        send(captureOrderDocument, {
          input: {
            id,
            idempotencyKey,
            amount: { amount: values['amount'] ?? '', currency, ...(network && { network }) },
          },
        })
      }
    >
      Money is taken from the payer of order {reference}. Authorised: <Money of={authorized} />
    </ActionButton>
  );
}
