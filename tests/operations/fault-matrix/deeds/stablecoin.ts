import type { StablecoinBrand } from '../../../../sandbox/sandbox.ts';
import type { World } from '../../../support/app.ts';
import * as documents from '../../../support/documents.ts';
import {
  ask,
  created,
  newKey,
  orderInput,
  overpaid,
  paid,
  refundAddress,
  settlementInput,
} from '../../../support/operations.ts';
import type { Deed, Deeds } from '../deeds.ts';

export function stablecoinDeeds(provider: StablecoinBrand): Deeds {
  const sandbox = (world: World) => world.sandbox.provider(provider);
  const orderStatus: Deed['atProvider'] = (world, reference) => ({
    status: sandbox(world).order(reference).status,
  });
  const refundStatus: Deed['atProvider'] = (world, reference) => sandbox(world).refund(reference);
  const settlementStatus: Deed['atProvider'] = (world, reference) =>
    sandbox(world).settlement(reference);
  const refundInput = async (world: World) => ({
    order: (await paid(world, provider)).id,
    ...refundAddress(provider),
  });
  const settlement = async (world: World) => {
    await paid(world, provider);
    return settlementInput(world, provider);
  };
  return {
    name: provider,
    provider,
    deeds: [
      {
        operation: 'createOrder',
        document: documents.createOrder,
        given: async (world) => orderInput(world, provider),
        accepted: 'AWAITING_PAYMENT',
        atProvider: orderStatus,
      },
      {
        operation: 'createRefund',
        document: documents.createRefund,
        given: refundInput,
        accepted: 'PENDING',
        atProvider: refundStatus,
      },
      {
        operation: 'refundAbnormalPayment',
        document: documents.refundAbnormalPayment,
        given: async (world) => ({ abnormalPayment: (await overpaid(world, provider)).id }),
        accepted: 'PENDING',
        atProvider: refundStatus,
      },
      {
        operation: 'createSettlement',
        document: documents.createSettlement,
        given: settlement,
        accepted: 'PENDING',
        atProvider: settlementStatus,
      },
      {
        operation: 'cancelOrder',
        document: documents.cancelOrder,
        given: async (world) => ({ id: (await created(world, provider)).id }),
        accepted: 'CANCELED',
        atProvider: orderStatus,
      },
      {
        operation: 'cancelRefund',
        document: documents.cancelRefund,
        given: async (world) => {
          const input = { ...(await refundInput(world)), idempotencyKey: newKey() };
          return { id: (await ask(world, documents.createRefund, { input })).refund?.id };
        },
        accepted: 'CANCELED',
        atProvider: refundStatus,
      },
      {
        operation: 'cancelSettlement',
        document: documents.cancelSettlement,
        given: async (world) => {
          const input = await settlement(world);
          return { id: (await ask(world, documents.createSettlement, { input })).settlement?.id };
        },
        accepted: 'CANCELED',
        atProvider: settlementStatus,
      },
    ],
  };
}
