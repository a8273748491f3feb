/** A prepared tab. Its title in GraphiQL is the name of the operation. */
export interface GraphiqlTab {
  query: string;
  /**
   * Placeholders: LAST_ORDER and LAST_ACCOUNT are the last order that was created on the page and its account, and
   * LAST_WEBHOOK is the last webhook that was shown first in a list. NOW and A_DAY_AGO are times when the tab is run.
   * NEW_KEY is an idempotency key made when the page is opened.
   */
  variables: Record<string, unknown>;
}

/** The life of a stablecoin order, in steps from left to right. */
export const graphiqlTabs: readonly GraphiqlTab[] = [
  {
    query: `# 1. Create an order. Run it twice: the same idempotency key
# gives the same order. For another order change the key.
mutation Step1CreateOrder($input: CreateOrderInput!) {
  createOrder(input: $input) {
    ... on CreateOrderSuccess {
      replayed
      order {
        id
        status
        account {
          id
          provider
          name
        }
        nextAction {
          ... on DepositAddressAction {
            checkoutUrl
          }
        }
        failure { code message }
      }
      clientToken
    }
    ... on ValidationError {
      issues { path message }
    }
    ... on NoRouteError {
      reasons
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
        reference: 'demo-1',
        amount: { amount: '25.00', currency: 'USD' },
        method: { stablecoin: { currency: 'USDT', network: 'ETHEREUM' } },
        customer: { id: 'customer-1' },
        description: 'A demo order',
        expiresIn: 1800,
      },
    },
  },
  {
    query: `# 2. Follow it: open checkoutUrl in another window, pay there,
# and watch. Leaving this tab ends the subscription.
# LAST_ORDER stands for the order of step 1.
subscription Step2FollowOrder($id: ID!) {
  orderUpdates(id: $id) {
    kind
    cursor
    order {
      status
      phase
      nextAction {
        ... on DepositAddressAction {
          checkoutUrl
        }
        ... on RedirectAction {
          url
        }
      }
      paid {
        amount
        currency
      }
      refunded {
        amount
      }
      refundable {
        amount
      }
    }
    event {
      type
      fromStatus
      toStatus
      cause
      recordedAt
    }
  }
}
`,
    variables: { id: 'LAST_ORDER' },
  },
  {
    query: `# 3. Pay: what the payer has to do now, and where.
query Step3Pay($id: ID!) {
  order(id: $id) {
    status
    payable {
      amount
      currency
      network
    }
    nextAction {
      ... on DepositAddressAction {
        checkoutUrl
        address
        amount {
          amount
          currency
        }
        expiresAt
      }
      ... on RedirectAction {
        url
      }
      ... on QrCodeAction {
        payload
      }
    }
    availableActions
  }
}
`,
    variables: { id: 'LAST_ORDER' },
  },
  {
    query: `# 4. Refund: a part of it. Without an amount it is all that is refundable.
mutation Step4Refund($input: CreateRefundInput!) {
  createRefund(input: $input) {
    ... on CreateRefundSuccess {
      replayed
      refund {
        id
        status
        amount {
          amount
          currency
        }
        failure { code message }
      }
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
    variables: {
      input: {
        idempotencyKey: 'NEW_KEY',
        order: 'LAST_ORDER',
        amount: { amount: '5.25', currency: 'USDT', network: 'ETHEREUM' },
        address: '0x9f9D96DAB48f2E67BF93CCc7Ece46e09D5e4a22C',
        reason: 'The customer sent it back',
      },
    },
  },
  {
    query: `# 5. Settle: collected money leaves the provider.
# LAST_ACCOUNT stands for the account of step 1.
mutation Step5Settle($input: CreateSettlementInput!) {
  createSettlement(input: $input) {
    ... on CreateSettlementSuccess {
      replayed
      settlement {
        id
        status
        amount {
          amount
          currency
          network
        }
        destination
        failure { code message }
      }
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
    variables: {
      input: {
        idempotencyKey: 'NEW_KEY',
        account: 'LAST_ACCOUNT',
        reference: 'demo-settlement-1',
        amount: { amount: '10', currency: 'USDT', network: 'ETHEREUM' },
        destination: { onChain: { address: '0x9f9D96DAB48f2E67BF93CCc7Ece46e09D5e4a22C' } },
      },
    },
  },
  {
    query: `# 6. The log of everything, live.
# Give a cursor as "after" to read on from there.
subscription Step6Log($after: EventCursor) {
  events(after: $after) {
    kind
    cursor
    event {
      type
      fromStatus
      toStatus
      cause
      recordedAt
      subject {
        ... on Node {
          id
        }
      }
    }
  }
}
`,
    variables: { after: null },
  },
];
