import type { Customer, PaymentMethod, SettlementDestination } from '../../domain/request.ts';
import { fullName } from '../kit/checks.ts';
import type { OrderToSend, RefundToSend, SettlementToSend } from '../provider.ts';
import type { Body } from './client.ts';
import { amountText } from './mapping.ts';

/** The documented maximum lengths, in characters (docs/providers/examplepay.md#amounts-and-lengths). */
export const longest = {
  description: 80,
  url: 255,
  userId: 64,
  name: 80,
  email: 80,
  phone: 20,
  documentType: 20,
  document: 64,
  vpa: 128,
  ip: 32,
  bankCode: 20,
  bankName: 80,
  bankAccountNumber: 40,
  pixKey: 128,
  walletCode: 20,
  walletAccountNumber: 64,
} as const;

const cut = (text: string, length: number): string => Array.from(text).slice(0, length).join('');

/** Fills in our defaults (docs/rules.md#what-has-a-default-is-not-demanded). */
export function paymentBody(order: OrderToSend): Body {
  const { providerReference, reference, amount, customer } = order;
  return {
    merchantTradeNo: providerReference,
    amount: amountText(amount),
    currency: amount.currency,
    description: order.description ?? cut(reference, longest.description),
    payer: {
      userId: customer.id ?? cut(reference, longest.userId),
      name: fullName(customer),
      email: customer.email,
      phone: customer.phone,
      documentType: customer.documentType ?? undefined,
      document: customer.document ?? undefined,
    },
    payMethod: payMethod(order.method),
    tradeEnv: tradeEnv(customer),
    notifyUrl: order.notifyUrl,
    returnUrl: order.returnUrl,
  };
}

/** The member is optional, so an address that is too long for it (some IPv6) is left out. */
function tradeEnv({ ipAddress: ip }: Customer): Body | undefined {
  return ip === null || ip.length > longest.ip ? undefined : { ip };
}

const upiTypes = { HOSTED_PAGE: 'UPI', COLLECT: 'UPI_COLLECT', INTENT: 'UPI_INTENT' } as const;
const pixTypes = { HOSTED_PAGE: 'PIX', QR_CODE: 'PIX_QRCODE' } as const;

function payMethod(method: PaymentMethod): Body {
  switch (method.type) {
    case 'UPI': {
      const type = upiTypes[method.flow];
      return method.flow === 'COLLECT' ? { type, vpa: method.vpa } : { type };
    }
    case 'PIX':
      return { type: pixTypes[method.presentation] };
    default:
      throw new RangeError(`no payment by ${method.type}`);
  }
}

/** A refund names its payment only by the platform's number (docs/providers/examplepay.md#refunds). */
export function refundBody(refund: RefundToSend, paymentNo: string): Body {
  return {
    merchantRefundNo: refund.providerReference,
    paymentNo,
    amount: amountText(refund.amount),
    description: refund.reason ?? 'Refund',
  };
}

export function payoutBody(settlement: SettlementToSend): Body {
  const { providerReference, reference, amount, description, destination, notifyUrl } = settlement;
  return {
    merchantTradeNo: providerReference,
    amount: amountText(amount),
    currency: amount.currency,
    description: description ?? cut(reference, longest.description),
    payoutMethod: payoutMethod(destination),
    notifyUrl,
  };
}

function payoutMethod(destination: SettlementDestination): Body {
  switch (destination.type) {
    case 'UPI':
      return { type: 'UPI', vpa: destination.vpa, payeeName: destination.holderName };
    case 'BANK_ACCOUNT':
      return {
        type: 'BANK_ACCOUNT',
        mode: 'IMPS',
        bankCode: destination.bankCode,
        bankName: destination.bankName,
        accountNumber: destination.accountNumber,
        payeeName: destination.holderName,
        payeePhone: destination.phone,
        payeeEmail: destination.email,
      };
    case 'PIX': {
      const { keyType, key, holderName, document } = destination;
      return { type: 'PIX', keyType, key, payeeName: holderName, document };
    }
    case 'WALLET': {
      const { walletCode, accountNumber, holderName } = destination;
      return { type: 'WALLET', walletCode, accountNumber, payeeName: holderName };
    }
    default:
      throw new RangeError(`no payout to ${destination.type}`);
  }
}
