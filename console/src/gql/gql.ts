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
    "\n  query Attention {\n    attention(first: 100) {\n      totalCount\n      nodes {\n        reason\n        since\n        summary\n      }\n    }\n  }\n": typeof types.AttentionDocument,
    "\n  query Viewer {\n    viewer {\n      name\n      viewerScopes\n    }\n  }\n": typeof types.ViewerDocument,
};
const documents: Documents = {
    "\n  fragment MoneyFields on Money {\n    amount\n    currency\n    network\n  }\n": types.MoneyFieldsFragmentDoc,
    "\n  fragment OrderRow on Order {\n    id\n    reference\n    status\n    createdAt\n    updatedAt\n    provider\n    method\n    amount {\n      ...MoneyFields\n    }\n    paid {\n      ...MoneyFields\n    }\n    resolution {\n      needsAttention\n    }\n  }\n": types.OrderRowFragmentDoc,
    "\n  fragment RefundRow on Refund {\n    id\n    reference\n    refundStatus: status\n    createdAt\n    amount {\n      ...MoneyFields\n    }\n    order {\n      id\n      reference\n    }\n  }\n": types.RefundRowFragmentDoc,
    "\n  fragment SettlementRow on Settlement {\n    id\n    reference\n    settlementStatus: status\n    createdAt\n    provider\n    destination\n    destinationType\n    amount {\n      ...MoneyFields\n    }\n  }\n": types.SettlementRowFragmentDoc,
    "\n  fragment AbnormalPaymentRow on AbnormalPayment {\n    id\n    abnormalPaymentStatus: status\n    type\n    createdAt\n    received {\n      ...MoneyFields\n    }\n    pending {\n      ...MoneyFields\n    }\n    intended: order {\n      id\n      reference\n    }\n  }\n": types.AbnormalPaymentRowFragmentDoc,
    "\n  subscription ConsoleLog($after: EventCursor) {\n    events(after: $after) {\n      kind\n      cursor\n      event {\n        id\n        type\n        recordedAt\n        subject {\n          __typename\n          ...OrderRow\n          ...RefundRow\n          ...SettlementRow\n          ...AbnormalPaymentRow\n        }\n      }\n    }\n  }\n": types.ConsoleLogDocument,
    "\n  query Attention {\n    attention(first: 100) {\n      totalCount\n      nodes {\n        reason\n        since\n        summary\n      }\n    }\n  }\n": types.AttentionDocument,
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
export function graphql(source: "\n  query Attention {\n    attention(first: 100) {\n      totalCount\n      nodes {\n        reason\n        since\n        summary\n      }\n    }\n  }\n"): (typeof documents)["\n  query Attention {\n    attention(first: 100) {\n      totalCount\n      nodes {\n        reason\n        since\n        summary\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    viewer {\n      name\n      viewerScopes\n    }\n  }\n"): (typeof documents)["\n  query Viewer {\n    viewer {\n      name\n      viewerScopes\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;