import type { AbnormalPaymentResolution } from '../domain/abnormal-payment.ts';
import type { Network } from '../domain/money.ts';
import type { PixKeyType, PixPresentation, UpiFlow } from '../domain/request.ts';
import type { Scope } from '../domain/principal.ts';

/** The inputs of the public API as they come in: right in shape, not yet checked in meaning. */

type Optional<T> = T | null | undefined;

export interface MoneyInput {
  /** A decimal, as the caller wrote it. */
  amount: string;
  currency: string;
  network?: Optional<Network>;
}

export interface PaymentMethodInput {
  stablecoin?: Optional<{ currency: string; network: Network }>;
  pix?: Optional<{ presentation: PixPresentation }>;
  upi?: Optional<{ flow: UpiFlow; vpa?: Optional<string> }>;
  bankTransfer?: Optional<{
    payerAccounts?: Optional<readonly { bankCode: string; accountNumber: string }[]>;
  }>;
  convenienceStore?: Optional<{ chain: string }>;
  eWallet?: Optional<{ wallet: string }>;
}

export interface CustomerInput {
  id?: Optional<string>;
  firstName?: Optional<string>;
  lastName?: Optional<string>;
  email?: Optional<string>;
  phone?: Optional<string>;
  document?: Optional<string>;
  documentType?: Optional<string>;
  ipAddress?: Optional<string>;
  postcode?: Optional<string>;
  address?: Optional<string>;
}

export interface CreateOrderInput {
  idempotencyKey: string;
  reference: string;
  amount: MoneyInput;
  method: PaymentMethodInput;
  account?: Optional<string>;
  customer?: Optional<CustomerInput>;
  description?: Optional<string>;
  expiresIn?: Optional<number>;
  returnUrl?: Optional<string>;
  metadata?: Optional<readonly { key: string; value: string }[]>;
}

export interface CancelInput {
  idempotencyKey: string;
  id: string;
}

export interface CreateRefundInput {
  idempotencyKey: string;
  order: string;
  amount?: Optional<MoneyInput>;
  address?: Optional<string>;
  reference?: Optional<string>;
  reason?: Optional<string>;
}

export interface RefundAbnormalPaymentInput {
  idempotencyKey: string;
  abnormalPayment: string;
  reference?: Optional<string>;
  reason?: Optional<string>;
}

export interface ResolveAbnormalPaymentInput {
  idempotencyKey: string;
  abnormalPayment: string;
  resolution: AbnormalPaymentResolution['kind'];
  note: string;
}

export interface SettlementDestinationInput {
  onChain?: Optional<{ address: string }>;
  bankAccount?: Optional<{
    bankCode: string;
    bankName?: Optional<string>;
    accountNumber: string;
    holderName: string;
    phone?: Optional<string>;
    email?: Optional<string>;
  }>;
  registeredBankAccount?: Optional<{ remitId: string; fiat: string }>;
  pix?: Optional<{ keyType: PixKeyType; key: string; holderName: string; document: string }>;
  upi?: Optional<{ vpa: string; holderName: string }>;
  wallet?: Optional<{ walletCode: string; accountNumber: string; holderName: string }>;
}

export interface CreateSettlementInput {
  idempotencyKey: string;
  account: string;
  reference: string;
  amount: MoneyInput;
  destination: SettlementDestinationInput;
  orders?: Optional<readonly string[]>;
  description?: Optional<string>;
}

export interface CreateApiKeyInput {
  merchant?: Optional<string>;
  name: string;
  scopes: readonly Scope[];
}

/** One member, named like the provider in camel case; its content is checked by the provider's own config. */
export type ProviderConfigInput = Readonly<Record<string, unknown>>;

export interface CreateProviderAccountInput {
  merchant?: Optional<string>;
  name: string;
  baseUrl?: Optional<string>;
  config: ProviderConfigInput;
}

export interface UpdateProviderAccountInput {
  id: string;
  name?: Optional<string>;
  baseUrl?: Optional<string>;
  enabled?: Optional<boolean>;
  config?: Optional<ProviderConfigInput>;
}
