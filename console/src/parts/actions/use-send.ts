import { useCallback } from 'react';
import { useClient } from 'urql';
import type { AnyVariables, TypedDocumentNode } from 'urql';
import type { RefusalFragment } from '../../gql/graphql.ts';
import { sentenceOf } from '../page.tsx';
import { moneyText } from '../texts.tsx';

/** Why a mutation was refused, in sentences. */
export interface Refused {
  message: string;
  /** By the path of the field: "amount.amount". */
  issues: ReadonlyMap<string, string>;
  /** Nobody knows whether it was done: it is sent again under the same idempotency key. */
  isLost: boolean;
}

export type Send = <Data extends object, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  /** What the page says of a success that is none for a person. */
  judge?: (data: Data) => string | null,
) => Promise<Refused | null>;

/** Sends a mutation with one field. Resolves to null where it was done. */
export function useSend(): Send {
  const client = useClient();
  return useCallback(
    async (document, variables, judge) => {
      const { data, error } = await client.mutation(document, variables);
      if (error !== undefined) {
        const isLost = error.networkError !== undefined;
        const lost = 'The server gave no answer. Send it again: it is done once at most.';
        return { ...plain(isLost ? lost : sentenceOf(error)), isLost };
      }
      const result = Object.values(data ?? {}).find((value) => typeof value === 'object');
      if (isRefusal(result)) return refusedOf(result);
      const complaint = data === undefined ? 'There was no answer.' : (judge?.(data) ?? null);
      return complaint === null ? null : plain(complaint);
    },
    [client],
  );
}

const plain = (message: string): Refused => ({ message, issues: new Map(), isLost: false });

const isRefusal = (result: unknown): result is RefusalFragment =>
  typeof result === 'object' && result !== null && 'errorCode' in result;

function refusedOf(refusal: RefusalFragment): Refused {
  const isLost = refusal.retry === 'SAME_KEY';
  if ('issues' in refusal) {
    const issues = refusal.issues.map(({ path, message }) => [path.join('.'), message] as const);
    return { message: 'Something in it is not right.', issues: new Map(issues), isLost };
  }
  if ('refundable' in refusal) {
    const most = `must be at most ${moneyText(refusal.refundable)}, which is what is refundable now`;
    return { message: refusal.message, issues: new Map([['amount.amount', most]]), isLost };
  }
  return { ...plain(refusal.message), isLost };
}
