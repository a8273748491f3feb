import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Alert, Group, Loader, Stack, Text, Title } from '@mantine/core';
import type { CombinedError } from 'urql';

interface PageProps {
  title: string;
  /** Beside the title: buttons. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A page: its title gets the focus, so that a screen reader begins there. */
export function Page({ title, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Paygraph console`;
  }, [title]);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Stack>
      <Group justify="space-between" align="center">
        <Title order={1} size="h2" ref={heading} tabIndex={-1}>
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </Stack>
  );
}

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap="sm" component="section" aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

/** The answer to a query: its error beside what was there before, or that it is still to come. */
export function Answered<Data>({
  query: { data, error },
  children,
}: {
  query: { data: Data | undefined; error: CombinedError | undefined };
  children: (data: Data) => ReactNode;
}) {
  return (
    <>
      {error === undefined ? null : <Problem>{sentenceOf(error)}</Problem>}
      {data === undefined ? error === undefined && <Loader aria-label="Loading" /> : children(data)}
    </>
  );
}

export function Problem({ children }: { children: ReactNode }) {
  return (
    <Alert color="red" variant="outline" role="alert">
      {children}
    </Alert>
  );
}

export function Nothing({ children }: { children: ReactNode }) {
  return <Text c="dimmed">{children}</Text>;
}

/** What a person reads of an error that is not one of the expected failures. */
export function sentenceOf({ networkError, graphQLErrors }: CombinedError): string {
  const [first] = graphQLErrors;
  if (first !== undefined) return first.message;
  return networkError === undefined
    ? 'Something went wrong.'
    : 'The server gave no answer. It is queried again with the next change.';
}

export interface Fact {
  name: string;
  value: ReactNode;
}

/** Names and values. */
export function Facts({ of }: { of: readonly Fact[] }) {
  return (
    <dl className="facts">
      {of.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
