import { useOrder } from '@paygraph/client/react';
import type { Purchase } from '../../api.ts';
import { amountOf, isOver, textOf } from '../shared/texts.ts';
import { NextAction } from './next-action.tsx';

interface Props {
  /** Paygraph's GraphQL endpoint. */
  url: string;
  purchase: Purchase;
  onStartAgain: () => void;
}

/** The order, live, and what the payer has to do. */
export function Payment({ url, purchase, onStartAgain }: Props) {
  const { orderId: id, clientToken: token } = purchase;
  const { order, connection, error } = useOrder({
    url,
    token,
    id,
    storage: sessionStorage,
  });
  return (
    <section>
      {order === null ? null : (
        <h2>
          {order.description}, {amountOf(order.amount)}
        </h2>
      )}
      <p role="status">{order === null ? 'One moment…' : textOf(order)}</p>
      {order === null || order.nextAction === null ? null : (
        <NextAction action={order.nextAction} order={order} />
      )}
      {connection === 'reconnecting' ? (
        <p className="quiet">The line is down. We are trying again…</p>
      ) : null}
      {error !== null ? (
        <p className="alarm">We can no longer show this order. Please look into your e-mail.</p>
      ) : null}
      {order !== null && order.phase === 'OPEN' && error === null ? null : (
        <button onClick={onStartAgain}>Back to the shop</button>
      )}
      {order !== null && isOver(order) ? (
        <p className="quiet">You can choose another way to pay.</p>
      ) : null}
    </section>
  );
}
