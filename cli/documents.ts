/** Every document that the commands send. A test validates them against the schema. */

const money = 'amount currency network';

/** The shape is that of the events that are sent to an endpoint. */
export const eventsDocument = `
  subscription Listen($after: EventCursor, $filter: EventFilter) {
    events(after: $after, filter: $filter) {
      kind
      cursor
      event {
        id
        type
        version
        from: fromStatus
        to: toStatus
        cause
        recordedAt
        subject {
          __typename
          ... on Node {
            id
          }
        }
      }
    }
  }
`;

const explained = `
  explanation {
    subjectStatus
    decisive { id }
    evidence(first: 100) {
      id
      at
      lastAt
      times
      cause
      rule
      reason
      says
      changed
      fromStatus
      toStatus
    }
  }
`;
const resolution = 'resolution { since checks lastCheckAt nextCheckAt needsAttention }';
const failure = 'failure { code message providerCode providerMessage }';

export const explainDocument = `
  query Explain($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Order {
        orderStatus: status
        reference
        amount { ${money} }
        ${failure}
        ${resolution}
        ${explained}
      }
      ... on Refund {
        refundStatus: status
        reference
        amount { ${money} }
        ${failure}
        ${resolution}
        ${explained}
      }
      ... on Settlement {
        settlementStatus: status
        reference
        amount { ${money} }
        ${failure}
        ${resolution}
        ${explained}
      }
    }
  }
`;

const refused = `
  __typename
  ... on Error {
    errorCode
    message
  }
`;
const failed = `
  ${refused}
  ... on ValidationError {
    issues {
      path
      message
    }
  }
`;

export const replayDocument = `
  mutation Replay($id: ID!) {
    replayWebhook(id: $id) {
      ${refused}
      ... on ReplayWebhookSuccess {
        delivery {
          id
          status
          attempts
          lastError
          events(first: 100) { id type toStatus }
        }
      }
    }
  }
`;

export const replayEventsDocument = `
  mutation ReplayEvents($input: ReplayEventsInput!) {
    replayEvents(input: $input) {
      ${refused}
      ... on EventEndpointSuccess {
        endpoint { id status cursor lag }
      }
    }
  }
`;

export const explainSignatureDocument = `
  query ExplainSignature($input: ExplainSignatureInput!) {
    explainSignature(input: $input) {
      valid
      parts { rule value }
      expectedDigest
      receivedDigest
      causes { code message }
    }
  }
`;

export const accountsDocument = `
  query Accounts {
    viewer {
      accounts(first: 100) { id name provider baseUrl enabled }
    }
  }
`;

const orderParts = `
  id
  status
  providerReference
  amount { ${money} }
  nextAction {
    __typename
    ... on DepositAddressAction {
      amount { ${money} }
    }
  }
  abnormalPayments(first: 10) { id type status pending { ${money} } }
`;

export const createOrderDocument = `
  mutation TriggerOrder($input: CreateOrderInput!) {
    createOrder(input: $input) {
      ${failed}
      ... on CreateOrderSuccess { order { ${orderParts} } }
    }
  }
`;

export const orderDocument = `
  query TriggeredOrder($id: ID!) {
    order(id: $id) { ${orderParts} }
  }
`;

const payoutParts = 'id status providerReference';

export const createRefundDocument = `
  mutation TriggerRefund($input: CreateRefundInput!) {
    createRefund(input: $input) {
      ${failed}
      ... on CreateRefundSuccess { refund { ${payoutParts} } }
    }
  }
`;

export const refundDocument = `
  query TriggeredRefund($id: ID!) {
    refund(id: $id) { ${payoutParts} }
  }
`;

export const createSettlementDocument = `
  mutation TriggerSettlement($input: CreateSettlementInput!) {
    createSettlement(input: $input) {
      ${failed}
      ... on CreateSettlementSuccess { settlement { ${payoutParts} } }
    }
  }
`;

export const settlementDocument = `
  query TriggeredSettlement($id: ID!) {
    settlement(id: $id) { ${payoutParts} }
  }
`;
