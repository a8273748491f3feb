import { exchangeStringToSign, sign } from '../../../src/providers/stablecoin-gateway/signature.ts';
import type { Answer, AnswerContext, Api, Call, Problem } from '../../double/index.ts';
import { listAbnormalPayments } from '../abnormal-payments.ts';
import type { Brand } from '../brands.ts';
import { cancelOrder, createOrder, listOrders, orderInfo } from '../orders.ts';
import { keyOf, refused } from '../platform.ts';
import type { StablecoinPlatform } from '../platform.ts';
import {
  cancelRefund,
  createRefund,
  listRefunds,
  refundAbnormalPayment,
  refundInfo,
} from '../refunds.ts';
import {
  cancelSettlement,
  createFiatSettlement,
  createSettlement,
  listSettlements,
  settlementInfo,
} from '../settlements.ts';
import { authenticateFor } from './authentication.ts';
import { fieldsOf } from './requests.ts';
import { answerTokenCall } from './token-endpoint.ts';

type Perform = NonNullable<Call<StablecoinPlatform>['perform']>;

const post = (path: string, perform: Perform) => ({ path: `/checkout${path}`, perform });
const get = (path: string, perform: Perform) => ({
  ...post(path, perform),
  method: 'GET' as const,
});

/** docs/providers/stablecoin-gateway.md#calls */
const callsOf = (brand: Brand) => ({
  token: { path: '/user/auth/oauth2/token', answer: answerTokenCall(brand) },
  createOrder: post('/order/create', createOrder(brand)),
  cancelOrder: get('/order/cancel', cancelOrder),
  orderInfo: get('/order/info', orderInfo),
  orderList: post('/order/list', listOrders),
  createRefund: post('/refund/create', createRefund(brand)),
  cancelRefund: get('/refund/cancel', cancelRefund),
  refundInfo: get('/refund/info', refundInfo),
  refundList: post('/refund/list', listRefunds),
  createSettlement: post('/settlement/create', createSettlement(brand)),
  createFiatSettlement: post('/settlement/create-fiat', createFiatSettlement(brand)),
  cancelSettlement: get('/settlement/cancel', cancelSettlement),
  settlementInfo: get('/settlement/info', settlementInfo),
  settlementList: post('/settlement/list', listSettlements(brand)),
  abnormalPaymentList: post('/abnormal-payment/list', listAbnormalPayments),
  refundAbnormalPayment: post('/abnormal-payment/refund', refundAbnormalPayment),
});

export type Operation = keyof ReturnType<typeof callsOf>;

export const apiOf = (brand: Brand): Api<StablecoinPlatform, Operation> => ({
  calls: callsOf(brand),
  authenticate: authenticateFor(brand),
  fields: ({ switches }, exchange) => fieldsOf(exchange, switches.strict),
  // The documented samples of lists differ from the others in the retmsg.
  success: (_, retdata, operation) =>
    JSON.stringify({ retcode: '200', retdata, retmsg: operation.endsWith('List') ? null : '' }),
  successCode: '200',
  failure: (_, { code: retcode, message: retmsg }) =>
    JSON.stringify({ retcode, retdata: null, retmsg }),
  refusalOf,
  refusals: {
    unknownPath: refused('NOT_FOUND', 'unknown path', 404),
    wrongMethod: refused('PARAMETER_ERROR', 'wrong method', 405),
    tooLarge: refused('PARAMETER_ERROR', 'body too large', 413),
    systemError: refused('INTERNAL', 'internal error'),
    expired: refused('UNAUTHORIZED', 'access token is expired'),
  },
  sign: (platform, answer, context) => signed(brand, platform, answer, context),
  spoil: (answer) => spoilt(brand, answer),
  unreadable: '{"retcode":"200","retdata":{"sysid":',
});

function refusalOf({ kind, message }: Problem) {
  switch (kind) {
    case 'used':
      return refused('NUMBER_USED', message);
    case 'absent':
      return refused('NOT_FOUND', message);
    case 'state':
      return refused('WRONG_STATE', message);
    case 'missing':
    case 'invalid':
    case 'unknown':
      return refused('PARAMETER_ERROR', message);
  }
}

/** Failures and the token call are not signed (docs/providers/stablecoin-gateway.md#answer-signatures). */
function signed(
  { timestampHeaders, signatureHeaders }: Brand,
  { clock, switches }: StablecoinPlatform,
  answer: Answer,
  { exchange, account, isRefused }: AnswerContext<StablecoinPlatform>,
): Answer {
  if (account === null || isRefused) return answer;
  const timestamp = String(clock.now());
  const { method, target } = exchange;
  const { queryPrefix } = switches;
  const { body } = answer;
  const signature = sign(
    keyOf(account),
    exchangeStringToSign({ method, timestamp, target, body, queryPrefix }),
  );
  const added = [
    ...timestampHeaders.map((name) => [name, timestamp]),
    ...signatureHeaders.map((name) => [name, signature]),
  ];
  return { ...answer, headers: { ...answer.headers, ...Object.fromEntries(added) } };
}

/** With the first letter of the signature changed, where there is one. */
function spoilt({ signatureHeaders }: Brand, answer: Answer): Answer {
  const headers = Object.entries(answer.headers).map(([name, value]) => {
    if (!signatureHeaders.includes(name)) return [name, value];
    const signature = String(value);
    return [name, (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1)];
  });
  return { ...answer, headers: Object.fromEntries(headers) };
}
