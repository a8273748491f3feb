import { z } from 'zod';
import type { Order, Settlement } from '../../domain/aggregates/aggregate.ts';
import { createSettlement as create } from '../../domain/aggregates/settlement.ts';
import {
  InvalidStateError,
  UnsupportedOperationError,
  ValidationError,
} from '../../domain/errors.ts';
import type { ValidationIssue } from '../../domain/errors.ts';
import { freshInstruction } from '../../domain/instructions/instruction.ts';
import { toDecimal } from '../../domain/money.ts';
import { noPayoutEvidence } from '../../domain/payout.ts';
import type { SettlementDestination, SettlementRequest } from '../../domain/request.ts';
import { sent, unsent } from '../../domain/instructions/submission.ts';
import { settlementById } from '../../store/queries/settlements.ts';
import type { AccountRecord } from '../../store/records.ts';
import { check, idempotencyKey, moneyInput, optionalText, text } from '../checks.ts';
import type { Deps } from '../deps.ts';
import { ownAccount, ownOrder, present } from '../find.ts';
import { keyUse } from '../key-use.ts';
import { keyTaken, once } from '../idempotency.ts';
import type { KeyUse } from '../key-use.ts';
import type { CreateSettlementInput } from '../inputs.ts';
import { newId, sourceOf } from '../instructions/change.ts';
import { sendInstruction } from '../instructions/send.ts';
import { settlements } from '../instructions/settlements.ts';

export interface CreatedSettlement {
  settlement: Settlement;
  /** True when the key had made it before: nothing was done again. */
  replayed: boolean;
}

/** Sends collected money on its way out of the provider. */
export async function createSettlement(
  deps: Deps,
  merchantId: string,
  input: CreateSettlementInput,
): Promise<CreatedSettlement> {
  const { idempotencyKey: key, account: accountId, orders, ...request } = check(schema, input);
  const { amount } = request;
  const canonical = { ...input, idempotencyKey: null, amount: { ...amount, minor: null } };
  const use = keyUse(merchantId, 'createSettlement', key, {
    ...canonical,
    amount: { ...canonical.amount, amount: toDecimal(amount) },
  });
  const replay = async (id: string) => ({
    settlement: await present(settlementById(deps.read, id)),
    replayed: true,
  });
  return once(deps, use, replay, async () => {
    const account = await ownAccount(deps.read, merchantId, accountId);
    const named = await ownOrders(deps, merchantId, orders);
    assertPossible(deps, account, request, named);
    const settlement = newSettlement(deps, use, account, request, orders);
    return deps.locks.run(settlement.id, async () => {
      const stored = await deps.queue.change({
        claim: { key: keyTaken(use, settlement.id, settlement.createdAt) },
        keys: [],
        decide(set) {
          const source = { ...sourceOf(deps, settlement, 'MUTATION'), now: settlement.createdAt };
          return { result: set.apply(create(settlement, source)).settlement };
        },
      });
      const sent = await sendInstruction(deps, settlements, stored, false);
      return { settlement: sent, replayed: false };
    });
  });
}

async function ownOrders(deps: Deps, merchantId: string, ids: readonly string[]): Promise<Order[]> {
  const found: Order[] = [];
  for (const id of ids) found.push(await ownOrder(deps.read, merchantId, id));
  return found;
}

function assertPossible(
  deps: Deps,
  account: AccountRecord,
  request: SettlementRequest,
  orders: readonly Order[],
): void {
  if (!account.enabled) {
    throw new InvalidStateError('DISABLED', 'The account is disabled.');
  }
  const { connection, module, config } = deps.connections.of(account);
  const { type } = request.destination;
  const isSupported =
    connection.createSettlement !== undefined && module.settlementDestinations.includes(type);
  if (!isSupported) throw new UnsupportedOperationError(module.title, `pay out to ${type}`);
  const issues = [...module.checkSettlement(request, config), ...foreignOrders(account, orders)];
  if (issues.length > 0) throw new ValidationError(issues);
}

/** Another account's provider has never heard of them. */
function foreignOrders(account: AccountRecord, orders: readonly Order[]): ValidationIssue[] {
  const message = 'was made with another account';
  return orders.flatMap(({ accountId }, at) =>
    accountId === account.id ? [] : [{ path: ['orders', String(at)], message }],
  );
}

function newSettlement(
  deps: Deps,
  use: KeyUse,
  account: AccountRecord,
  request: SettlementRequest,
  orderIds: readonly string[],
): Settlement {
  const now = deps.now();
  return {
    ...freshInstruction(newId(deps, 'stl')),
    merchantId: account.merchantId,
    accountId: account.id,
    provider: account.provider,
    reference: request.reference,
    status: 'SUBMITTING',
    request,
    orderIds,
    providerReference: deps.ids.providerReference(use),
    evidence: noPayoutEvidence,
    submission: sent(unsent, now),
  };
}

const destination = z
  .object({
    onChain: z.object({ address: text(128) }).nullish(),
    bankAccount: z
      .object({
        bankCode: text(32),
        bankName: optionalText(128),
        accountNumber: text(64),
        holderName: text(128),
        phone: optionalText(32),
        email: optionalText(255),
      })
      .nullish(),
    registeredBankAccount: z.object({ remitId: text(128), fiat: text(8) }).nullish(),
    pix: z
      .object({
        keyType: z.enum(['CPF', 'CNPJ', 'PHONE', 'EMAIL', 'EVP']),
        key: text(128),
        holderName: text(128),
        document: text(32),
      })
      .nullish(),
    upi: z.object({ vpa: text(255), holderName: text(128) }).nullish(),
    wallet: z
      .object({ walletCode: text(64), accountNumber: text(64), holderName: text(128) })
      .nullish(),
  })
  .transform((given, context): SettlementDestination => {
    if (given.onChain) return { type: 'ON_CHAIN', ...given.onChain };
    if (given.bankAccount) return { type: 'BANK_ACCOUNT', ...given.bankAccount };
    if (given.registeredBankAccount) {
      return { type: 'REGISTERED_BANK_ACCOUNT', ...given.registeredBankAccount };
    }
    if (given.pix) return { type: 'PIX', ...given.pix };
    if (given.upi) return { type: 'UPI', ...given.upi };
    if (given.wallet) return { type: 'WALLET', ...given.wallet };
    context.addIssue({ code: 'custom', message: 'must name one destination' });
    return z.NEVER;
  });

const schema = z.object({
  idempotencyKey,
  account: z.string(),
  reference: text(128),
  amount: moneyInput,
  destination,
  orders: z
    .array(z.string())
    .max(500, 'may have at most 500 entries')
    .nullish()
    .transform((ids) => ids ?? []),
  description: optionalText(255),
});
