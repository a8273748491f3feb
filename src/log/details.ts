/**
 * Everything that a log line may hold besides its message: ids, codes and numbers of our own. Nothing else gets into
 * the log, so that no secret and no personal data do (docs/observability.md#what-a-line-may-hold).
 */
const names = [
  // What the line is about.
  'requestId',
  'traceId',
  'job',
  'delivery',
  'order',
  'refund',
  'settlement',
  'abnormalPayment',
  'merchant',
  'account',
  'provider',
  'endpoint',
  'event',
  'subject',
  'subjectType',
  'subjectId',
  'orders',
  'entry',
  'paymentLink',
  'providerReference',
  // What happened, and how it ended.
  'method',
  'route',
  'status',
  'operation',
  'operationType',
  'outcome',
  'httpStatus',
  'topic',
  'verdict',
  'kind',
  'type',
  'from',
  'to',
  'cause',
  'version',
  'attempt',
  'reason',
  'mutation',
  'by',
  'source',
  'signal',
  'task',
  'path',
  'until',
  'form',
  'value',
  'refused',
  'asked',
  'healed',
  'before',
  'there',
  'after',
  'aged',
  // Of reconciliation.
  'checked',
  'unanswered',
  'unansweredInARow',
  'findings',
  'complete',
  'cutShort',
  // Numbers.
  'ms',
  'milliseconds',
  'aheadMs',
  'leftOut',
] as const;

export type DetailName = (typeof names)[number];

type Detail = string | number | boolean | null | undefined | readonly string[];

export type Details = { readonly [Name in DetailName]?: Detail } & { readonly err?: unknown };

const allowed: ReadonlySet<string> = new Set(names);

const longest = 200;
const mostOfList = 20;

/** The allowed details of a line, shortened. Null and what is not allowed are left out. */
export function allowedOf(details: object): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const name in details) {
    const value = (details as Record<string, unknown>)[name];
    if (name === 'err') shown['err'] = value;
    else if (allowed.has(name)) {
      const short = shortened(value);
      if (short !== undefined) shown[name] = short;
    }
  }
  return shown;
}

function shortened(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
      return value.length > longest ? value.slice(0, longest) : value;
    case 'number':
    case 'boolean':
      return value;
    default: {
      if (!Array.isArray(value)) return undefined;
      const texts: unknown[] = value.slice(0, mostOfList);
      return texts.filter((one) => typeof one === 'string').map(shortened);
    }
  }
}
