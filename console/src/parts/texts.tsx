import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import type { MoneyFieldsFragment } from '../gql/graphql.ts';

/** PARTIALLY_PAID as "Partially paid". */
export function labelOf(name: string): string {
  const text = name.toLowerCase().replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const tones: Readonly<Record<string, readonly string[]>> = {
  good: [
    'PAID',
    'SUCCEEDED',
    'RESOLVED',
    'ACTIVE',
    'APPLIED',
    'DELIVERED',
    'ANSWERED',
    'ENABLED',
    'WON',
  ],
  bad: [
    'FAILED',
    'REJECTED',
    'REVERSED',
    'LOST',
    'DEAD',
    'SUSPENDED',
    'REVOKED',
    'UNREACHABLE',
    'DISABLED',
  ],
  wait: [
    'UNKNOWN',
    'OPEN',
    'PARTIALLY_PAID',
    'UNMATCHED',
    'PAUSED',
    'NOT_SENT',
    'NEEDS_ATTENTION',
    'TEST',
  ],
  go: [
    'AUTHORIZED',
    'AWAITING_PAYMENT',
    'PROCESSING',
    'SUBMITTING',
    'PENDING',
    'REQUESTED',
    'RESOLVING',
    'CREATED',
  ],
};
const toneOf = new Map(
  Object.entries(tones).flatMap(([tone, names]) => names.map((name) => [name, tone])),
);

/** A status or another value of an enum. */
export function Status({ of: name }: { of: string }) {
  return (
    <span className="status" data-tone={toneOf.get(name)}>
      {labelOf(name)}
    </span>
  );
}

export const moneyText = ({ amount, currency, network }: MoneyFieldsFragment): string =>
  `${amount} ${currency}${network ? ` (${labelOf(network)})` : ''}`;

export function Money({ of }: { of: MoneyFieldsFragment | null | undefined }) {
  return of ? <span className="money">{moneyText(of)}</span> : <None />;
}

/** Nothing is there. */
export function None() {
  return <span aria-label="none">–</span>;
}

const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** A moment, in the time of whoever looks. */
export function When({ at }: { at: string | null | undefined }) {
  return at ? (
    <time dateTime={at} title={at}>
      {dateTime.format(new Date(at))}
    </time>
  ) : (
    <None />
  );
}

function CopyIcon() {
  return (
    <svg aria-hidden width="14" height="14" viewBox="0 0 16 16" fill="none" stroke="currentColor">
      <path d="M6 6h8v8H6zM10 6V2H2v8h4" />
    </svg>
  );
}

/** An id or a reference, to be copied. */
export function Copied({ text, label }: { text: string; label: string }) {
  return (
    <span className="mono">
      {text}{' '}
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? 'Copied' : `Copy the ${label}`}>
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={`Copy the ${label}`}
              onClick={copy}
            >
              {copied ? '✓' : <CopyIcon />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  );
}
