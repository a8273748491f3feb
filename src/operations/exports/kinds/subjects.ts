import { countedIn } from '../../../domain/request.ts';
import { printMoney, printSum, printTime } from '../cells.ts';
import {
  atColumns,
  atOf,
  failureOf,
  modeColumn,
  modeOf,
  moneyColumns,
  moneyOf,
  ownColumns,
  ownOf,
} from './kind.ts';
import type { ExportKind } from './kind.ts';

/** Each order that has an event in the range. */
export const orders: ExportKind = {
  columns: {
    order: 'CODE',
    reference: 'TEXT',
    providerReference: 'TEXT',
    providerOrderId: 'TEXT',
    status: 'CODE',
    ...moneyColumns,
    method: 'CODE',
    paid: 'AMOUNT',
    payable: 'AMOUNT',
    fees: 'AMOUNT',
    paidCurrency: 'CODE',
    paidNetwork: 'CODE',
    paidAt: 'CODE',
    failure: 'CODE',
    ...ownColumns,
    createdAt: 'CODE',
    expiresAt: 'CODE',
    metadata: 'JSON',
    ...atColumns,
    ...modeColumn,
    chargedBack: 'AMOUNT',
  },
  types: ['ORDER_CREATED', 'ORDER_STATUS_CHANGED', 'ORDER_UPDATED'],
  isOfSubjects: true,
  lines(source) {
    const { event, subject } = source;
    const { state } = event;
    const { request } = subject;
    if (request === null) throw new Error(`${subject.id} is not an order`);
    const counted = countedIn(request);
    return [
      {
        order: event.subjectId,
        reference: subject.reference,
        providerReference: subject.providerReference,
        providerOrderId: state.providerId ?? null,
        status: event.to,
        ...moneyOf(source),
        method: request.method.type,
        paid: printSum(state.paid),
        payable: printMoney(state.payable),
        fees: printSum(state.fees),
        paidCurrency: counted.currency,
        paidNetwork: counted.network,
        paidAt: printTime(state.paidAt),
        failure: failureOf(source),
        ...ownOf(source),
        createdAt: printTime(subject.createdAt),
        expiresAt: printTime(state.expiresAt),
        metadata: request.metadata,
        ...atOf(source),
        ...modeOf(source),
        chargedBack: printMoney(state.chargedBack),
      },
    ];
  },
};

export const refunds: ExportKind = {
  columns: {
    refund: 'CODE',
    order: 'CODE',
    abnormalPayment: 'CODE',
    reference: 'TEXT',
    providerReference: 'TEXT',
    providerRefundId: 'TEXT',
    status: 'CODE',
    ...moneyColumns,
    failure: 'CODE',
    transactionHash: 'TEXT',
    ...ownColumns,
    createdAt: 'CODE',
    ...atColumns,
    ...modeColumn,
  },
  types: ['REFUND_CREATED', 'REFUND_STATUS_CHANGED', 'REFUND_UPDATED'],
  isOfSubjects: true,
  lines(source) {
    const { event, subject } = source;
    return [
      {
        refund: event.subjectId,
        order: event.orderId,
        abnormalPayment: subject.abnormalPaymentId,
        reference: subject.reference,
        providerReference: subject.providerReference,
        providerRefundId: event.state.providerId ?? null,
        status: event.to,
        ...moneyOf(source),
        failure: failureOf(source),
        transactionHash: event.state.transactionHash ?? null,
        ...ownOf(source),
        createdAt: printTime(subject.createdAt),
        ...atOf(source),
        ...modeOf(source),
      },
    ];
  },
};

export const settlements: ExportKind = {
  columns: {
    settlement: 'CODE',
    reference: 'TEXT',
    providerReference: 'TEXT',
    providerSettlementId: 'TEXT',
    status: 'CODE',
    ...moneyColumns,
    fee: 'AMOUNT',
    failure: 'CODE',
    transactionHash: 'TEXT',
    ...ownColumns,
    createdAt: 'CODE',
    ...atColumns,
    ...modeColumn,
  },
  types: ['SETTLEMENT_CREATED', 'SETTLEMENT_STATUS_CHANGED', 'SETTLEMENT_UPDATED'],
  isOfSubjects: true,
  lines(source) {
    const { event, subject } = source;
    return [
      {
        settlement: event.subjectId,
        reference: subject.reference,
        providerReference: subject.providerReference,
        providerSettlementId: event.state.providerId ?? null,
        status: event.to,
        ...moneyOf(source),
        fee: printSum(event.state.fees),
        failure: failureOf(source),
        transactionHash: event.state.transactionHash ?? null,
        ...ownOf(source),
        createdAt: printTime(subject.createdAt),
        ...atOf(source),
        ...modeOf(source),
      },
    ];
  },
};

export const abnormalPayments: ExportKind = {
  columns: {
    abnormalPayment: 'CODE',
    order: 'CODE',
    providerAbnormalPaymentId: 'TEXT',
    type: 'CODE',
    status: 'CODE',
    received: 'AMOUNT',
    currency: 'CODE',
    network: 'CODE',
    pending: 'AMOUNT',
    pendingCurrency: 'CODE',
    pendingNetwork: 'CODE',
    resolution: 'CODE',
    transactionHash: 'TEXT',
    ...ownColumns,
    createdAt: 'CODE',
    ...atColumns,
    ...modeColumn,
  },
  types: ['ABNORMAL_PAYMENT_RECEIVED', 'ABNORMAL_PAYMENT_STATUS_CHANGED'],
  isOfSubjects: true,
  lines(source) {
    const { event, subject } = source;
    const { received, pending, resolution, transactionHash, type } = event.state;
    return [
      {
        abnormalPayment: event.subjectId,
        order: event.orderId,
        providerAbnormalPaymentId: subject.providerReference,
        type: type ?? null,
        status: event.to,
        received: printMoney(received),
        currency: received?.currency ?? null,
        network: received?.network ?? null,
        pending: printMoney(pending),
        pendingCurrency: pending?.currency ?? null,
        pendingNetwork: pending?.network ?? null,
        resolution: resolution ?? null,
        transactionHash: transactionHash ?? null,
        ...ownOf(source),
        createdAt: printTime(subject.createdAt),
        ...atOf(source),
        ...modeOf(source),
      },
    ];
  },
};
