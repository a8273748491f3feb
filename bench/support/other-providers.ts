import type { CreateProviderAccountInput } from '../../src/domain/input/merchants/account.ts';
import { money } from '../../src/domain/money.ts';
import { signWebhook as signExamplepay } from '../../src/providers/examplepay/webhook.ts';
import { signWebhook as signNexapay } from '../../src/providers/nexapay/webhook.ts';
import { sign as signVexora, stringToSign } from '../../src/providers/vexora/signature.ts';
import { signCallback } from '../../src/providers/vexora/webhook.ts';
import { providerOrderIdOf, providerReferenceOf } from './numbers.ts';
import { soldForTokens } from './rows.ts';
import type { Sold } from './rows.ts';
import { paidWebhook } from './xcheckout-webhook.ts';
import type { Request } from './xcheckout-webhook.ts';

/** One of the providers whose webhooks are measured beside those of ANexPay XCheckout. */
export interface OtherProvider {
  config: CreateProviderAccountInput['config'];
  /** What follows the account's id in the address of its webhooks. */
  topic: string;
  sold: Sold;
  /** What a webhook's order can be refunded. */
  refundable: Sold['payable'];
  /** The signed webhook that pays this order. `url`: the address that the provider was given. */
  webhook(order: number, url: string): Request;
  /** How a webhook that proves nothing is confirmed. Null where it counts by itself. */
  query: Query | null;
}

export interface Query {
  operation: 'queryOrder' | 'queryPayInResult';
  path: string;
  /** Signed. */
  request(reference: string, providerOrderId: string): Request;
  /** The provider's answer, signed where the provider signs. */
  answer(request: Readonly<Record<string, string>>): Request;
}

export const secrets = {
  signKey: 'sign-key-of-benchmarks',
  appId: 'app-of-benchmarks',
  appSecret: 'app-secret-of-benchmarks',
  secretKey: 'secret-key-of-benchmarks',
};

const json = { 'content-type': 'application/json' };
const nonce = 'A1B2C3D4E5F60718293A4B5C6D7E8F90';
const reals = money('100.00', 'BRL');
const dollars = money('100', 'TWD');
const pix = { type: 'PIX', presentation: 'QR_CODE' } as const;
const merchant = { merchantId: '189897777807097711', subMerchantId: '189897777807097712' };
const chargeFees = [
  { feeType: 'PAYER_FEE', feeAmount: '0.50', feeCurrency: 'BRL' },
  { feeType: 'IOF', feeAmount: '0.39', feeCurrency: 'BRL' },
];
const paidAtNexapay = { payAmount: '100.89', payCurrency: 'BRL', chargeFees };
const vexoraHeaders = { ...json, merchantNo: '1000000001' };

export const otherProviders = {
  W_CHECKOUT: {
    config: {
      wCheckout: { apiKey: 'key', apiSecret: 'secret', signKey: secrets.signKey, merchantId: 'M1' },
    },
    topic: '',
    sold: soldForTokens,
    refundable: soldForTokens.payable,
    webhook: (order) => paidWebhook(order, secrets.signKey),
    query: null,
  },
  EXAMPLEPAY: {
    config: { examplepay: { appId: secrets.appId, appSecret: secrets.appSecret } },
    topic: '/orders',
    sold: { amount: reals, method: pix, payable: reals },
    refundable: reals,
    webhook(order, url) {
      const data = {
        paymentNo: providerOrderIdOf(order),
        merchantTradeNo: providerReferenceOf(order),
        amount: '100.00',
        currency: 'BRL',
        status: 'PAID',
        refundStatus: 'NONE',
        rrn: '413507123456',
        createdTime: '2026-11-21T15:12:38+08:00',
        paidTime: '2026-11-21T15:13:02+08:00',
        errorCode: null,
        errorInfo: null,
      };
      const body = JSON.stringify({ code: 'OK', errorMessage: null, data });
      const delivery = { url, body, timestamp: Date.now(), nonce };
      return { headers: { ...json, ...signExamplepay(secrets, delivery) }, body };
    },
    query: null,
  },
  NEXAPAY: {
    config: { nexapay: { apiKey: 'api-key', secretKey: secrets.secretKey, ...merchant } },
    topic: '/orders',
    sold: { amount: reals, method: pix, payable: money('100.89', 'BRL') },
    refundable: reals,
    webhook(order) {
      const [orderId, txId] = [providerReferenceOf(order), providerOrderIdOf(order)];
      const names = { ...merchant, orderId, txId, requestId: orderId };
      return signedAtNexapay({
        notifyType: 'PAYMENT_RESULT',
        ...names,
        payStatus: 'S',
        ...paidAtNexapay,
        payTime: '2026-11-21 11:37:47',
      });
    },
    query: {
      operation: 'queryOrder',
      path: '/api/v1/directPay/query',
      request(orderId, txId) {
        const { headers, body } = signedAtNexapay({ orderId, txId });
        return { headers: { ...headers, api_key: 'api-key' }, body };
      },
      answer({ orderId, txId }) {
        const paid = { ...paidAtNexapay, payStatus: 'S', payTime: '2026-11-21 11:37:47' };
        return signedAtNexapay({ code: '0', data: { orderId, txId, ...paid }, succ: true });
      },
    },
  },
  VEXORA: {
    config: { vexora: { merchantNo: vexoraHeaders.merchantNo, appSecret: secrets.appSecret } },
    topic: '/orders',
    sold: {
      amount: dollars,
      method: { type: 'CONVENIENCE_STORE', chain: '711' },
      payable: dollars,
    },
    refundable: dollars,
    webhook(order) {
      const callback = {
        platFormTradeNo: providerOrderIdOf(order),
        tradeNo: providerReferenceOf(order),
        amount: '100',
        status: '0000',
        message: 'SUCCESS',
        successTime: '2026-11-21 16:25:31',
        timestamp: String(Date.now()),
      };
      return { headers: json, body: signCallback(callback, secrets.appSecret) };
    },
    query: {
      operation: 'queryPayInResult',
      path: '/v1/vexora/queryPayInResult',
      request(tradeNo) {
        const fields = { timestamp: String(Date.now()), tradeNo };
        const sign = signVexora(stringToSign(Object.entries(fields)), secrets.appSecret);
        return { headers: vexoraHeaders, body: JSON.stringify({ ...fields, sign }) };
      },
      answer({ tradeNo = '' }) {
        const data = {
          tradeNo,
          platFormTradeNo: providerOrderIdOf(Number(tradeNo.slice(-14))),
          status: '0000',
          amount: '100',
          message: 'SUCCESS',
          successTime: '2026-11-21 16:25:31',
        };
        return { headers: json, body: JSON.stringify({ code: '0000', msg: 'success', data }) };
      },
    },
  },
} satisfies Record<string, OtherProvider>;

export type OtherProviderName = keyof typeof otherProviders;

export const otherProvider = (name: OtherProviderName): OtherProvider => otherProviders[name];

function signedAtNexapay(message: object): Request {
  const body = JSON.stringify(message);
  return { headers: { ...json, ...signNexapay(body, secrets.secretKey) }, body };
}
