/** Descriptions of what several types have in the same way. */
export const shared = {
  idempotencyKey: 'Chosen by the client, 8 to 255 printable ASCII characters. Stored for good.',
  replayed: 'True when the key had been used before with the same input: nothing was done again.',
  input: 'Checked as a whole: a ValidationError lists every issue at once.',
  keyArgument: 'The idempotency key, exactly as it was passed.',
  phase: 'Whether it has ended: wait while it is OPEN.',
  failure: 'Set while the status is FAILED or REJECTED; null otherwise.',
  resolution:
    'Set while the status is UNKNOWN or a person has to look; null otherwise. Hidden from client tokens.',
  providerReference:
    'The number that identifies it at the provider: 26 to 32 letters and digits. It never changes. ' +
    "Of what was made in the provider's portal it is the provider's number. Hidden from client tokens.",
  transactionHash:
    'The transaction on the blockchain; null where there is none or the provider has not reported it.',
  version: 'Grows by one with every event of which it is the subject.',
  createdAt: 'When it was stored.',
  updatedAt: 'When it last changed.',
  filter: 'Which of them. Left out: all.',
  statuses: 'Any of these statuses.',
  accountFilter: 'Those of the account with this id: acc_…',
  createdFrom: 'Stored at this moment or later.',
  createdTo: 'Stored at this moment or earlier.',
  itemKind: 'What the item tells.',
  itemCursor: 'Keep it: passed as `after`, it resumes the stream after this item.',
  resume:
    'Resumes after this item. A cursor that cannot be continued from leads to a RESET. ' +
    'Over SSE the header Last-Event-ID takes precedence.',
} as const;
