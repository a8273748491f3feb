import { useState } from 'react';
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { graphql } from '../../gql/index.ts';
import type { AuditQuery } from '../../gql/graphql.ts';
import { usePages } from '../../live/use-pages.ts';
import { DataList } from '../../parts/data-list.tsx';
import type { Column } from '../../parts/data-list.tsx';
import { SubjectLink } from '../../parts/links.tsx';
import { Page } from '../../parts/page.tsx';
import { labelOf, None, When } from '../../parts/texts.tsx';

const auditDocument = graphql(/* GraphQL */ `
  query Audit($after: String, $filter: AuditTrailFilter) {
    auditTrail(first: 100, after: $after, filter: $filter) {
      nodes {
        id
        at
        mutation
        outcome
        source
        subjects(first: 5)
        principal {
          type
          name
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

type Row = AuditQuery['auditTrail']['nodes'][number];

const columns: readonly Column<Row>[] = [
  { title: 'At', cell: ({ at }) => <When at={at} /> },
  { title: 'Mutation', cell: ({ mutation }) => mutation },
  { title: 'Outcome', cell: ({ outcome }) => (outcome ? labelOf(outcome) : <None />) },
  { title: 'By', cell: ({ principal: { type, name } }) => name ?? labelOf(type) },
  { title: 'From', cell: ({ source }) => source },
  {
    title: 'Subjects',
    share: 2,
    cell: ({ subjects }) =>
      subjects.map((id) => (
        <span key={id}>
          <SubjectLink id={id} />{' '}
        </span>
      )),
  },
];

const options = {
  connectionOf: (data: AuditQuery) => data.auditTrail,
  every: 5_000,
};

/** Who called which mutation, newest first. */
export function Audit() {
  const [subject, setSubject] = useState('');
  const [settled] = useDebouncedValue(subject.trim(), 300);
  const filter = settled === '' ? {} : { subject: settled };
  const pages = usePages(auditDocument, { filter }, options);
  return (
    <Page title="Audit trail">
      <TextInput
        label="Id of a subject"
        maw="24rem"
        value={subject}
        onChange={(event) => setSubject(event.currentTarget.value)}
      />
      <DataList label="Audit trail" columns={columns} pages={pages} />
    </Page>
  );
}
