import { useState } from 'react';
import { Checkbox, Group, MultiSelect, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { OrderFilter, OrderStatus } from '../../gql/graphql.ts';
import { usePages } from '../../live/use-pages.ts';
import { DataList } from '../../parts/data-list.tsx';
import { Page } from '../../parts/page.tsx';
import { labelOf } from '../../parts/texts.tsx';
import { orderRows, ordersDocument } from './document.ts';
import { orderColumns } from './rows.tsx';

const statuses: readonly OrderStatus[] = [
  'CREATED',
  'SUBMITTING',
  'AWAITING_PAYMENT',
  'PROCESSING',
  'AUTHORIZED',
  'PARTIALLY_PAID',
  'PAID',
  'UNKNOWN',
  'FAILED',
  'EXPIRED',
  'CANCELED',
  'REVERSED',
];

interface Choice {
  statuses: string[];
  reference: string;
  email: string;
  needsAttention: boolean;
  from: string;
  sort: string;
}

const atFirst: Choice = {
  statuses: [],
  reference: '',
  email: '',
  needsAttention: false,
  from: '',
  sort: 'CREATED_AT',
};

const filterOf = (choice: Choice): OrderFilter => ({
  ...(choice.statuses.length > 0 && { statuses: choice.statuses as OrderStatus[] }),
  ...(choice.reference !== '' && { reference: choice.reference.trim() }),
  ...(choice.email !== '' && { customerEmail: choice.email.trim() }),
  ...(choice.needsAttention && { needsAttention: true }),
  ...(choice.from !== '' && { createdFrom: new Date(choice.from).toISOString() }),
});

export function Orders() {
  const [choice, setChoice] = useState(atFirst);
  const [settled] = useDebouncedValue(choice, 300);
  const sort = { field: settled.sort as 'CREATED_AT', direction: 'DESCENDING' } as const;
  const pages = usePages(ordersDocument, { filter: filterOf(settled), sort }, orderRows);
  return (
    <Page title="Orders">
      <Filters choice={choice} onChange={(part) => setChoice({ ...choice, ...part })} />
      <DataList label="Orders" columns={orderColumns} pages={pages} />
    </Page>
  );
}

interface FiltersProps {
  choice: Choice;
  onChange: (part: Partial<Choice>) => void;
}

function Filters({ choice, onChange }: FiltersProps) {
  return (
    <Group align="end" gap="sm">
      <MultiSelect
        label="Statuses"
        placeholder={choice.statuses.length === 0 ? 'All' : ''}
        data={statuses.map((value) => ({ value, label: labelOf(value) }))}
        value={choice.statuses}
        onChange={(value) => onChange({ statuses: value })}
        miw="12rem"
      />
      <TextInput
        label="Reference"
        value={choice.reference}
        onChange={(event) => onChange({ reference: event.currentTarget.value })}
      />
      <TextInput
        label="E-mail of the payer"
        value={choice.email}
        onChange={(event) => onChange({ email: event.currentTarget.value })}
      />
      <TextInput
        label="Created since"
        type="datetime-local"
        value={choice.from}
        onChange={(event) => onChange({ from: event.currentTarget.value })}
      />
      <NativeSelect
        label="Sorted by"
        value={choice.sort}
        onChange={(event) => onChange({ sort: event.currentTarget.value })}
        data={[
          { value: 'CREATED_AT', label: 'Newest' },
          { value: 'UPDATED_AT', label: 'Last change' },
          { value: 'AMOUNT', label: 'Amount' },
        ]}
      />
      <Checkbox
        label="Needs a person"
        checked={choice.needsAttention}
        onChange={(event) => onChange({ needsAttention: event.currentTarget.checked })}
      />
    </Group>
  );
}
