import type { GraphiqlTab } from './tabs.ts';

/** Tabs for payment links. */
export const linkTabs: readonly GraphiqlTab[] = [
  {
    query: `# A payment link: open its url in another window, and confirm there.
# The order is made then, and not before.
mutation CreatePaymentLink($input: CreatePaymentLinkInput!) {
  createPaymentLink(input: $input) {
    ... on CreatePaymentLinkSuccess {
      replayed
      paymentLink { id url status uses maximumUses expiresAt }
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
        reference: 'demo-link-1',
        amount: { amount: '25.00', currency: 'USD' },
        methods: [
          { stablecoin: { currency: 'USDT', network: 'ETHEREUM' } },
          { stablecoin: { currency: 'USDT', network: 'TRON' } },
        ],
        description: 'A demo link',
        maximumUses: 10,
        expiresIn: 86_400,
      },
    },
  },
  {
    query: `# Payment links, newest first, with the orders that they have made.
query PaymentLinks {
  paymentLinks(first: 5) {
    nodes {
      id
      url
      reference
      status
      uses
      orders(first: 5) { nodes { id status } }
    }
  }
}
`,
    variables: {},
  },
];
