import { useMemo, useState } from 'react';
import { orderDocument } from '@paygraph/client';
import type { Connection, OrderItem } from '@paygraph/client';
import { followExchange } from '@paygraph/client/urql';
import { Client, Provider, useSubscription } from 'urql';
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
  const { orderId, clientToken: token } = purchase;
  const [connection, onConnection] = useState<Connection>('reconnecting');
  const client = useMemo(() => {
    const exchanges = [followExchange({ url, token, onConnection })];
    return new Client({ url, preferGetMethod: false, exchanges });
  }, [url, token]);
  return (
    <Provider value={client}>
      <Followed id={orderId} connection={connection} onStartAgain={onStartAgain} />
    </Provider>
  );
}

interface FollowedProps {
  id: string;
  connection: Connection;
  onStartAgain: () => void;
}

/** The subscription's first item is the order as it is, so there is nothing to query. */
function Followed({ id, connection, onStartAgain }: FollowedProps) {
  const [{ data, error }] = useSubscription<{ orderUpdates: OrderItem }>({
    query: orderDocument,
    variables: { id },
  });
  const order = data?.orderUpdates.order ?? null;
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
      {error !== undefined ? (
        <p className="alarm">We can no longer show this order. Please look into your e-mail.</p>
      ) : null}
      {order !== null && order.phase === 'OPEN' && error === undefined ? null : (
        <button onClick={onStartAgain}>Back to the shop</button>
      )}
      {order !== null && isOver(order) ? (
        <p className="quiet">You can choose another way to pay.</p>
      ) : null}
    </section>
  );
}
