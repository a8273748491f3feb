import { z } from 'zod';
import type { SettlementDestination } from '../request.ts';
import { checkRequest, idempotencyKey, moneyInput, optionalText, text } from './checks.ts';

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
  .transform((value, context): SettlementDestination => {
    if (value.onChain) return { type: 'ON_CHAIN', ...value.onChain };
    if (value.bankAccount) return { type: 'BANK_ACCOUNT', ...value.bankAccount };
    if (value.registeredBankAccount) {
      return { type: 'REGISTERED_BANK_ACCOUNT', ...value.registeredBankAccount };
    }
    if (value.pix) return { type: 'PIX', ...value.pix };
    if (value.upi) return { type: 'UPI', ...value.upi };
    if (value.wallet) return { type: 'WALLET', ...value.wallet };
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

export type CreateSettlementInput = z.input<typeof schema>;

export const readSettlementInput = (input: CreateSettlementInput) => checkRequest(schema, input);
