import type { GraphiqlTab } from './tabs.ts';

/** Tabs for what support reads and does. They come after the tabs of an order's life. */
export const supportTabs: readonly GraphiqlTab[] = [
  {
    query: `# The newest orders, whoever made them.
# From now on LAST_ORDER stands for the first of them.
query NewestOrders {
  orders(first: 10) {
    nodes {
      id
      reference
      status
      refundable {
        amount
        currency
        network
      }
      createdAt
    }
  }
}
`,
    variables: {},
  },
  {
    query: `# What needs a person, oldest first: why, since when, and what can be done.
query WhatNeedsAPerson {
  attention(first: 20) {
    totalCount
    nodes {
      reason
      since
      summary
      subject {
        __typename
        ... on Node { id }
      }
    }
  }
}
`,
    variables: {},
  },
  {
    query: `# Why is it in its state? Every answer and every webhook in the order
# in which it came in, with the rule that it met.
query Why($order: ID!) {
  order(id: $order) {
    status
    explanation {
      subjectStatus
      decisive { says cause at }
      evidence {
        at
        cause
        says
        rule
        reason
        fromStatus
        toStatus
        times
        delivery
        call { operation outcome httpStatus }
      }
    }
    refunds {
      nodes { id status explanation { evidence { at cause says rule fromStatus toStatus } } }
    }
  }
}
`,
    variables: { order: 'LAST_ORDER' },
  },
  {
    query: `# Money that came in and does not fit its order: the work list. Give it
# back with refundAbnormalPayment, or resolve it by hand in the next tab.
query AbnormalPayments {
  abnormalPayments(filter: { statuses: [OPEN] }) {
    nodes {
      id
      type
      received { amount currency network }
      pending { amount currency network }
      availableActions
      order { id reference status }
    }
  }
}
`,
    variables: {},
  },
  {
    query: `# Let it count towards its order (ACCEPT), or say that it was dealt with
# elsewhere (DISMISS). Put an id of the tab before into the variables.
mutation ResolveAbnormalPayment($input: ResolveAbnormalPaymentInput!) {
  resolveAbnormalPayment(input: $input) {
    ... on ResolveAbnormalPaymentSuccess {
      abnormalPayment {
        status
        resolution { kind note by at amount { amount currency } }
        order { status paid { amount currency } }
      }
    }
    ... on Error {
      errorCode
      message
      retry
    }
  }
}
`,
    variables: {
      input: {
        idempotencyKey: 'NEW_KEY',
        abnormalPayment: 'abn_…',
        resolution: 'ACCEPT',
        note: 'The customer is content with what was paid.',
      },
    },
  },
  {
    query: `# Compare with the provider's books, now, and correct what differs.
query Reconcile($account: ID!, $from: DateTime!, $to: DateTime!) {
  reconciliation(account: $account, from: $from, to: $to) {
    checked
    unanswered
    complete
    findings {
      kind
      subjectType
      providerReference
      before { subjectStatus amount { amount currency } }
      there { subjectStatus amount { amount currency } }
      after { subjectStatus amount { amount currency } }
      healed
    }
  }
}
`,
    variables: { account: 'LAST_ACCOUNT', from: 'A_DAY_AGO', to: 'NOW' },
  },
  {
    query: `# Webhooks that could not be applied: replayWebhook tries one again.
query Webhooks {
  webhookDeliveries(statuses: [UNMATCHED, FAILED, DEAD]) {
    nodes { id status attempts lastError receivedAt body }
  }
}
`,
    variables: {},
  },
  {
    query: `# Who did what, when and from where, the newest first. The filter narrows
# it down: subject takes the id of an order, refund, account, key…
query AuditTrail($filter: AuditTrailFilter) {
  auditTrail(first: 20, filter: $filter) {
    nodes {
      id
      at
      mutation
      outcome
      principal { type name prefix }
      source
      requestId
      subjects
      arguments
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
    variables: { filter: { since: 'A_DAY_AGO' } },
  },
];
