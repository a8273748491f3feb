import { getNullableType, isInputObjectType, isListType } from 'graphql';
import type { GraphQLInputType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { masked } from '../../src/graphql/audit/arguments.ts';
import { schema } from '../support/schema.ts';

/** Every leaf holds the path that leads to it; one-of inputs have all their members at once. */
function filled(type: GraphQLInputType, path: string): unknown {
  const bare = getNullableType(type);
  if (isListType(bare)) return [filled(bare.ofType, path)];
  if (!isInputObjectType(bare)) return path;
  const fields = Object.values(bare.getFields());
  return Object.fromEntries(
    fields.map(({ name, type: of }) => [name, filled(of, `${path}.${name}`)]),
  );
}

function leaves(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.values(value).flatMap(leaves);
}

/** By mutation, the paths whose values the trail shows. */
function shown(): Record<string, string[]> {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  return Object.fromEntries(
    mutations.map(({ name, args }) => {
      const provided = Object.fromEntries(
        args.map((arg) => [arg.name, filled(arg.type, arg.name)]),
      );
      const seen = leaves(masked(provided, args)).filter((leaf) => leaf !== '***');
      return [name, seen.map((path) => path.replace(/^input\./, ''))];
    }),
  );
}

describe('the arguments in the trail', () => {
  it('show what is listed here, and nothing else', () => {
    expect(shown()).toEqual({
      createOrder: [
        'account',
        'amount.amount',
        'amount.currency',
        'amount.network',
        'capture',
        'expiresIn',
        'idempotencyKey',
        'method.card.presentation',
        'method.pix.presentation',
        'method.stablecoin.currency',
        'method.stablecoin.network',
        'method.upi.flow',
        'reference',
      ],
      cancelOrder: ['id', 'idempotencyKey'],
      captureOrder: ['amount.amount', 'amount.currency', 'amount.network', 'id', 'idempotencyKey'],
      refreshOrder: ['id'],
      createRefund: [
        'amount.amount',
        'amount.currency',
        'amount.network',
        'idempotencyKey',
        'order',
        'reason',
        'reference',
      ],
      cancelRefund: ['id', 'idempotencyKey'],
      refreshRefund: ['id'],
      refundAbnormalPayment: ['abnormalPayment', 'idempotencyKey', 'reason', 'reference'],
      eraseCustomer: ['idempotencyKey', 'note'],
      resolveAbnormalPayment: ['abnormalPayment', 'idempotencyKey', 'note', 'resolution'],
      createSettlement: [
        'account',
        'amount.amount',
        'amount.currency',
        'amount.network',
        'destination.pix.keyType',
        'destination.registeredBankAccount.fiat',
        'idempotencyKey',
        'orders',
        'reference',
      ],
      cancelSettlement: ['id', 'idempotencyKey'],
      refreshSettlement: ['id'],
      replayWebhook: ['id'],
      acknowledgeAttention: ['idempotencyKey', 'note', 'reason', 'subject'],
      decideUnknown: ['decision', 'id', 'idempotencyKey', 'note'],
      createMerchant: ['name'],
      createPaymentLink: [
        'account',
        'amount.amount',
        'amount.currency',
        'amount.network',
        'expiresIn',
        'idempotencyKey',
        'maximumUses',
        'methods.card.presentation',
        'methods.pix.presentation',
        'methods.stablecoin.currency',
        'methods.stablecoin.network',
        'methods.upi.flow',
        'orderExpiresIn',
        'reference',
      ],
      disablePaymentLink: ['id'],
      createEventEndpoint: ['asymmetric', 'eventTypes'],
      updateEventEndpoint: ['enabled', 'eventTypes', 'id'],
      deleteEventEndpoint: ['id'],
      rotateEventEndpointSecret: ['id', 'keepOldFor'],
      replayEvents: ['endpoint'],
      createApiKey: ['merchant', 'name', 'scopes'],
      revokeApiKey: ['id'],
      updateCheckoutTheme: ['color', 'displayName', 'merchant'],
      createProviderAccount: [
        'config.examplepay.closeEnabled',
        'config.examplepay.refundQueryEnabled',
        'config.nexapay.refundEnabled',
        'config.vexora.currency',
        'merchant',
        'mode',
        'name',
      ],
      updateProviderAccount: [
        'config.examplepay.closeEnabled',
        'config.examplepay.refundQueryEnabled',
        'config.nexapay.refundEnabled',
        'config.vexora.currency',
        'enabled',
        'id',
        'name',
      ],
    });
  });

  it('show the host of an address, and not what may be written into it', () => {
    const args = schema.getMutationType()?.getFields()['updateProviderAccount']?.args ?? [];
    const addressOf = (baseUrl: string) => masked({ input: { baseUrl } }, args);
    expect(addressOf('https://user:SECRET@provider.example:8443/pay?token=SECRET#SECRET')).toEqual({
      input: { baseUrl: 'https://provider.example:8443/pay' },
    });
  });

  it('distinguish what was omitted from what was set to null', () => {
    const args = schema.getMutationType()?.getFields()['createRefund']?.args ?? [];
    expect(masked({ input: { order: 'ord_1', amount: null } }, args)).toEqual({
      input: { order: 'ord_1', amount: null },
    });
  });
});
