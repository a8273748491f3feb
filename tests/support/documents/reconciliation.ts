import { graphql } from '../../generated/gql.ts';

graphql(`
  fragment ReconciledStateParts on ReconciledState {
    status: subjectStatus
    amount {
      ...MoneyParts
    }
  }
`);

export const reconciliation = graphql(`
  query Reconciliation($account: ID!, $from: DateTime!, $to: DateTime!) {
    reconciliation(account: $account, from: $from, to: $to) {
      account {
        id
      }
      checked
      unanswered
      complete
      findings {
        kind
        subjectType
        subject {
          __typename
          ... on Node {
            id
          }
        }
        providerReference
        before {
          ...ReconciledStateParts
        }
        there {
          ...ReconciledStateParts
        }
        after {
          ...ReconciledStateParts
        }
        healed
      }
    }
  }
`);

export const lastReconciliation = graphql(`
  query LastReconciliation($account: ID!) {
    node(id: $account) {
      ... on ProviderAccount {
        lastReconciliation {
          at
          findings
          complete
        }
      }
    }
  }
`);
