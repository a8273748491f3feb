import { Group } from '@mantine/core';
import type { RefundRowFragment } from '../gql/graphql.ts';
import { SubjectLink } from './links.tsx';
import { Money, Status, When } from './texts.tsx';

/** Refunds of one subject: few. */
export function RefundLines({ of }: { of: readonly RefundRowFragment[] }) {
  return of.map(({ id, reference, refundStatus, amount, createdAt }) => (
    <Group key={id} gap="sm">
      <SubjectLink id={id} name={reference} />
      <Status of={refundStatus} />
      <Money of={amount} />
      <When at={createdAt} />
    </Group>
  ));
}
