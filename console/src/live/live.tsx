import { createContext, useContext, useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { useClient } from 'urql';
import type { ConsoleLogSubscription } from '../gql/graphql.ts';
import { logDocument } from './documents.ts';

export type LogItem = ConsoleLogSubscription['events'];
type Listener = (item: LogItem) => void;

const LiveContext = createContext<Set<Listener> | null>(null);

/** Follows the merchant's log once, for all pages. */
export function LiveLog({ children }: { children: ReactNode }) {
  const client = useClient();
  const listeners = useMemo(() => new Set<Listener>(), []);
  useEffect(() => {
    const subscription = client.subscription(logDocument, {}).subscribe(({ data }) => {
      if (data) for (const listener of listeners) listener(data.events);
    });
    return () => subscription.unsubscribe();
  }, [client, listeners]);
  return <LiveContext value={listeners}>{children}</LiveContext>;
}

/** Calls the listener with each item of the log, until it changes or the component is gone. */
export function useLog(listener: Listener): void {
  const listeners = useContext(LiveContext);
  useEffect(() => {
    listeners?.add(listener);
    return () => void listeners?.delete(listener);
  }, [listeners, listener]);
}

/** What is shown may be out of date from here on: something has happened, or the log was not continued. */
export const changes = ({ kind }: LogItem): boolean => kind === 'EVENT' || kind === 'RESET';

/** The id of the order that the item is about, or that its refund or abnormal payment belongs to. */
export function orderOf({ event }: LogItem): string | null {
  const subject = event?.subject;
  if (subject?.__typename === 'Order') return subject.id;
  if (subject?.__typename === 'Refund') return subject.order.id;
  return subject?.__typename === 'AbnormalPayment' ? (subject.intended?.id ?? null) : null;
}
