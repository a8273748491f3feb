import { payloadOf } from './payload.ts';
import type { ExecuteItems, Subscriber } from './subscriber.ts';

/**
 * Sends a subscriber the items of a source of its own, which is returned when the subscriber leaves. The next item is
 * taken only when there is room for it.
 */
export function iterate(
  source: AsyncIterable<object>,
  execute: ExecuteItems,
  subscriber: Subscriber,
  onLeft: () => void,
): void {
  const items = source[Symbol.asyncIterator]();
  const following = {
    leave(): void {
      if (subscriber.following !== following) return;
      subscriber.following = null;
      // Not awaited: an async generator settles this only with its next item.
      items.return?.()?.then(undefined, () => undefined);
      onLeft();
    },
  };
  subscriber.following = following;

  async function send(): Promise<boolean> {
    const { done, value } = await items.next();
    if (done === true || subscriber.following !== following) return false;
    const [result = { data: null }] = await execute.run([value]);
    const payload = await payloadOf(result, cursorOf(value));
    if (subscriber.following !== following) return false;
    const hasRoom = subscriber.next(payload);
    subscriber.flush();
    if (!hasRoom) await subscriber.room();
    return true;
  }

  async function sendAll(): Promise<void> {
    while (await send());
  }

  function over(end: () => void): void {
    if (subscriber.following !== following) return;
    following.leave();
    end();
  }
  sendAll().then(
    () => over(() => subscriber.complete()),
    (error: unknown) => over(() => subscriber.fail(error)),
  );
}

function cursorOf(item: object): string | null {
  const cursor: unknown = Reflect.get(item, 'cursor');
  return typeof cursor === 'string' ? cursor : null;
}
