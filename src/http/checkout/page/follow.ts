import { FollowError } from '../../../../clients/typescript/src/errors.ts';
import { followOrder } from '../../../../clients/typescript/src/follow.ts';
import { dataOf } from './elements.ts';
import { checkoutSubscription } from './subscription.ts';

interface Hooks {
  /** The order may have changed. */
  onSign: () => void;
  onConnection: (isLive: boolean) => void;
  /** It is followed no more: the token has expired. */
  onEnd: () => void;
}

/** Items that are no sign of a change. */
const quiet = ['CAUGHT_UP', 'CHECKPOINT'];

/** Follows the order with the token in the address of the page. */
export async function follow({ onSign, onConnection, onEnd }: Hooks): Promise<void> {
  const items = followOrder<{ orderUpdates: { kind: string } }>({
    url: new URL('../graphql', location.href),
    token: location.pathname.split('/').at(-1) ?? '',
    id: dataOf(document)['order'] ?? '',
    document: checkoutSubscription,
    onConnection: (connection) => onConnection(connection === 'live'),
  });
  // It is told of changes, and begins without a connection.
  onConnection(false);
  try {
    for await (const { kind } of items) if (!quiet.includes(kind)) onSign();
  } catch (error) {
    if (!(error instanceof FollowError)) throw error;
  }
  onEnd();
}
