import type { StablecoinBrand } from '../../../sandbox/stablecoin-platform/brands.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import {
  mutate,
  created,
  newKey,
  orderInput,
  overpaid,
  paid,
  refundAddress,
  settlementInput,
} from '../../support/operations.ts';
import { wireRules } from './subject.ts';
import type { Mutation, AccountMutations } from '../../operations/fault-matrix/mutations.ts';

export function stablecoinMutations(provider: StablecoinBrand): AccountMutations {
  const sandbox = (testApp: TestApp) => testApp.sandbox.provider(provider);
  const orderStatus: Mutation['atProvider'] = (testApp, reference) => ({
    status: sandbox(testApp).order(reference).status,
  });
  const refundStatus: Mutation['atProvider'] = (testApp, reference) =>
    sandbox(testApp).refund(reference);
  const settlementStatus: Mutation['atProvider'] = (testApp, reference) =>
    sandbox(testApp).settlement(reference);
  const refundInput = async (testApp: TestApp) => ({
    order: (await paid(testApp, provider)).id,
    ...refundAddress(provider),
  });
  const settlement = async (testApp: TestApp) => {
    await paid(testApp, provider);
    return settlementInput(testApp, provider);
  };
  return {
    name: provider,
    provider,
    wireRules: ({ credentials }) => wireRules(provider, credentials[provider].signKey, []),
    checksTime: true,
    announceOrders: (testApp, announcesOrders) => sandbox(testApp).switch({ announcesOrders }),
    mutations: [
      {
        operation: 'createOrder',
        document: documents.createOrder,
        prepare: async (testApp) => orderInput(testApp, provider),
        accepted: 'AWAITING_PAYMENT',
        atProvider: orderStatus,
      },
      {
        operation: 'createRefund',
        document: documents.createRefund,
        prepare: refundInput,
        accepted: 'PENDING',
        atProvider: refundStatus,
      },
      {
        operation: 'refundAbnormalPayment',
        document: documents.refundAbnormalPayment,
        prepare: async (testApp) => ({ abnormalPayment: (await overpaid(testApp, provider)).id }),
        accepted: 'PENDING',
        atProvider: refundStatus,
      },
      {
        operation: 'createSettlement',
        document: documents.createSettlement,
        prepare: settlement,
        accepted: 'PENDING',
        atProvider: settlementStatus,
      },
      {
        operation: 'cancelOrder',
        document: documents.cancelOrder,
        prepare: async (testApp) => ({ id: (await created(testApp, provider)).id }),
        accepted: 'CANCELED',
        atProvider: orderStatus,
      },
      {
        operation: 'cancelRefund',
        document: documents.cancelRefund,
        prepare: async (testApp) => {
          const input = { ...(await refundInput(testApp)), idempotencyKey: newKey() };
          return { id: (await mutate(testApp, documents.createRefund, { input })).refund?.id };
        },
        accepted: 'CANCELED',
        atProvider: refundStatus,
      },
      {
        operation: 'cancelSettlement',
        document: documents.cancelSettlement,
        prepare: async (testApp) => {
          const input = await settlement(testApp);
          return {
            id: (await mutate(testApp, documents.createSettlement, { input })).settlement?.id,
          };
        },
        accepted: 'CANCELED',
        atProvider: settlementStatus,
      },
    ],
  };
}
