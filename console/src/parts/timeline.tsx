import { useState } from 'react';
import { Chip, Code, Group, Stack, Text } from '@mantine/core';
import type {
  CallFieldsFragment,
  HistoryEventFragment,
  ExplanationFieldsFragment,
} from '../gql/graphql.ts';
import { useSession } from '../session/session.tsx';
import { ReplayWebhook } from './actions/of-attention.tsx';
import { SubjectLink } from './links.tsx';
import { labelOf, Status, When } from './texts.tsx';

interface Props {
  explanation: ExplanationFieldsFragment;
  calls: readonly CallFieldsFragment[];
  events: readonly HistoryEventFragment[];
}

type Evidence = ExplanationFieldsFragment['evidence'][number];

type Entry = { key: string; at: string } & (
  | { kind: 'CALL'; call: CallFieldsFragment }
  | { kind: 'EVIDENCE' | 'WEBHOOK'; evidence: Evidence; isDecisive: boolean }
  | { kind: 'EVENT'; event: HistoryEventFragment }
);

const kinds = [
  { value: 'EVIDENCE', label: 'Evidence' },
  { value: 'WEBHOOK', label: 'Webhooks' },
  { value: 'CALL', label: 'Calls' },
  { value: 'EVENT', label: 'Events' },
];

/** What happened, and why the status is what it is: calls to the provider, evidence, webhooks and events by time. */
export function Timeline({ explanation, calls, events }: Props) {
  const [shown, setShown] = useState(kinds.map(({ value }) => value));
  const entries = entriesOf({ explanation, calls, events });
  return (
    <Stack>
      <Path events={events} />
      <Chip.Group multiple value={shown} onChange={setShown}>
        <Group gap="xs">
          {kinds.map(({ value, label }) => (
            <Chip key={value} value={value} size="xs" variant="outline">
              {label}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <ol className="timeline">
        {entries
          .filter(({ kind }) => shown.includes(kind))
          .map((entry) => (
            <li key={entry.key} data-kind={entry.kind}>
              <Shown entry={entry} />
            </li>
          ))}
      </ol>
    </Stack>
  );
}

/** Each status that it had, in order. */
function Path({ events }: { events: readonly HistoryEventFragment[] }) {
  const own = events.filter(({ type }) => /^(?:ORDER|SETTLEMENT)_(?:CREATED|STATUS)/.test(type));
  return (
    <ol className="path" aria-label="Statuses so far">
      {own.map(({ id, toStatus }) => (
        <li key={id}>{toStatus ? <Status of={toStatus} /> : null}</li>
      ))}
    </ol>
  );
}

/** At one moment, the call comes before what was learnt from it, and the event after. */
function entriesOf({ explanation, calls, events }: Props): Entry[] {
  const entries: Entry[] = [
    ...calls.map((call) => ({ kind: 'CALL', key: `c${call.id}`, at: call.at, call }) as const),
    ...explanation.evidence.map(
      (evidence) =>
        ({
          kind: evidence.delivery ? 'WEBHOOK' : 'EVIDENCE',
          key: `e${evidence.id}`,
          at: evidence.at,
          evidence,
          isDecisive: evidence.id === explanation.decisive?.id,
        }) as const,
    ),
    ...events.map(
      (event) => ({ kind: 'EVENT', key: event.id, at: event.recordedAt, event }) as const,
    ),
  ];
  return entries.toSorted((a, b) => a.at.localeCompare(b.at));
}

function Shown({ entry }: { entry: Entry }) {
  switch (entry.kind) {
    case 'CALL':
      return <Call call={entry.call} />;
    case 'EVENT':
      return <Happened event={entry.event} />;
    default:
      return <Reason evidence={entry.evidence} isDecisive={entry.isDecisive} />;
  }
}

function Call({ call }: { call: CallFieldsFragment }) {
  const { at, operation, outcome, httpStatus, durationMs, request, response, times } = call;
  return (
    <>
      <Text>
        <When at={at} /> · Call <strong>{operation}</strong> <Status of={outcome} />{' '}
        {httpStatus ?? 'no answer'}, {durationMs} ms{times > 1 ? `, ${times} times` : ''}
      </Text>
      <details>
        <summary>Request and answer</summary>
        <Code block className="raw" tabIndex={0}>
          {request || 'No longer stored'}
        </Code>
        <Code block className="raw" tabIndex={0}>
          {response ?? 'No answer, or no longer stored'}
        </Code>
      </details>
    </>
  );
}

function Reason({ evidence, isDecisive }: { evidence: Evidence; isDecisive: boolean }) {
  const { may } = useSession();
  const { at, cause, says, rule, reason, changed, fromStatus, toStatus, delivery, times } =
    evidence;
  return (
    <>
      <Text>
        <When at={at} /> · {labelOf(cause)}: <strong>{says}</strong>
        {times > 1 ? `, ${times} times` : ''}{' '}
        {changed ? (
          <>
            {fromStatus ? <Status of={fromStatus} /> : null} → <Status of={toStatus} />
          </>
        ) : null}
      </Text>
      <Text size="sm">
        {isDecisive ? <strong>This decided the status. </strong> : null}
        {reason} ({labelOf(rule)})
      </Text>
      {delivery && may('MANAGE') ? (
        <Group gap="xs">
          <SubjectLink id={delivery} name="Webhook as received" />
          <ReplayWebhook id={delivery} />
        </Group>
      ) : null}
    </>
  );
}

function Happened({
  event: { type, cause, fromStatus, toStatus, recordedAt },
}: {
  event: HistoryEventFragment;
}) {
  return (
    <Text>
      <When at={recordedAt} /> · Event <strong>{labelOf(type)}</strong>{' '}
      {fromStatus && fromStatus !== toStatus ? <Status of={fromStatus} /> : null}{' '}
      {toStatus ? <Status of={toStatus} /> : null} by {labelOf(cause).toLowerCase()}
    </Text>
  );
}
