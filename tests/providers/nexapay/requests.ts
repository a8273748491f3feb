import { money } from '../../../src/domain/money.ts';
import { Secret } from '../../../src/domain/secret.ts';
import type { Customer } from '../../../src/domain/request.ts';
import type { NexapayConfig } from '../../../src/providers/nexapay/config.ts';
import { nexapay } from '../../../src/providers/nexapay/index.ts';
import type {
  ConnectionTools,
  OrderToSend,
  RefundToSend,
} from '../../../src/providers/provider.ts';
import { startServer } from '../../support/http-server.ts';
import type { Handler, Received } from '../../support/http-server.ts';
import { stubConnection } from '../stub.ts';
import type { StubConnection } from '../stub.ts';

export const config: NexapayConfig = {
  apiKey: new Secret('3258e9eaec8bdc65b84e8bbfd387c076'),
  secretKey: new Secret('secret_key'),
  merchantId: '225',
  subMerchantId: '225',
  refundEnabled: true,
};

/** The company of V3. */
export const payer: Customer = {
  id: null,
  firstName: 'test',
  lastName: null,
  email: '1xample@example.com',
  phone: '+5511987654321',
  document: '12.345.678/0001-90',
  documentType: null,
  ipAddress: null,
  postcode: null,
  address: null,
};

export const orderId = '1863911682520730001';
export const txId = '202412110210110100000000018';

export function orderToSend(changes: Partial<OrderToSend> = {}): OrderToSend {
  return {
    reference: 'Sample Order',
    amount: money('100', 'BRL'),
    method: { type: 'PIX', presentation: 'QR_CODE' },
    customer: payer,
    description: null,
    expiresIn: null,
    returnUrl: 'https://example.com/return',
    providerReference: orderId,
    notifyUrl: 'https://example.com/notify',
    ...changes,
  };
}

export function refundToSend(changes: Partial<RefundToSend> = {}): RefundToSend {
  return {
    amount: money('40', 'BRL'),
    address: null,
    reason: 'cliente desistiu',
    providerReference: 'R20241212000001',
    order: { providerReference: orderId, providerOrderId: txId },
    notifyUrl: 'https://example.com/notify',
    ...changes,
  };
}

/** The documented answer to a create, for our order; its checksum is the provider's own. */
export const created = `{"code":"0","msg":"成功","data":{"payStatus":"P","merchantId":"225","subMerchantId":"225","orderId":"${orderId}","requestId":"${orderId}","txId":"${txId}","payAmount":"100.89","currency":"BRL","payCurrency":"BRL","payLoad":{"qrCode":"00020126910014BR.GOV.BCB.PIX2569api-pix-h.bancobs2.com.br/spi/v2/4034530b-7a61-4032-a0fa-20b28d56cbd15204000053039865406100.895802BR5907Nexapay6014Belo Horizonte61083038040362070503***63040CC9","expire":"600","createDate":"1733921082562"},"chargeFees":[{"feeType":"PAYER_FEE","feeAmount":"0.50","feeCurrency":"BRL"},{"feeType":"IOF","feeAmount":"0.39","feeCurrency":"BRL"}]},"succ":true}`;

export const cashierUrl =
  'http://www.nexapay.com.cn/product/checkout/ac93e9ee-e600-4b0b-ada0-c44e05f206f7?md5=f1212836c4bed479a500784a5d7f7f91&timestamp=1738737032342&signature=%2Fz5RQ4TxWXtx5J7qRnt8CCokFZ%2Bvlu%2B4aYIbG0ajM%2Fs%3D';
export const cashier = `{"code":"0","msg":"成功","data":{"cashierPayUrl":"${cashierUrl}","txId":"${txId}","orderId":"${orderId}"},"succ":true}`;

/** The documented answer to a query, for our order. */
export const found = `{"code":"0","msg":"成功","data":{"orderId":"${orderId}","requestId":"${orderId}","txId":"${txId}","payStatus":"S","merchantId":"225","subMerchantId":"225","payAmount":"100.8900000000000000","payCurrency":"BRL","payTime":"2024-12-09 11:37:47","chargeFees":[{"feeType":"PAYER_FEE","feeAmount":"0.50","feeCurrency":"BRL"},{"feeType":"IOF","feeAmount":"0.39","feeCurrency":"BRL"}]},"succ":true}`;
/** 11:37:47 in UTC+8. */
export const foundAt = 1_733_715_467_000;

export const refunded = `{"code":"0","msg":"成功","data":{"refundStatus":"P","merchantId":"225","subMerchantId":"225","orderId":"${orderId}","txId":"${txId}","refundRequestId":"R20241212000001","refundTxId":"202412120210110200000000001","refundAmount":"40.00","refundCurrency":"BRL"},"succ":true}`;

export const refusal = (code: string, msg = `no: ${code}`): string =>
  `{"code":"${code}","msg":"${msg}","data":null,"succ":false}`;

export interface Stub extends StubConnection {
  received: Received[];
  time: { now: number };
}

/** For providers that stay silent. */
export const impatient = { timeoutMs: 300 };

/** A small server in the provider's place that always gives the same answer, with a connection to it. */
export async function startStub(
  answer: string | Handler,
  options: { config?: Partial<NexapayConfig>; limits?: ConnectionTools['limits'] } = {},
): Promise<Stub> {
  const handler: Handler =
    typeof answer === 'function' ? answer : (_request, response) => void response.end(answer);
  const server = await startServer(handler);
  const time = { now: 1_733_921_082_000 };
  const stub = stubConnection(server, (log) =>
    nexapay.connect(
      { ...config, ...options.config },
      {
        baseUrl: server.url,
        now: () => time.now,
        log,
        limits: { timeoutMs: 5_000, ...options.limits },
      },
    ),
  );
  return {
    ...stub,
    received: server.received,
    time,
  };
}
