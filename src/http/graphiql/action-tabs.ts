import type { GraphiqlTab } from './tabs.ts';

/** Tabs for single actions on what is there, and for the merchant's own settings. */
export const actionTabs: readonly GraphiqlTab[] = [
  {
    query: `# Find an order, refund, settlement or abnormal payment by any id, reference,
# transaction hash or address, or by the e-mail, phone or name of a customer.
query Search($text: String!) {
  search(text: $text, first: 10) {
    __typename
    ... on Order { id reference status }
    ... on Refund { id refundStatus: status }
    ... on Settlement { id settlementStatus: status }
    ... on AbnormalPayment { id abnormalStatus: status }
  }
}
`,
    variables: { text: 'demo-1' },
  },
  {
    query: `# Ask the provider now what became of it, instead of waiting for a webhook.
mutation Refresh($id: ID!) {
  refreshOrder(id: $id) {
    ... on OrderSuccess {
      order { id status phase paid { amount currency } availableActions }
    }
    ... on Error {
      errorCode
      message
      retry
    }
  }
}
`,
    variables: { id: 'LAST_ORDER' },
  },
  {
    query: `# Cancel an order that is not paid yet, where its provider can. A payment
# that is faster wins: the order is then PAID.
mutation Cancel($input: CancelOrderInput!) {
  cancelOrder(input: $input) {
    ... on OrderSuccess {
      order { id status availableActions }
    }
    ... on ValidationError {
      issues { path message }
    }
    ... on Error {
      errorCode
      message
      retry
    }
  }
}
`,
    variables: { input: { idempotencyKey: 'NEW_KEY', id: 'LAST_ORDER' } },
  },
  {
    query: `# Try to apply a webhook once more.
# LAST_WEBHOOK stands for the first one that the tab Webhooks has shown.
mutation Replay($id: ID!) {
  replayWebhook(id: $id) {
    ... on ReplayWebhookSuccess {
      delivery { id status attempts lastError }
    }
    ... on Error {
      errorCode
      message
      retry
    }
  }
}
`,
    variables: { id: 'LAST_WEBHOOK' },
  },
  {
    query: `# The accounts at providers, with what each of them holds for you.
query Accounts {
  viewer {
    name
    accounts {
      id
      provider
      name
      enabled
      balances {
        available { amount currency network }
      }
      webhookUrl
    }
  }
}
`,
    variables: {},
  },
  {
    query: `# The API keys. What a key is made of is shown once, when it is created.
query Keys {
  viewer {
    apiKeys { id name prefix scopes createdAt lastUsedAt revokedAt }
  }
}
`,
    variables: {},
  },
  {
    query: `# A new API key, with as few scopes as its use needs: READ, ORDERS_WRITE,
# REFUNDS_WRITE, SETTLEMENTS_WRITE, MANAGE. Keep the secret.
mutation CreateKey($input: CreateApiKeyInput!) {
  createApiKey(input: $input) {
    ... on CreateApiKeySuccess {
      secret
      apiKey { id name scopes }
    }
    ... on ValidationError {
      issues { path message }
    }
    ... on Error {
      errorCode
      message
      retry
    }
  }
}
`,
    variables: { input: { name: 'A key for reading', scopes: ['READ'] } },
  },
];
