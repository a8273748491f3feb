import { getNullableType, isInputObjectType, isListType } from 'graphql';
import type { GraphQLInputType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { masked } from '../../../src/graphql/audit/arguments.ts';
import { schema } from '../../../src/graphql/schema.ts';
import { configMember } from '../../../src/operations/merchants/provider-accounts.ts';
import { openWorld } from '../../support/app.ts';
import type { World } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import {
  ask,
  ethereumAddress,
  orderInput,
  paid,
  settlementInput,
} from '../../support/operations.ts';

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
      const given = Object.fromEntries(args.map((arg) => [arg.name, filled(arg.type, arg.name)]));
      const seen = leaves(masked(given, args)).filter((leaf) => leaf !== '***');
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
        'expiresIn',
        'idempotencyKey',
        'method.pix.presentation',
        'method.stablecoin.currency',
        'method.stablecoin.network',
        'method.upi.flow',
        'reference',
      ],
      cancelOrder: ['id', 'idempotencyKey'],
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
      createMerchant: ['name'],
      createApiKey: ['merchant', 'name', 'scopes'],
      revokeApiKey: ['id'],
      createProviderAccount: [
        'config.examplepay.closeEnabled',
        'config.examplepay.refundQueryEnabled',
        'config.nexapay.refundEnabled',
        'config.vexora.currency',
        'merchant',
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

  it('show of an address where it is, and not what may be written into it', () => {
    const args = schema.getMutationType()?.getFields()['updateProviderAccount']?.args ?? [];
    const addressOf = (baseUrl: string) => masked({ input: { baseUrl } }, args);
    expect(addressOf('https://user:SECRET@provider.example:8443/pay?token=SECRET#SECRET')).toEqual({
      input: { baseUrl: 'https://provider.example:8443/pay' },
    });
  });

  it('keep what was left out apart from what was set to nothing', () => {
    const args = schema.getMutationType()?.getFields()['createRefund']?.args ?? [];
    expect(masked({ input: { order: 'ord_1', amount: null } }, args)).toEqual({
      input: { order: 'ord_1', amount: null },
    });
  });
});

describe('the trail of what really happened', () => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const person = {
    id: 'PERSON-id',
    firstName: 'PERSON-first',
    lastName: 'PERSON-last',
    email: 'PERSON@example.com',
    phone: '+15550001PERSON',
    document: 'PERSON-document',
    documentType: 'PERSON-type',
    ipAddress: '203.0.113.77',
    postcode: 'PERSON-code',
    address: 'PERSON-street',
  };

  /** All text of the three tables. */
  async function trail(): Promise<string> {
    const tables = ['audit_entries', 'audit_subjects', 'audit_outcomes'];
    const rows = tables.map((table) => world.app.deps.read.all(`select * from ${table}`));
    return JSON.stringify(await Promise.all(rows));
  }

  it('has no credentials of any provider, and no key', async () => {
    const secrets: string[] = [world.key.slice(13)];
    for (const [name, all] of Object.entries(world.credentials)) {
      const { merchantId, ...keys } = { ...all } as Record<string, unknown>;
      const needsMerchant = name === 'W_CHECKOUT' || name === 'NEXAPAY';
      const more = name === 'VEXORA' ? { eWalletCodes: ['SECRET-WALLET'] } : {};
      const given = { ...keys, ...(needsMerchant ? { merchantId } : {}), ...more };
      const { baseUrl } = world.sandbox.provider(name as keyof World['credentials']);
      const config = { [configMember(name)]: given };
      const input = { name, baseUrl, config };
      const told = await ask(world, documents.createProviderAccount, { input });
      expect(told.__typename, name).toBe('ProviderAccountSuccess');
      const { id } = told['account'] as { id: string };
      await ask(world, documents.updateProviderAccount, { input: { id, config } });
      secrets.push(...leaves(given).filter((value) => value.length > 7));
    }
    const input = { name: 'backend', scopes: ['READ'] };
    const { secret } = await ask(world, documents.createApiKey, { input });
    const text = await trail();
    expect(text.match(/appSecret[^,}]*\*{3}/g)).toHaveLength(4);
    expect(secrets.length).toBeGreaterThan(12);
    for (const one of [...secrets, String(secret).slice(13)]) expect(text).not.toContain(one);
  });

  it('has no person, no destination of money, and no metadata', async () => {
    const more = {
      customer: person,
      description: 'PERSON-description',
      returnUrl: 'https://shop.example/PERSON-url',
      metadata: [{ key: 'PERSON-key', value: 'PERSON-value' }],
    };
    const order = orderInput(world, 'W_CHECKOUT', more);
    const created = await ask(world, documents.createOrder, { input: order });
    expect(created.__typename).toBe('CreateOrderSuccess');
    await ask(world, documents.createOrder, { input: order });
    const { id } = await paid(world, 'ANEXPAY_XCHECKOUT');
    const refund = { idempotencyKey: 'secrets-refund', order: id, address: ethereumAddress };
    const refunded = await ask(world, documents.createRefund, { input: refund });
    expect(refunded.__typename).toBe('CreateRefundSuccess');
    const settlement = settlementInput(world, 'ANEXPAY_XCHECKOUT', {
      description: 'PERSON-description',
    });
    await ask(world, documents.createSettlement, { input: settlement });
    const text = await trail();
    expect(text).toContain(order.reference);
    for (const secret of ['PERSON', '203.0.113.77', ethereumAddress]) {
      expect(text).not.toContain(secret);
    }
  });
});
