/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  fragment MoneyFields on Money {\n    amount\n    currency\n    network\n  }\n": typeof types.MoneyFieldsFragmentDoc,
    "\n  fragment OrderRow on Order {\n    id\n    reference\n    status\n    createdAt\n    updatedAt\n    provider\n    method\n    amount {\n      ...MoneyFields\n    }\n    paid {\n      ...MoneyFields\n    }\n    resolution {\n      needsAttention\n    }\n  }\n": typeof types.OrderRowFragmentDoc,
    "\n  fragment RefundRow on Refund {\n    id\n    reference\n    refundStatus: status\n    createdAt\n    amount {\n      ...MoneyFields\n    }\n    order {\n      id\n      reference\n    }\n  }\n": typeof types.RefundRowFragmentDoc,
    "\n  fragment SettlementRow on Settlement {\n    id\n    reference\n    settlementStatus: status\n    createdAt\n    provider\n    destination\n    destinationType\n    amount {\n      ...MoneyFields\n    }\n  }\n": typeof types.SettlementRowFragmentDoc,
    "\n  fragment AbnormalPaymentRow on AbnormalPayment {\n    id\n    abnormalPaymentStatus: status\n    type\n    createdAt\n    received {\n      ...MoneyFields\n    }\n    pending {\n      ...MoneyFields\n    }\n    intended: order {\n      id\n      reference\n    }\n  }\n": typeof types.AbnormalPaymentRowFragmentDoc,
    "\n  subscription ConsoleLog($after: EventCursor) {\n    events(after: $after) {\n      kind\n      cursor\n      event {\n        id\n        type\n        recordedAt\n        subject {\n          __typename\n          ...OrderRow\n          ...RefundRow\n          ...SettlementRow\n          ...AbnormalPaymentRow\n        }\n      }\n    }\n  }\n": typeof types.ConsoleLogDocument,
    "\n  query AbnormalPayment($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on AbnormalPayment {\n        ...AbnormalPaymentRow\n        availableActions\n        needsAttention\n        providerAbnormalPaymentId\n        transactionHash\n        account {\n          id\n          name\n        }\n        resolution {\n          kind\n          note\n          by\n          at\n        }\n        refunds(first: 100) {\n          ...RefundRow\n        }\n      }\n    }\n  }\n": typeof types.AbnormalPaymentDocument,
    "\n  query AbnormalPayments($after: String, $filter: AbnormalPaymentFilter) {\n    abnormalPayments(first: 100, after: $after, filter: $filter) {\n      nodes {\n        ...AbnormalPaymentRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": typeof types.AbnormalPaymentsDocument,
    "\n  query Accounts {\n    viewer {\n      accounts(first: 100) {\n        id\n        name\n        provider\n        mode\n        enabled\n        baseUrl\n        webhookUrl\n        capabilities {\n          balance\n        }\n        lastReconciliation {\n          at\n          complete\n          findings\n        }\n      }\n    }\n    attention(first: 100, filter: { reasons: [ACCOUNT_UNREACHABLE] }) {\n      nodes {\n        since\n        summary\n        subject {\n          ... on ProviderAccount {\n            id\n          }\n        }\n      }\n    }\n  }\n": typeof types.AccountsDocument,
    "\n  query Balances($id: ID!) {\n    node(id: $id) {\n      ... on ProviderAccount {\n        id\n        balances {\n          available {\n            ...MoneyFields\n          }\n          unsettled {\n            ...MoneyFields\n          }\n          frozen {\n            ...MoneyFields\n          }\n        }\n      }\n    }\n  }\n": typeof types.BalancesDocument,
    "\n  query Attention($after: String, $filter: AttentionFilter) {\n    attention(first: 50, after: $after, filter: $filter) {\n      totalCount\n      nodes {\n        reason\n        since\n        summary\n        subject {\n          __typename\n          ... on Order {\n            id\n            reference\n            orderStatus: status\n            availableActions\n            refundable {\n              ...MoneyFields\n            }\n          }\n          ... on Refund {\n            id\n            reference\n            refundStatus: status\n          }\n          ... on Settlement {\n            id\n            reference\n            settlementStatus: status\n          }\n          ... on AbnormalPayment {\n            id\n            abnormalActions: availableActions\n            pending {\n              ...MoneyFields\n            }\n            intended: order {\n              id\n              reference\n            }\n          }\n          ... on ProviderAccount {\n            id\n            name\n          }\n          ... on WebhookDelivery {\n            id\n          }\n          ... on EventEndpoint {\n            id\n          }\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": typeof types.AttentionDocument,
    "\n  query Audit($after: String, $filter: AuditTrailFilter) {\n    auditTrail(first: 100, after: $after, filter: $filter) {\n      nodes {\n        id\n        at\n        mutation\n        outcome\n        source\n        subjects(first: 5)\n        principal {\n          type\n          name\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": typeof types.AuditDocument,
    "\n  query Unknowns {\n    orders(first: 100, filter: { statuses: [UNKNOWN] }) {\n      nodes {\n        id\n        resolution {\n          since\n        }\n      }\n    }\n  }\n": typeof types.UnknownsDocument,
    "\n  query Delays {\n    webhookDeliveries(first: 100, statuses: [APPLIED]) {\n      nodes {\n        id\n        receivedAt\n        events(first: 1) {\n          id\n          recordedAt\n        }\n      }\n    }\n  }\n": typeof types.DelaysDocument,
    "\n  fragment EndpointRow on EventEndpoint {\n    id\n    url\n    description\n    endpointStatus: status\n    lag\n    lastDeliveredAt\n    lastFailure\n  }\n": typeof types.EndpointRowFragmentDoc,
    "\n  query Endpoints($after: String) {\n    eventEndpoints(first: 50, after: $after) {\n      nodes {\n        ...EndpointRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": typeof types.EndpointsDocument,
    "\n  query Endpoint($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on EventEndpoint {\n        ...EndpointRow\n        eventTypes\n        createdAt\n      }\n    }\n  }\n": typeof types.EndpointDocument,
    "\n  fragment DeliveryRow on EventDelivery {\n    id\n    deliveryStatus: status\n    attempts\n    httpStatus\n    lastError\n    nextAttemptAt\n    replayAfter\n    event {\n      type\n      recordedAt\n      subject {\n        ... on Node {\n          id\n        }\n      }\n    }\n  }\n": typeof types.DeliveryRowFragmentDoc,
    "\n  query Deliveries($id: ID!, $after: String, $statuses: [EventDeliveryStatus!]) {\n    node(id: $id) {\n      ... on EventEndpoint {\n        id\n        deliveries(first: 100, after: $after, statuses: $statuses) {\n          nodes {\n            ...DeliveryRow\n          }\n          pageInfo {\n            endCursor\n            hasNextPage\n          }\n        }\n      }\n    }\n  }\n": typeof types.DeliveriesDocument,
    "\n  mutation ConsoleCreateEndpoint($input: CreateEventEndpointInput!) {\n    createEventEndpoint(input: $input) {\n      __typename\n      ...Refusal\n      ...EndpointSecrets\n    }\n  }\n": typeof types.ConsoleCreateEndpointDocument,
    "\n  mutation ConsoleUpdateEndpoint($input: UpdateEventEndpointInput!) {\n    updateEventEndpoint(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n": typeof types.ConsoleUpdateEndpointDocument,
    "\n  mutation ConsoleRotateSecret($input: RotateEventEndpointSecretInput!) {\n    rotateEventEndpointSecret(input: $input) {\n      __typename\n      ...Refusal\n      ...EndpointSecrets\n    }\n  }\n": typeof types.ConsoleRotateSecretDocument,
    "\n  mutation ConsoleReplayEvents($input: ReplayEventsInput!) {\n    replayEvents(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n": typeof types.ConsoleReplayEventsDocument,
    "\n  fragment EndpointSecrets on EventEndpointSecretSuccess {\n    secret\n    publicKey\n  }\n": typeof types.EndpointSecretsFragmentDoc,
    "\n  query Keys {\n    viewer {\n      apiKeys(first: 100) {\n        id\n        name\n        prefix\n        scopes\n        createdAt\n        lastUsedAt\n        revokedAt\n      }\n    }\n  }\n": typeof types.KeysDocument,
    "\n  mutation ConsoleRevokeKey($id: ID!) {\n    revokeApiKey(id: $id) {\n      __typename\n      ...Refusal\n    }\n  }\n": typeof types.ConsoleRevokeKeyDocument,
    "\n  mutation ConsoleCreateKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      __typename\n      ...Refusal\n      ... on CreateApiKeySuccess {\n        secret\n      }\n    }\n  }\n": typeof types.ConsoleCreateKeyDocument,
    "\n  fragment ExplanationFields on Explanation {\n    subjectStatus\n    decisive {\n      id\n    }\n    evidence(first: 100) {\n      id\n      at\n      lastAt\n      times\n      cause\n      says\n      rule\n      reason\n      changed\n      fromStatus\n      toStatus\n      delivery\n    }\n  }\n": typeof types.ExplanationFieldsFragmentDoc,
    "\n  fragment CallFields on ProviderCall {\n    id\n    at\n    times\n    operation\n    outcome\n    httpStatus\n    durationMs\n    request\n    response\n  }\n": typeof types.CallFieldsFragmentDoc,
    "\n  fragment HistoryEvent on Event {\n    id\n    type\n    cause\n    fromStatus\n    toStatus\n    recordedAt\n    occurredAt\n  }\n": typeof types.HistoryEventFragmentDoc,
    "\n  fragment OrderAccount on ProviderAccount {\n    id\n    name\n    mode\n  }\n": typeof types.OrderAccountFragmentDoc,
    "\n  fragment OrderMoney on Order {\n    payable {\n      ...MoneyFields\n    }\n    refunded {\n      ...MoneyFields\n    }\n    refundable {\n      ...MoneyFields\n    }\n    chargedBack {\n      ...MoneyFields\n    }\n    chargebacks {\n      providerChargebackId\n      chargebackStatus: status\n      occurredAt\n      createdAt\n      amount {\n        ...MoneyFields\n      }\n    }\n  }\n": typeof types.OrderMoneyFragmentDoc,
    "\n  query Order($id: ID!) {\n    order(id: $id) {\n      ...OrderRow\n      description\n      phase\n      paidAt\n      expiresAt\n      providerReference\n      providerOrderId\n      availableActions\n      checkoutPageUrl\n      account {\n        ...OrderAccount\n      }\n      failure {\n        code\n        message\n        providerCode\n        providerMessage\n      }\n      resolution {\n        needsAttention\n        since\n        checks\n        lastCheckAt\n        nextCheckAt\n      }\n      metadata {\n        key\n        value\n      }\n      ...OrderMoney\n      refunds(first: 100) {\n        nodes {\n          ...RefundRow\n        }\n      }\n      abnormalPayments(first: 100) {\n        ...AbnormalPaymentRow\n        availableActions\n        transactionHash\n        resolution {\n          kind\n          note\n          by\n          at\n        }\n      }\n      explanation {\n        ...ExplanationFields\n      }\n      providerCalls(first: 100) {\n        ...CallFields\n      }\n      events(first: 100) {\n        nodes {\n          ...HistoryEvent\n        }\n      }\n    }\n  }\n": typeof types.OrderDocument,
    "\n  query Orders($after: String, $filter: OrderFilter, $sort: OrderSort) {\n    orders(first: 100, after: $after, filter: $filter, sort: $sort) {\n      nodes {\n        ...OrderRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": typeof types.OrdersDocument,
    "\n  query PaymentLink($id: ID!) {\n    paymentLink(id: $id) {\n      ...PaymentLinkRow\n      url\n      description\n      returnUrl\n      disabledAt\n      account {\n        id\n        name\n      }\n      metadata {\n        key\n        value\n      }\n    }\n  }\n": typeof types.PaymentLinkDocument,
    "\n  query PaymentLinkOrders($id: ID!, $after: String) {\n    paymentLink(id: $id) {\n      id\n      orders(first: 100, after: $after) {\n        nodes {\n          ...OrderRow\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n": typeof types.PaymentLinkOrdersDocument,
    "\n  mutation ConsoleDisableLink($id: ID!) {\n    disablePaymentLink(id: $id) {\n      __typename\n      ...Refusal\n    }\n  }\n": typeof types.ConsoleDisableLinkDocument,
    "\n  fragment PaymentLinkRow on PaymentLink {\n    id\n    reference\n    linkStatus: status\n    methods\n    uses\n    maximumUses\n    createdAt\n    expiresAt\n    amount {\n      ...MoneyFields\n    }\n  }\n": typeof types.PaymentLinkRowFragmentDoc,
    "\n  query PaymentLinks($after: String, $filter: PaymentLinkFilter) {\n    paymentLinks(first: 100, after: $after, filter: $filter) {\n      nodes {\n        ...PaymentLinkRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": typeof types.PaymentLinksDocument,
    "\n  query Refund($id: ID!) {\n    refund(id: $id) {\n      ...RefundRow\n      phase\n      reason\n      providerReference\n      providerRefundId\n      transactionHash\n      failure {\n        code\n        message\n      }\n      explanation {\n        ...ExplanationFields\n      }\n      providerCalls(first: 100) {\n        ...CallFields\n      }\n    }\n  }\n": typeof types.RefundDocument,
    "\n  query Refunds($after: String, $filter: RefundFilter) {\n    refunds(first: 100, after: $after, filter: $filter) {\n      nodes {\n        ...RefundRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": typeof types.RefundsDocument,
    "\n  query Search($text: String!) {\n    search(text: $text, first: 50) {\n      __typename\n      ...OrderRow\n      ...RefundRow\n      ...SettlementRow\n      ...AbnormalPaymentRow\n    }\n  }\n": typeof types.SearchDocument,
    "\n  query PayingAccounts {\n    viewer {\n      accounts(first: 100) {\n        id\n        name\n        enabled\n        capabilities {\n          settlementDestinations\n        }\n      }\n    }\n  }\n": typeof types.PayingAccountsDocument,
    "\n  mutation ConsoleCreateSettlement($input: CreateSettlementInput!) {\n    createSettlement(input: $input) {\n      __typename\n      ...Refusal\n      ... on CreateSettlementSuccess {\n        settlement {\n          id\n        }\n      }\n    }\n  }\n": typeof types.ConsoleCreateSettlementDocument,
    "\n  query Settlement($id: ID!) {\n    settlement(id: $id) {\n      ...SettlementRow\n      phase\n      fee {\n        ...MoneyFields\n      }\n      account {\n        id\n        name\n      }\n      events(first: 100) {\n        nodes {\n          ...HistoryEvent\n        }\n      }\n      providerReference\n      providerSettlementId\n      transactionHash\n      failure {\n        code\n        message\n      }\n      explanation {\n        ...ExplanationFields\n      }\n      providerCalls(first: 100) {\n        ...CallFields\n      }\n    }\n  }\n": typeof types.SettlementDocument,
    "\n  query Settlements($after: String, $filter: SettlementFilter) {\n    settlements(first: 100, after: $after, filter: $filter) {\n      nodes {\n        ...SettlementRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": typeof types.SettlementsDocument,
    "\n  query Webhooks($after: String, $statuses: [WebhookDeliveryStatus!]) {\n    webhookDeliveries(first: 100, after: $after, statuses: $statuses) {\n      nodes {\n        ...WebhookRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": typeof types.WebhooksDocument,
    "\n  query Webhook($id: ID!) {\n    node(id: $id) {\n      ... on WebhookDelivery {\n        ...WebhookRow\n        eventId\n        body\n      }\n    }\n  }\n": typeof types.WebhookDocument,
    "\n  fragment Refusal on Error {\n    errorCode\n    message\n    retry\n    ... on ValidationError {\n      issues {\n        path\n        message\n      }\n    }\n    ... on RefundExceedsRefundableError {\n      refundable {\n        ...MoneyFields\n      }\n    }\n  }\n": typeof types.RefusalFragmentDoc,
    "\n  mutation ConsoleCreateRefund($input: CreateRefundInput!) {\n    createRefund(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n": typeof types.ConsoleCreateRefundDocument,
    "\n  mutation ConsoleCancelOrder($input: CancelOrderInput!) {\n    cancelOrder(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n": typeof types.ConsoleCancelOrderDocument,
    "\n  mutation ConsoleRefreshOrder($id: ID!) {\n    refreshOrder(id: $id) {\n      __typename\n      ...Refusal\n    }\n  }\n": typeof types.ConsoleRefreshOrderDocument,
    "\n  mutation ConsoleRefreshRefund($id: ID!) {\n    refreshRefund(id: $id) {\n      __typename\n      ...Refusal\n    }\n  }\n": typeof types.ConsoleRefreshRefundDocument,
    "\n  mutation ConsoleCancelRefund($input: CancelRefundInput!) {\n    cancelRefund(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n": typeof types.ConsoleCancelRefundDocument,
    "\n  mutation ConsoleRefreshSettlement($id: ID!) {\n    refreshSettlement(id: $id) {\n      __typename\n      ...Refusal\n    }\n  }\n": typeof types.ConsoleRefreshSettlementDocument,
    "\n  mutation ConsoleCancelSettlement($input: CancelSettlementInput!) {\n    cancelSettlement(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n": typeof types.ConsoleCancelSettlementDocument,
    "\n  mutation ConsoleResolve($input: ResolveAbnormalPaymentInput!) {\n    resolveAbnormalPayment(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n": typeof types.ConsoleResolveDocument,
    "\n  mutation ConsoleRefundAbnormal($input: RefundAbnormalPaymentInput!) {\n    refundAbnormalPayment(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n": typeof types.ConsoleRefundAbnormalDocument,
    "\n  mutation ConsoleDecide($input: DecideUnknownInput!) {\n    decideUnknown(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n": typeof types.ConsoleDecideDocument,
    "\n  mutation ConsoleAcknowledge($input: AcknowledgeAttentionInput!) {\n    acknowledgeAttention(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n": typeof types.ConsoleAcknowledgeDocument,
    "\n  fragment WebhookRow on WebhookDelivery {\n    id\n    status\n    receivedAt\n    attempts\n    lastError\n    account {\n      id\n      name\n    }\n  }\n": typeof types.WebhookRowFragmentDoc,
    "\n  mutation ConsoleReplay($id: ID!) {\n    replayWebhook(id: $id) {\n      __typename\n      ...Refusal\n      ... on ReplayWebhookSuccess {\n        delivery {\n          ...WebhookRow\n        }\n      }\n    }\n  }\n": typeof types.ConsoleReplayDocument,
    "\n  query Viewer {\n    viewer {\n      name\n      viewerScopes\n    }\n  }\n": typeof types.ViewerDocument,
};
const documents: Documents = {
    "\n  fragment MoneyFields on Money {\n    amount\n    currency\n    network\n  }\n": types.MoneyFieldsFragmentDoc,
    "\n  fragment OrderRow on Order {\n    id\n    reference\n    status\n    createdAt\n    updatedAt\n    provider\n    method\n    amount {\n      ...MoneyFields\n    }\n    paid {\n      ...MoneyFields\n    }\n    resolution {\n      needsAttention\n    }\n  }\n": types.OrderRowFragmentDoc,
    "\n  fragment RefundRow on Refund {\n    id\n    reference\n    refundStatus: status\n    createdAt\n    amount {\n      ...MoneyFields\n    }\n    order {\n      id\n      reference\n    }\n  }\n": types.RefundRowFragmentDoc,
    "\n  fragment SettlementRow on Settlement {\n    id\n    reference\n    settlementStatus: status\n    createdAt\n    provider\n    destination\n    destinationType\n    amount {\n      ...MoneyFields\n    }\n  }\n": types.SettlementRowFragmentDoc,
    "\n  fragment AbnormalPaymentRow on AbnormalPayment {\n    id\n    abnormalPaymentStatus: status\n    type\n    createdAt\n    received {\n      ...MoneyFields\n    }\n    pending {\n      ...MoneyFields\n    }\n    intended: order {\n      id\n      reference\n    }\n  }\n": types.AbnormalPaymentRowFragmentDoc,
    "\n  subscription ConsoleLog($after: EventCursor) {\n    events(after: $after) {\n      kind\n      cursor\n      event {\n        id\n        type\n        recordedAt\n        subject {\n          __typename\n          ...OrderRow\n          ...RefundRow\n          ...SettlementRow\n          ...AbnormalPaymentRow\n        }\n      }\n    }\n  }\n": types.ConsoleLogDocument,
    "\n  query AbnormalPayment($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on AbnormalPayment {\n        ...AbnormalPaymentRow\n        availableActions\n        needsAttention\n        providerAbnormalPaymentId\n        transactionHash\n        account {\n          id\n          name\n        }\n        resolution {\n          kind\n          note\n          by\n          at\n        }\n        refunds(first: 100) {\n          ...RefundRow\n        }\n      }\n    }\n  }\n": types.AbnormalPaymentDocument,
    "\n  query AbnormalPayments($after: String, $filter: AbnormalPaymentFilter) {\n    abnormalPayments(first: 100, after: $after, filter: $filter) {\n      nodes {\n        ...AbnormalPaymentRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": types.AbnormalPaymentsDocument,
    "\n  query Accounts {\n    viewer {\n      accounts(first: 100) {\n        id\n        name\n        provider\n        mode\n        enabled\n        baseUrl\n        webhookUrl\n        capabilities {\n          balance\n        }\n        lastReconciliation {\n          at\n          complete\n          findings\n        }\n      }\n    }\n    attention(first: 100, filter: { reasons: [ACCOUNT_UNREACHABLE] }) {\n      nodes {\n        since\n        summary\n        subject {\n          ... on ProviderAccount {\n            id\n          }\n        }\n      }\n    }\n  }\n": types.AccountsDocument,
    "\n  query Balances($id: ID!) {\n    node(id: $id) {\n      ... on ProviderAccount {\n        id\n        balances {\n          available {\n            ...MoneyFields\n          }\n          unsettled {\n            ...MoneyFields\n          }\n          frozen {\n            ...MoneyFields\n          }\n        }\n      }\n    }\n  }\n": types.BalancesDocument,
    "\n  query Attention($after: String, $filter: AttentionFilter) {\n    attention(first: 50, after: $after, filter: $filter) {\n      totalCount\n      nodes {\n        reason\n        since\n        summary\n        subject {\n          __typename\n          ... on Order {\n            id\n            reference\n            orderStatus: status\n            availableActions\n            refundable {\n              ...MoneyFields\n            }\n          }\n          ... on Refund {\n            id\n            reference\n            refundStatus: status\n          }\n          ... on Settlement {\n            id\n            reference\n            settlementStatus: status\n          }\n          ... on AbnormalPayment {\n            id\n            abnormalActions: availableActions\n            pending {\n              ...MoneyFields\n            }\n            intended: order {\n              id\n              reference\n            }\n          }\n          ... on ProviderAccount {\n            id\n            name\n          }\n          ... on WebhookDelivery {\n            id\n          }\n          ... on EventEndpoint {\n            id\n          }\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": types.AttentionDocument,
    "\n  query Audit($after: String, $filter: AuditTrailFilter) {\n    auditTrail(first: 100, after: $after, filter: $filter) {\n      nodes {\n        id\n        at\n        mutation\n        outcome\n        source\n        subjects(first: 5)\n        principal {\n          type\n          name\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": types.AuditDocument,
    "\n  query Unknowns {\n    orders(first: 100, filter: { statuses: [UNKNOWN] }) {\n      nodes {\n        id\n        resolution {\n          since\n        }\n      }\n    }\n  }\n": types.UnknownsDocument,
    "\n  query Delays {\n    webhookDeliveries(first: 100, statuses: [APPLIED]) {\n      nodes {\n        id\n        receivedAt\n        events(first: 1) {\n          id\n          recordedAt\n        }\n      }\n    }\n  }\n": types.DelaysDocument,
    "\n  fragment EndpointRow on EventEndpoint {\n    id\n    url\n    description\n    endpointStatus: status\n    lag\n    lastDeliveredAt\n    lastFailure\n  }\n": types.EndpointRowFragmentDoc,
    "\n  query Endpoints($after: String) {\n    eventEndpoints(first: 50, after: $after) {\n      nodes {\n        ...EndpointRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": types.EndpointsDocument,
    "\n  query Endpoint($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on EventEndpoint {\n        ...EndpointRow\n        eventTypes\n        createdAt\n      }\n    }\n  }\n": types.EndpointDocument,
    "\n  fragment DeliveryRow on EventDelivery {\n    id\n    deliveryStatus: status\n    attempts\n    httpStatus\n    lastError\n    nextAttemptAt\n    replayAfter\n    event {\n      type\n      recordedAt\n      subject {\n        ... on Node {\n          id\n        }\n      }\n    }\n  }\n": types.DeliveryRowFragmentDoc,
    "\n  query Deliveries($id: ID!, $after: String, $statuses: [EventDeliveryStatus!]) {\n    node(id: $id) {\n      ... on EventEndpoint {\n        id\n        deliveries(first: 100, after: $after, statuses: $statuses) {\n          nodes {\n            ...DeliveryRow\n          }\n          pageInfo {\n            endCursor\n            hasNextPage\n          }\n        }\n      }\n    }\n  }\n": types.DeliveriesDocument,
    "\n  mutation ConsoleCreateEndpoint($input: CreateEventEndpointInput!) {\n    createEventEndpoint(input: $input) {\n      __typename\n      ...Refusal\n      ...EndpointSecrets\n    }\n  }\n": types.ConsoleCreateEndpointDocument,
    "\n  mutation ConsoleUpdateEndpoint($input: UpdateEventEndpointInput!) {\n    updateEventEndpoint(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n": types.ConsoleUpdateEndpointDocument,
    "\n  mutation ConsoleRotateSecret($input: RotateEventEndpointSecretInput!) {\n    rotateEventEndpointSecret(input: $input) {\n      __typename\n      ...Refusal\n      ...EndpointSecrets\n    }\n  }\n": types.ConsoleRotateSecretDocument,
    "\n  mutation ConsoleReplayEvents($input: ReplayEventsInput!) {\n    replayEvents(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n": types.ConsoleReplayEventsDocument,
    "\n  fragment EndpointSecrets on EventEndpointSecretSuccess {\n    secret\n    publicKey\n  }\n": types.EndpointSecretsFragmentDoc,
    "\n  query Keys {\n    viewer {\n      apiKeys(first: 100) {\n        id\n        name\n        prefix\n        scopes\n        createdAt\n        lastUsedAt\n        revokedAt\n      }\n    }\n  }\n": types.KeysDocument,
    "\n  mutation ConsoleRevokeKey($id: ID!) {\n    revokeApiKey(id: $id) {\n      __typename\n      ...Refusal\n    }\n  }\n": types.ConsoleRevokeKeyDocument,
    "\n  mutation ConsoleCreateKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      __typename\n      ...Refusal\n      ... on CreateApiKeySuccess {\n        secret\n      }\n    }\n  }\n": types.ConsoleCreateKeyDocument,
    "\n  fragment ExplanationFields on Explanation {\n    subjectStatus\n    decisive {\n      id\n    }\n    evidence(first: 100) {\n      id\n      at\n      lastAt\n      times\n      cause\n      says\n      rule\n      reason\n      changed\n      fromStatus\n      toStatus\n      delivery\n    }\n  }\n": types.ExplanationFieldsFragmentDoc,
    "\n  fragment CallFields on ProviderCall {\n    id\n    at\n    times\n    operation\n    outcome\n    httpStatus\n    durationMs\n    request\n    response\n  }\n": types.CallFieldsFragmentDoc,
    "\n  fragment HistoryEvent on Event {\n    id\n    type\n    cause\n    fromStatus\n    toStatus\n    recordedAt\n    occurredAt\n  }\n": types.HistoryEventFragmentDoc,
    "\n  fragment OrderAccount on ProviderAccount {\n    id\n    name\n    mode\n  }\n": types.OrderAccountFragmentDoc,
    "\n  fragment OrderMoney on Order {\n    payable {\n      ...MoneyFields\n    }\n    refunded {\n      ...MoneyFields\n    }\n    refundable {\n      ...MoneyFields\n    }\n    chargedBack {\n      ...MoneyFields\n    }\n    chargebacks {\n      providerChargebackId\n      chargebackStatus: status\n      occurredAt\n      createdAt\n      amount {\n        ...MoneyFields\n      }\n    }\n  }\n": types.OrderMoneyFragmentDoc,
    "\n  query Order($id: ID!) {\n    order(id: $id) {\n      ...OrderRow\n      description\n      phase\n      paidAt\n      expiresAt\n      providerReference\n      providerOrderId\n      availableActions\n      checkoutPageUrl\n      account {\n        ...OrderAccount\n      }\n      failure {\n        code\n        message\n        providerCode\n        providerMessage\n      }\n      resolution {\n        needsAttention\n        since\n        checks\n        lastCheckAt\n        nextCheckAt\n      }\n      metadata {\n        key\n        value\n      }\n      ...OrderMoney\n      refunds(first: 100) {\n        nodes {\n          ...RefundRow\n        }\n      }\n      abnormalPayments(first: 100) {\n        ...AbnormalPaymentRow\n        availableActions\n        transactionHash\n        resolution {\n          kind\n          note\n          by\n          at\n        }\n      }\n      explanation {\n        ...ExplanationFields\n      }\n      providerCalls(first: 100) {\n        ...CallFields\n      }\n      events(first: 100) {\n        nodes {\n          ...HistoryEvent\n        }\n      }\n    }\n  }\n": types.OrderDocument,
    "\n  query Orders($after: String, $filter: OrderFilter, $sort: OrderSort) {\n    orders(first: 100, after: $after, filter: $filter, sort: $sort) {\n      nodes {\n        ...OrderRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": types.OrdersDocument,
    "\n  query PaymentLink($id: ID!) {\n    paymentLink(id: $id) {\n      ...PaymentLinkRow\n      url\n      description\n      returnUrl\n      disabledAt\n      account {\n        id\n        name\n      }\n      metadata {\n        key\n        value\n      }\n    }\n  }\n": types.PaymentLinkDocument,
    "\n  query PaymentLinkOrders($id: ID!, $after: String) {\n    paymentLink(id: $id) {\n      id\n      orders(first: 100, after: $after) {\n        nodes {\n          ...OrderRow\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n": types.PaymentLinkOrdersDocument,
    "\n  mutation ConsoleDisableLink($id: ID!) {\n    disablePaymentLink(id: $id) {\n      __typename\n      ...Refusal\n    }\n  }\n": types.ConsoleDisableLinkDocument,
    "\n  fragment PaymentLinkRow on PaymentLink {\n    id\n    reference\n    linkStatus: status\n    methods\n    uses\n    maximumUses\n    createdAt\n    expiresAt\n    amount {\n      ...MoneyFields\n    }\n  }\n": types.PaymentLinkRowFragmentDoc,
    "\n  query PaymentLinks($after: String, $filter: PaymentLinkFilter) {\n    paymentLinks(first: 100, after: $after, filter: $filter) {\n      nodes {\n        ...PaymentLinkRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": types.PaymentLinksDocument,
    "\n  query Refund($id: ID!) {\n    refund(id: $id) {\n      ...RefundRow\n      phase\n      reason\n      providerReference\n      providerRefundId\n      transactionHash\n      failure {\n        code\n        message\n      }\n      explanation {\n        ...ExplanationFields\n      }\n      providerCalls(first: 100) {\n        ...CallFields\n      }\n    }\n  }\n": types.RefundDocument,
    "\n  query Refunds($after: String, $filter: RefundFilter) {\n    refunds(first: 100, after: $after, filter: $filter) {\n      nodes {\n        ...RefundRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": types.RefundsDocument,
    "\n  query Search($text: String!) {\n    search(text: $text, first: 50) {\n      __typename\n      ...OrderRow\n      ...RefundRow\n      ...SettlementRow\n      ...AbnormalPaymentRow\n    }\n  }\n": types.SearchDocument,
    "\n  query PayingAccounts {\n    viewer {\n      accounts(first: 100) {\n        id\n        name\n        enabled\n        capabilities {\n          settlementDestinations\n        }\n      }\n    }\n  }\n": types.PayingAccountsDocument,
    "\n  mutation ConsoleCreateSettlement($input: CreateSettlementInput!) {\n    createSettlement(input: $input) {\n      __typename\n      ...Refusal\n      ... on CreateSettlementSuccess {\n        settlement {\n          id\n        }\n      }\n    }\n  }\n": types.ConsoleCreateSettlementDocument,
    "\n  query Settlement($id: ID!) {\n    settlement(id: $id) {\n      ...SettlementRow\n      phase\n      fee {\n        ...MoneyFields\n      }\n      account {\n        id\n        name\n      }\n      events(first: 100) {\n        nodes {\n          ...HistoryEvent\n        }\n      }\n      providerReference\n      providerSettlementId\n      transactionHash\n      failure {\n        code\n        message\n      }\n      explanation {\n        ...ExplanationFields\n      }\n      providerCalls(first: 100) {\n        ...CallFields\n      }\n    }\n  }\n": types.SettlementDocument,
    "\n  query Settlements($after: String, $filter: SettlementFilter) {\n    settlements(first: 100, after: $after, filter: $filter) {\n      nodes {\n        ...SettlementRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": types.SettlementsDocument,
    "\n  query Webhooks($after: String, $statuses: [WebhookDeliveryStatus!]) {\n    webhookDeliveries(first: 100, after: $after, statuses: $statuses) {\n      nodes {\n        ...WebhookRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": types.WebhooksDocument,
    "\n  query Webhook($id: ID!) {\n    node(id: $id) {\n      ... on WebhookDelivery {\n        ...WebhookRow\n        eventId\n        body\n      }\n    }\n  }\n": types.WebhookDocument,
    "\n  fragment Refusal on Error {\n    errorCode\n    message\n    retry\n    ... on ValidationError {\n      issues {\n        path\n        message\n      }\n    }\n    ... on RefundExceedsRefundableError {\n      refundable {\n        ...MoneyFields\n      }\n    }\n  }\n": types.RefusalFragmentDoc,
    "\n  mutation ConsoleCreateRefund($input: CreateRefundInput!) {\n    createRefund(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n": types.ConsoleCreateRefundDocument,
    "\n  mutation ConsoleCancelOrder($input: CancelOrderInput!) {\n    cancelOrder(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n": types.ConsoleCancelOrderDocument,
    "\n  mutation ConsoleRefreshOrder($id: ID!) {\n    refreshOrder(id: $id) {\n      __typename\n      ...Refusal\n    }\n  }\n": types.ConsoleRefreshOrderDocument,
    "\n  mutation ConsoleRefreshRefund($id: ID!) {\n    refreshRefund(id: $id) {\n      __typename\n      ...Refusal\n    }\n  }\n": types.ConsoleRefreshRefundDocument,
    "\n  mutation ConsoleCancelRefund($input: CancelRefundInput!) {\n    cancelRefund(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n": types.ConsoleCancelRefundDocument,
    "\n  mutation ConsoleRefreshSettlement($id: ID!) {\n    refreshSettlement(id: $id) {\n      __typename\n      ...Refusal\n    }\n  }\n": types.ConsoleRefreshSettlementDocument,
    "\n  mutation ConsoleCancelSettlement($input: CancelSettlementInput!) {\n    cancelSettlement(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n": types.ConsoleCancelSettlementDocument,
    "\n  mutation ConsoleResolve($input: ResolveAbnormalPaymentInput!) {\n    resolveAbnormalPayment(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n": types.ConsoleResolveDocument,
    "\n  mutation ConsoleRefundAbnormal($input: RefundAbnormalPaymentInput!) {\n    refundAbnormalPayment(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n": types.ConsoleRefundAbnormalDocument,
    "\n  mutation ConsoleDecide($input: DecideUnknownInput!) {\n    decideUnknown(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n": types.ConsoleDecideDocument,
    "\n  mutation ConsoleAcknowledge($input: AcknowledgeAttentionInput!) {\n    acknowledgeAttention(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n": types.ConsoleAcknowledgeDocument,
    "\n  fragment WebhookRow on WebhookDelivery {\n    id\n    status\n    receivedAt\n    attempts\n    lastError\n    account {\n      id\n      name\n    }\n  }\n": types.WebhookRowFragmentDoc,
    "\n  mutation ConsoleReplay($id: ID!) {\n    replayWebhook(id: $id) {\n      __typename\n      ...Refusal\n      ... on ReplayWebhookSuccess {\n        delivery {\n          ...WebhookRow\n        }\n      }\n    }\n  }\n": types.ConsoleReplayDocument,
    "\n  query Viewer {\n    viewer {\n      name\n      viewerScopes\n    }\n  }\n": types.ViewerDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MoneyFields on Money {\n    amount\n    currency\n    network\n  }\n"): (typeof documents)["\n  fragment MoneyFields on Money {\n    amount\n    currency\n    network\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OrderRow on Order {\n    id\n    reference\n    status\n    createdAt\n    updatedAt\n    provider\n    method\n    amount {\n      ...MoneyFields\n    }\n    paid {\n      ...MoneyFields\n    }\n    resolution {\n      needsAttention\n    }\n  }\n"): (typeof documents)["\n  fragment OrderRow on Order {\n    id\n    reference\n    status\n    createdAt\n    updatedAt\n    provider\n    method\n    amount {\n      ...MoneyFields\n    }\n    paid {\n      ...MoneyFields\n    }\n    resolution {\n      needsAttention\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RefundRow on Refund {\n    id\n    reference\n    refundStatus: status\n    createdAt\n    amount {\n      ...MoneyFields\n    }\n    order {\n      id\n      reference\n    }\n  }\n"): (typeof documents)["\n  fragment RefundRow on Refund {\n    id\n    reference\n    refundStatus: status\n    createdAt\n    amount {\n      ...MoneyFields\n    }\n    order {\n      id\n      reference\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SettlementRow on Settlement {\n    id\n    reference\n    settlementStatus: status\n    createdAt\n    provider\n    destination\n    destinationType\n    amount {\n      ...MoneyFields\n    }\n  }\n"): (typeof documents)["\n  fragment SettlementRow on Settlement {\n    id\n    reference\n    settlementStatus: status\n    createdAt\n    provider\n    destination\n    destinationType\n    amount {\n      ...MoneyFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AbnormalPaymentRow on AbnormalPayment {\n    id\n    abnormalPaymentStatus: status\n    type\n    createdAt\n    received {\n      ...MoneyFields\n    }\n    pending {\n      ...MoneyFields\n    }\n    intended: order {\n      id\n      reference\n    }\n  }\n"): (typeof documents)["\n  fragment AbnormalPaymentRow on AbnormalPayment {\n    id\n    abnormalPaymentStatus: status\n    type\n    createdAt\n    received {\n      ...MoneyFields\n    }\n    pending {\n      ...MoneyFields\n    }\n    intended: order {\n      id\n      reference\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ConsoleLog($after: EventCursor) {\n    events(after: $after) {\n      kind\n      cursor\n      event {\n        id\n        type\n        recordedAt\n        subject {\n          __typename\n          ...OrderRow\n          ...RefundRow\n          ...SettlementRow\n          ...AbnormalPaymentRow\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription ConsoleLog($after: EventCursor) {\n    events(after: $after) {\n      kind\n      cursor\n      event {\n        id\n        type\n        recordedAt\n        subject {\n          __typename\n          ...OrderRow\n          ...RefundRow\n          ...SettlementRow\n          ...AbnormalPaymentRow\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AbnormalPayment($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on AbnormalPayment {\n        ...AbnormalPaymentRow\n        availableActions\n        needsAttention\n        providerAbnormalPaymentId\n        transactionHash\n        account {\n          id\n          name\n        }\n        resolution {\n          kind\n          note\n          by\n          at\n        }\n        refunds(first: 100) {\n          ...RefundRow\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query AbnormalPayment($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on AbnormalPayment {\n        ...AbnormalPaymentRow\n        availableActions\n        needsAttention\n        providerAbnormalPaymentId\n        transactionHash\n        account {\n          id\n          name\n        }\n        resolution {\n          kind\n          note\n          by\n          at\n        }\n        refunds(first: 100) {\n          ...RefundRow\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AbnormalPayments($after: String, $filter: AbnormalPaymentFilter) {\n    abnormalPayments(first: 100, after: $after, filter: $filter) {\n      nodes {\n        ...AbnormalPaymentRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query AbnormalPayments($after: String, $filter: AbnormalPaymentFilter) {\n    abnormalPayments(first: 100, after: $after, filter: $filter) {\n      nodes {\n        ...AbnormalPaymentRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Accounts {\n    viewer {\n      accounts(first: 100) {\n        id\n        name\n        provider\n        mode\n        enabled\n        baseUrl\n        webhookUrl\n        capabilities {\n          balance\n        }\n        lastReconciliation {\n          at\n          complete\n          findings\n        }\n      }\n    }\n    attention(first: 100, filter: { reasons: [ACCOUNT_UNREACHABLE] }) {\n      nodes {\n        since\n        summary\n        subject {\n          ... on ProviderAccount {\n            id\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Accounts {\n    viewer {\n      accounts(first: 100) {\n        id\n        name\n        provider\n        mode\n        enabled\n        baseUrl\n        webhookUrl\n        capabilities {\n          balance\n        }\n        lastReconciliation {\n          at\n          complete\n          findings\n        }\n      }\n    }\n    attention(first: 100, filter: { reasons: [ACCOUNT_UNREACHABLE] }) {\n      nodes {\n        since\n        summary\n        subject {\n          ... on ProviderAccount {\n            id\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Balances($id: ID!) {\n    node(id: $id) {\n      ... on ProviderAccount {\n        id\n        balances {\n          available {\n            ...MoneyFields\n          }\n          unsettled {\n            ...MoneyFields\n          }\n          frozen {\n            ...MoneyFields\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Balances($id: ID!) {\n    node(id: $id) {\n      ... on ProviderAccount {\n        id\n        balances {\n          available {\n            ...MoneyFields\n          }\n          unsettled {\n            ...MoneyFields\n          }\n          frozen {\n            ...MoneyFields\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Attention($after: String, $filter: AttentionFilter) {\n    attention(first: 50, after: $after, filter: $filter) {\n      totalCount\n      nodes {\n        reason\n        since\n        summary\n        subject {\n          __typename\n          ... on Order {\n            id\n            reference\n            orderStatus: status\n            availableActions\n            refundable {\n              ...MoneyFields\n            }\n          }\n          ... on Refund {\n            id\n            reference\n            refundStatus: status\n          }\n          ... on Settlement {\n            id\n            reference\n            settlementStatus: status\n          }\n          ... on AbnormalPayment {\n            id\n            abnormalActions: availableActions\n            pending {\n              ...MoneyFields\n            }\n            intended: order {\n              id\n              reference\n            }\n          }\n          ... on ProviderAccount {\n            id\n            name\n          }\n          ... on WebhookDelivery {\n            id\n          }\n          ... on EventEndpoint {\n            id\n          }\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query Attention($after: String, $filter: AttentionFilter) {\n    attention(first: 50, after: $after, filter: $filter) {\n      totalCount\n      nodes {\n        reason\n        since\n        summary\n        subject {\n          __typename\n          ... on Order {\n            id\n            reference\n            orderStatus: status\n            availableActions\n            refundable {\n              ...MoneyFields\n            }\n          }\n          ... on Refund {\n            id\n            reference\n            refundStatus: status\n          }\n          ... on Settlement {\n            id\n            reference\n            settlementStatus: status\n          }\n          ... on AbnormalPayment {\n            id\n            abnormalActions: availableActions\n            pending {\n              ...MoneyFields\n            }\n            intended: order {\n              id\n              reference\n            }\n          }\n          ... on ProviderAccount {\n            id\n            name\n          }\n          ... on WebhookDelivery {\n            id\n          }\n          ... on EventEndpoint {\n            id\n          }\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Audit($after: String, $filter: AuditTrailFilter) {\n    auditTrail(first: 100, after: $after, filter: $filter) {\n      nodes {\n        id\n        at\n        mutation\n        outcome\n        source\n        subjects(first: 5)\n        principal {\n          type\n          name\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query Audit($after: String, $filter: AuditTrailFilter) {\n    auditTrail(first: 100, after: $after, filter: $filter) {\n      nodes {\n        id\n        at\n        mutation\n        outcome\n        source\n        subjects(first: 5)\n        principal {\n          type\n          name\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Unknowns {\n    orders(first: 100, filter: { statuses: [UNKNOWN] }) {\n      nodes {\n        id\n        resolution {\n          since\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Unknowns {\n    orders(first: 100, filter: { statuses: [UNKNOWN] }) {\n      nodes {\n        id\n        resolution {\n          since\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Delays {\n    webhookDeliveries(first: 100, statuses: [APPLIED]) {\n      nodes {\n        id\n        receivedAt\n        events(first: 1) {\n          id\n          recordedAt\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Delays {\n    webhookDeliveries(first: 100, statuses: [APPLIED]) {\n      nodes {\n        id\n        receivedAt\n        events(first: 1) {\n          id\n          recordedAt\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment EndpointRow on EventEndpoint {\n    id\n    url\n    description\n    endpointStatus: status\n    lag\n    lastDeliveredAt\n    lastFailure\n  }\n"): (typeof documents)["\n  fragment EndpointRow on EventEndpoint {\n    id\n    url\n    description\n    endpointStatus: status\n    lag\n    lastDeliveredAt\n    lastFailure\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Endpoints($after: String) {\n    eventEndpoints(first: 50, after: $after) {\n      nodes {\n        ...EndpointRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query Endpoints($after: String) {\n    eventEndpoints(first: 50, after: $after) {\n      nodes {\n        ...EndpointRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Endpoint($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on EventEndpoint {\n        ...EndpointRow\n        eventTypes\n        createdAt\n      }\n    }\n  }\n"): (typeof documents)["\n  query Endpoint($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on EventEndpoint {\n        ...EndpointRow\n        eventTypes\n        createdAt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DeliveryRow on EventDelivery {\n    id\n    deliveryStatus: status\n    attempts\n    httpStatus\n    lastError\n    nextAttemptAt\n    replayAfter\n    event {\n      type\n      recordedAt\n      subject {\n        ... on Node {\n          id\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment DeliveryRow on EventDelivery {\n    id\n    deliveryStatus: status\n    attempts\n    httpStatus\n    lastError\n    nextAttemptAt\n    replayAfter\n    event {\n      type\n      recordedAt\n      subject {\n        ... on Node {\n          id\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Deliveries($id: ID!, $after: String, $statuses: [EventDeliveryStatus!]) {\n    node(id: $id) {\n      ... on EventEndpoint {\n        id\n        deliveries(first: 100, after: $after, statuses: $statuses) {\n          nodes {\n            ...DeliveryRow\n          }\n          pageInfo {\n            endCursor\n            hasNextPage\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Deliveries($id: ID!, $after: String, $statuses: [EventDeliveryStatus!]) {\n    node(id: $id) {\n      ... on EventEndpoint {\n        id\n        deliveries(first: 100, after: $after, statuses: $statuses) {\n          nodes {\n            ...DeliveryRow\n          }\n          pageInfo {\n            endCursor\n            hasNextPage\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConsoleCreateEndpoint($input: CreateEventEndpointInput!) {\n    createEventEndpoint(input: $input) {\n      __typename\n      ...Refusal\n      ...EndpointSecrets\n    }\n  }\n"): (typeof documents)["\n  mutation ConsoleCreateEndpoint($input: CreateEventEndpointInput!) {\n    createEventEndpoint(input: $input) {\n      __typename\n      ...Refusal\n      ...EndpointSecrets\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConsoleUpdateEndpoint($input: UpdateEventEndpointInput!) {\n    updateEventEndpoint(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n"): (typeof documents)["\n  mutation ConsoleUpdateEndpoint($input: UpdateEventEndpointInput!) {\n    updateEventEndpoint(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConsoleRotateSecret($input: RotateEventEndpointSecretInput!) {\n    rotateEventEndpointSecret(input: $input) {\n      __typename\n      ...Refusal\n      ...EndpointSecrets\n    }\n  }\n"): (typeof documents)["\n  mutation ConsoleRotateSecret($input: RotateEventEndpointSecretInput!) {\n    rotateEventEndpointSecret(input: $input) {\n      __typename\n      ...Refusal\n      ...EndpointSecrets\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConsoleReplayEvents($input: ReplayEventsInput!) {\n    replayEvents(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n"): (typeof documents)["\n  mutation ConsoleReplayEvents($input: ReplayEventsInput!) {\n    replayEvents(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment EndpointSecrets on EventEndpointSecretSuccess {\n    secret\n    publicKey\n  }\n"): (typeof documents)["\n  fragment EndpointSecrets on EventEndpointSecretSuccess {\n    secret\n    publicKey\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Keys {\n    viewer {\n      apiKeys(first: 100) {\n        id\n        name\n        prefix\n        scopes\n        createdAt\n        lastUsedAt\n        revokedAt\n      }\n    }\n  }\n"): (typeof documents)["\n  query Keys {\n    viewer {\n      apiKeys(first: 100) {\n        id\n        name\n        prefix\n        scopes\n        createdAt\n        lastUsedAt\n        revokedAt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConsoleRevokeKey($id: ID!) {\n    revokeApiKey(id: $id) {\n      __typename\n      ...Refusal\n    }\n  }\n"): (typeof documents)["\n  mutation ConsoleRevokeKey($id: ID!) {\n    revokeApiKey(id: $id) {\n      __typename\n      ...Refusal\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConsoleCreateKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      __typename\n      ...Refusal\n      ... on CreateApiKeySuccess {\n        secret\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ConsoleCreateKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      __typename\n      ...Refusal\n      ... on CreateApiKeySuccess {\n        secret\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ExplanationFields on Explanation {\n    subjectStatus\n    decisive {\n      id\n    }\n    evidence(first: 100) {\n      id\n      at\n      lastAt\n      times\n      cause\n      says\n      rule\n      reason\n      changed\n      fromStatus\n      toStatus\n      delivery\n    }\n  }\n"): (typeof documents)["\n  fragment ExplanationFields on Explanation {\n    subjectStatus\n    decisive {\n      id\n    }\n    evidence(first: 100) {\n      id\n      at\n      lastAt\n      times\n      cause\n      says\n      rule\n      reason\n      changed\n      fromStatus\n      toStatus\n      delivery\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CallFields on ProviderCall {\n    id\n    at\n    times\n    operation\n    outcome\n    httpStatus\n    durationMs\n    request\n    response\n  }\n"): (typeof documents)["\n  fragment CallFields on ProviderCall {\n    id\n    at\n    times\n    operation\n    outcome\n    httpStatus\n    durationMs\n    request\n    response\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment HistoryEvent on Event {\n    id\n    type\n    cause\n    fromStatus\n    toStatus\n    recordedAt\n    occurredAt\n  }\n"): (typeof documents)["\n  fragment HistoryEvent on Event {\n    id\n    type\n    cause\n    fromStatus\n    toStatus\n    recordedAt\n    occurredAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OrderAccount on ProviderAccount {\n    id\n    name\n    mode\n  }\n"): (typeof documents)["\n  fragment OrderAccount on ProviderAccount {\n    id\n    name\n    mode\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OrderMoney on Order {\n    payable {\n      ...MoneyFields\n    }\n    refunded {\n      ...MoneyFields\n    }\n    refundable {\n      ...MoneyFields\n    }\n    chargedBack {\n      ...MoneyFields\n    }\n    chargebacks {\n      providerChargebackId\n      chargebackStatus: status\n      occurredAt\n      createdAt\n      amount {\n        ...MoneyFields\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment OrderMoney on Order {\n    payable {\n      ...MoneyFields\n    }\n    refunded {\n      ...MoneyFields\n    }\n    refundable {\n      ...MoneyFields\n    }\n    chargedBack {\n      ...MoneyFields\n    }\n    chargebacks {\n      providerChargebackId\n      chargebackStatus: status\n      occurredAt\n      createdAt\n      amount {\n        ...MoneyFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Order($id: ID!) {\n    order(id: $id) {\n      ...OrderRow\n      description\n      phase\n      paidAt\n      expiresAt\n      providerReference\n      providerOrderId\n      availableActions\n      checkoutPageUrl\n      account {\n        ...OrderAccount\n      }\n      failure {\n        code\n        message\n        providerCode\n        providerMessage\n      }\n      resolution {\n        needsAttention\n        since\n        checks\n        lastCheckAt\n        nextCheckAt\n      }\n      metadata {\n        key\n        value\n      }\n      ...OrderMoney\n      refunds(first: 100) {\n        nodes {\n          ...RefundRow\n        }\n      }\n      abnormalPayments(first: 100) {\n        ...AbnormalPaymentRow\n        availableActions\n        transactionHash\n        resolution {\n          kind\n          note\n          by\n          at\n        }\n      }\n      explanation {\n        ...ExplanationFields\n      }\n      providerCalls(first: 100) {\n        ...CallFields\n      }\n      events(first: 100) {\n        nodes {\n          ...HistoryEvent\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Order($id: ID!) {\n    order(id: $id) {\n      ...OrderRow\n      description\n      phase\n      paidAt\n      expiresAt\n      providerReference\n      providerOrderId\n      availableActions\n      checkoutPageUrl\n      account {\n        ...OrderAccount\n      }\n      failure {\n        code\n        message\n        providerCode\n        providerMessage\n      }\n      resolution {\n        needsAttention\n        since\n        checks\n        lastCheckAt\n        nextCheckAt\n      }\n      metadata {\n        key\n        value\n      }\n      ...OrderMoney\n      refunds(first: 100) {\n        nodes {\n          ...RefundRow\n        }\n      }\n      abnormalPayments(first: 100) {\n        ...AbnormalPaymentRow\n        availableActions\n        transactionHash\n        resolution {\n          kind\n          note\n          by\n          at\n        }\n      }\n      explanation {\n        ...ExplanationFields\n      }\n      providerCalls(first: 100) {\n        ...CallFields\n      }\n      events(first: 100) {\n        nodes {\n          ...HistoryEvent\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Orders($after: String, $filter: OrderFilter, $sort: OrderSort) {\n    orders(first: 100, after: $after, filter: $filter, sort: $sort) {\n      nodes {\n        ...OrderRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query Orders($after: String, $filter: OrderFilter, $sort: OrderSort) {\n    orders(first: 100, after: $after, filter: $filter, sort: $sort) {\n      nodes {\n        ...OrderRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PaymentLink($id: ID!) {\n    paymentLink(id: $id) {\n      ...PaymentLinkRow\n      url\n      description\n      returnUrl\n      disabledAt\n      account {\n        id\n        name\n      }\n      metadata {\n        key\n        value\n      }\n    }\n  }\n"): (typeof documents)["\n  query PaymentLink($id: ID!) {\n    paymentLink(id: $id) {\n      ...PaymentLinkRow\n      url\n      description\n      returnUrl\n      disabledAt\n      account {\n        id\n        name\n      }\n      metadata {\n        key\n        value\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PaymentLinkOrders($id: ID!, $after: String) {\n    paymentLink(id: $id) {\n      id\n      orders(first: 100, after: $after) {\n        nodes {\n          ...OrderRow\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query PaymentLinkOrders($id: ID!, $after: String) {\n    paymentLink(id: $id) {\n      id\n      orders(first: 100, after: $after) {\n        nodes {\n          ...OrderRow\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConsoleDisableLink($id: ID!) {\n    disablePaymentLink(id: $id) {\n      __typename\n      ...Refusal\n    }\n  }\n"): (typeof documents)["\n  mutation ConsoleDisableLink($id: ID!) {\n    disablePaymentLink(id: $id) {\n      __typename\n      ...Refusal\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PaymentLinkRow on PaymentLink {\n    id\n    reference\n    linkStatus: status\n    methods\n    uses\n    maximumUses\n    createdAt\n    expiresAt\n    amount {\n      ...MoneyFields\n    }\n  }\n"): (typeof documents)["\n  fragment PaymentLinkRow on PaymentLink {\n    id\n    reference\n    linkStatus: status\n    methods\n    uses\n    maximumUses\n    createdAt\n    expiresAt\n    amount {\n      ...MoneyFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PaymentLinks($after: String, $filter: PaymentLinkFilter) {\n    paymentLinks(first: 100, after: $after, filter: $filter) {\n      nodes {\n        ...PaymentLinkRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query PaymentLinks($after: String, $filter: PaymentLinkFilter) {\n    paymentLinks(first: 100, after: $after, filter: $filter) {\n      nodes {\n        ...PaymentLinkRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Refund($id: ID!) {\n    refund(id: $id) {\n      ...RefundRow\n      phase\n      reason\n      providerReference\n      providerRefundId\n      transactionHash\n      failure {\n        code\n        message\n      }\n      explanation {\n        ...ExplanationFields\n      }\n      providerCalls(first: 100) {\n        ...CallFields\n      }\n    }\n  }\n"): (typeof documents)["\n  query Refund($id: ID!) {\n    refund(id: $id) {\n      ...RefundRow\n      phase\n      reason\n      providerReference\n      providerRefundId\n      transactionHash\n      failure {\n        code\n        message\n      }\n      explanation {\n        ...ExplanationFields\n      }\n      providerCalls(first: 100) {\n        ...CallFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Refunds($after: String, $filter: RefundFilter) {\n    refunds(first: 100, after: $after, filter: $filter) {\n      nodes {\n        ...RefundRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query Refunds($after: String, $filter: RefundFilter) {\n    refunds(first: 100, after: $after, filter: $filter) {\n      nodes {\n        ...RefundRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Search($text: String!) {\n    search(text: $text, first: 50) {\n      __typename\n      ...OrderRow\n      ...RefundRow\n      ...SettlementRow\n      ...AbnormalPaymentRow\n    }\n  }\n"): (typeof documents)["\n  query Search($text: String!) {\n    search(text: $text, first: 50) {\n      __typename\n      ...OrderRow\n      ...RefundRow\n      ...SettlementRow\n      ...AbnormalPaymentRow\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PayingAccounts {\n    viewer {\n      accounts(first: 100) {\n        id\n        name\n        enabled\n        capabilities {\n          settlementDestinations\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query PayingAccounts {\n    viewer {\n      accounts(first: 100) {\n        id\n        name\n        enabled\n        capabilities {\n          settlementDestinations\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConsoleCreateSettlement($input: CreateSettlementInput!) {\n    createSettlement(input: $input) {\n      __typename\n      ...Refusal\n      ... on CreateSettlementSuccess {\n        settlement {\n          id\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ConsoleCreateSettlement($input: CreateSettlementInput!) {\n    createSettlement(input: $input) {\n      __typename\n      ...Refusal\n      ... on CreateSettlementSuccess {\n        settlement {\n          id\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Settlement($id: ID!) {\n    settlement(id: $id) {\n      ...SettlementRow\n      phase\n      fee {\n        ...MoneyFields\n      }\n      account {\n        id\n        name\n      }\n      events(first: 100) {\n        nodes {\n          ...HistoryEvent\n        }\n      }\n      providerReference\n      providerSettlementId\n      transactionHash\n      failure {\n        code\n        message\n      }\n      explanation {\n        ...ExplanationFields\n      }\n      providerCalls(first: 100) {\n        ...CallFields\n      }\n    }\n  }\n"): (typeof documents)["\n  query Settlement($id: ID!) {\n    settlement(id: $id) {\n      ...SettlementRow\n      phase\n      fee {\n        ...MoneyFields\n      }\n      account {\n        id\n        name\n      }\n      events(first: 100) {\n        nodes {\n          ...HistoryEvent\n        }\n      }\n      providerReference\n      providerSettlementId\n      transactionHash\n      failure {\n        code\n        message\n      }\n      explanation {\n        ...ExplanationFields\n      }\n      providerCalls(first: 100) {\n        ...CallFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Settlements($after: String, $filter: SettlementFilter) {\n    settlements(first: 100, after: $after, filter: $filter) {\n      nodes {\n        ...SettlementRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query Settlements($after: String, $filter: SettlementFilter) {\n    settlements(first: 100, after: $after, filter: $filter) {\n      nodes {\n        ...SettlementRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Webhooks($after: String, $statuses: [WebhookDeliveryStatus!]) {\n    webhookDeliveries(first: 100, after: $after, statuses: $statuses) {\n      nodes {\n        ...WebhookRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query Webhooks($after: String, $statuses: [WebhookDeliveryStatus!]) {\n    webhookDeliveries(first: 100, after: $after, statuses: $statuses) {\n      nodes {\n        ...WebhookRow\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Webhook($id: ID!) {\n    node(id: $id) {\n      ... on WebhookDelivery {\n        ...WebhookRow\n        eventId\n        body\n      }\n    }\n  }\n"): (typeof documents)["\n  query Webhook($id: ID!) {\n    node(id: $id) {\n      ... on WebhookDelivery {\n        ...WebhookRow\n        eventId\n        body\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Refusal on Error {\n    errorCode\n    message\n    retry\n    ... on ValidationError {\n      issues {\n        path\n        message\n      }\n    }\n    ... on RefundExceedsRefundableError {\n      refundable {\n        ...MoneyFields\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment Refusal on Error {\n    errorCode\n    message\n    retry\n    ... on ValidationError {\n      issues {\n        path\n        message\n      }\n    }\n    ... on RefundExceedsRefundableError {\n      refundable {\n        ...MoneyFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConsoleCreateRefund($input: CreateRefundInput!) {\n    createRefund(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n"): (typeof documents)["\n  mutation ConsoleCreateRefund($input: CreateRefundInput!) {\n    createRefund(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConsoleCancelOrder($input: CancelOrderInput!) {\n    cancelOrder(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n"): (typeof documents)["\n  mutation ConsoleCancelOrder($input: CancelOrderInput!) {\n    cancelOrder(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConsoleRefreshOrder($id: ID!) {\n    refreshOrder(id: $id) {\n      __typename\n      ...Refusal\n    }\n  }\n"): (typeof documents)["\n  mutation ConsoleRefreshOrder($id: ID!) {\n    refreshOrder(id: $id) {\n      __typename\n      ...Refusal\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConsoleRefreshRefund($id: ID!) {\n    refreshRefund(id: $id) {\n      __typename\n      ...Refusal\n    }\n  }\n"): (typeof documents)["\n  mutation ConsoleRefreshRefund($id: ID!) {\n    refreshRefund(id: $id) {\n      __typename\n      ...Refusal\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConsoleCancelRefund($input: CancelRefundInput!) {\n    cancelRefund(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n"): (typeof documents)["\n  mutation ConsoleCancelRefund($input: CancelRefundInput!) {\n    cancelRefund(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConsoleRefreshSettlement($id: ID!) {\n    refreshSettlement(id: $id) {\n      __typename\n      ...Refusal\n    }\n  }\n"): (typeof documents)["\n  mutation ConsoleRefreshSettlement($id: ID!) {\n    refreshSettlement(id: $id) {\n      __typename\n      ...Refusal\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConsoleCancelSettlement($input: CancelSettlementInput!) {\n    cancelSettlement(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n"): (typeof documents)["\n  mutation ConsoleCancelSettlement($input: CancelSettlementInput!) {\n    cancelSettlement(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConsoleResolve($input: ResolveAbnormalPaymentInput!) {\n    resolveAbnormalPayment(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n"): (typeof documents)["\n  mutation ConsoleResolve($input: ResolveAbnormalPaymentInput!) {\n    resolveAbnormalPayment(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConsoleRefundAbnormal($input: RefundAbnormalPaymentInput!) {\n    refundAbnormalPayment(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n"): (typeof documents)["\n  mutation ConsoleRefundAbnormal($input: RefundAbnormalPaymentInput!) {\n    refundAbnormalPayment(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConsoleDecide($input: DecideUnknownInput!) {\n    decideUnknown(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n"): (typeof documents)["\n  mutation ConsoleDecide($input: DecideUnknownInput!) {\n    decideUnknown(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConsoleAcknowledge($input: AcknowledgeAttentionInput!) {\n    acknowledgeAttention(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n"): (typeof documents)["\n  mutation ConsoleAcknowledge($input: AcknowledgeAttentionInput!) {\n    acknowledgeAttention(input: $input) {\n      __typename\n      ...Refusal\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment WebhookRow on WebhookDelivery {\n    id\n    status\n    receivedAt\n    attempts\n    lastError\n    account {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  fragment WebhookRow on WebhookDelivery {\n    id\n    status\n    receivedAt\n    attempts\n    lastError\n    account {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConsoleReplay($id: ID!) {\n    replayWebhook(id: $id) {\n      __typename\n      ...Refusal\n      ... on ReplayWebhookSuccess {\n        delivery {\n          ...WebhookRow\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ConsoleReplay($id: ID!) {\n    replayWebhook(id: $id) {\n      __typename\n      ...Refusal\n      ... on ReplayWebhookSuccess {\n        delivery {\n          ...WebhookRow\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    viewer {\n      name\n      viewerScopes\n    }\n  }\n"): (typeof documents)["\n  query Viewer {\n    viewer {\n      name\n      viewerScopes\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;