import { graphql } from '../../generated/gql.ts';

export const createOrder = graphql(`
  mutation CreateOrder($input: CreateOrderInput!) {
    createOrder(input: $input) {
      __typename
      ... on CreateOrderSuccess {
        order {
          ...OrderParts
          providerReference
          failure {
            ...FailureParts
          }
        }
        replayed
        clientToken
      }
      ...ErrorParts
    }
  }
`);

export const cancelOrder = graphql(`
  mutation CancelOrder($input: CancelOrderInput!) {
    cancelOrder(input: $input) {
      __typename
      ... on OrderSuccess {
        order {
          ...OrderParts
        }
      }
      ...ErrorParts
    }
  }
`);

export const refreshOrder = graphql(`
  mutation RefreshOrder($id: ID!) {
    refreshOrder(id: $id) {
      __typename
      ... on OrderSuccess {
        order {
          ...OrderParts
        }
      }
      ...ErrorParts
    }
  }
`);

export const createRefund = graphql(`
  mutation CreateRefund($input: CreateRefundInput!) {
    createRefund(input: $input) {
      __typename
      ... on CreateRefundSuccess {
        refund {
          ...RefundParts
        }
        replayed
      }
      ...ErrorParts
    }
  }
`);

export const refundAbnormalPayment = graphql(`
  mutation RefundAbnormalPayment($input: RefundAbnormalPaymentInput!) {
    refundAbnormalPayment(input: $input) {
      __typename
      ... on CreateRefundSuccess {
        refund {
          ...RefundParts
        }
        replayed
      }
      ...ErrorParts
    }
  }
`);

export const resolveAbnormalPayment = graphql(`
  mutation ResolveAbnormalPayment($input: ResolveAbnormalPaymentInput!) {
    resolveAbnormalPayment(input: $input) {
      __typename
      ... on ResolveAbnormalPaymentSuccess {
        abnormalPayment {
          ...AbnormalPaymentParts
        }
        replayed
      }
      ...ErrorParts
    }
  }
`);

export const eraseCustomer = graphql(`
  mutation EraseCustomer($input: EraseCustomerInput!) {
    eraseCustomer(input: $input) {
      __typename
      ... on EraseCustomerSuccess {
        orders
        replayed
      }
      ...ErrorParts
    }
  }
`);

export const cancelRefund = graphql(`
  mutation CancelRefund($input: CancelRefundInput!) {
    cancelRefund(input: $input) {
      __typename
      ... on RefundSuccess {
        refund {
          ...RefundParts
        }
      }
      ...ErrorParts
    }
  }
`);

export const refreshRefund = graphql(`
  mutation RefreshRefund($id: ID!) {
    refreshRefund(id: $id) {
      __typename
      ... on RefundSuccess {
        refund {
          ...RefundParts
        }
      }
      ...ErrorParts
    }
  }
`);

export const createSettlement = graphql(`
  mutation CreateSettlement($input: CreateSettlementInput!) {
    createSettlement(input: $input) {
      __typename
      ... on CreateSettlementSuccess {
        settlement {
          ...SettlementParts
        }
        replayed
      }
      ...ErrorParts
    }
  }
`);

export const cancelSettlement = graphql(`
  mutation CancelSettlement($input: CancelSettlementInput!) {
    cancelSettlement(input: $input) {
      __typename
      ... on SettlementSuccess {
        settlement {
          ...SettlementParts
        }
      }
      ...ErrorParts
    }
  }
`);

export const refreshSettlement = graphql(`
  mutation RefreshSettlement($id: ID!) {
    refreshSettlement(id: $id) {
      __typename
      ... on SettlementSuccess {
        settlement {
          ...SettlementParts
        }
      }
      ...ErrorParts
    }
  }
`);

export const replayWebhook = graphql(`
  mutation ReplayWebhook($id: ID!) {
    replayWebhook(id: $id) {
      __typename
      ... on ReplayWebhookSuccess {
        delivery {
          id
          status
          attempts
          lastError
        }
      }
      ...ErrorParts
    }
  }
`);

export const updateCheckoutTheme = graphql(`
  mutation UpdateCheckoutTheme($input: UpdateCheckoutThemeInput!) {
    updateCheckoutTheme(input: $input) {
      __typename
      ... on UpdateCheckoutThemeSuccess {
        merchant {
          id
        }
      }
      ...ErrorParts
    }
  }
`);

export const createMerchant = graphql(`
  mutation CreateMerchant($input: CreateMerchantInput!) {
    createMerchant(input: $input) {
      __typename
      ... on CreateMerchantSuccess {
        merchant {
          id
          name
        }
      }
      ...ErrorParts
    }
  }
`);

export const createApiKey = graphql(`
  mutation CreateApiKey($input: CreateApiKeyInput!) {
    createApiKey(input: $input) {
      __typename
      ... on CreateApiKeySuccess {
        apiKey {
          id
          prefix
          scopes
        }
        secret
      }
      ...ErrorParts
    }
  }
`);

export const revokeApiKey = graphql(`
  mutation RevokeApiKey($id: ID!) {
    revokeApiKey(id: $id) {
      __typename
      ... on RevokeApiKeySuccess {
        apiKey {
          id
          revokedAt
        }
      }
      ...ErrorParts
    }
  }
`);

export const createProviderAccount = graphql(`
  mutation CreateProviderAccount($input: CreateProviderAccountInput!) {
    createProviderAccount(input: $input) {
      __typename
      ... on ProviderAccountSuccess {
        account {
          id
          provider
          name
          baseUrl
          enabled
          webhookUrl
        }
      }
      ...ErrorParts
    }
  }
`);

export const updateProviderAccount = graphql(`
  mutation UpdateProviderAccount($input: UpdateProviderAccountInput!) {
    updateProviderAccount(input: $input) {
      __typename
      ... on ProviderAccountSuccess {
        account {
          id
          name
          baseUrl
          enabled
        }
      }
      ...ErrorParts
    }
  }
`);
