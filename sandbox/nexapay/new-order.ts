import { createHash, createHmac, randomUUID } from 'node:crypto';
import {
  add,
  compare,
  decimal,
  emvCode,
  emvFields,
  integer,
  minorUnits,
  ofMinorUnits,
  once,
  Refusal,
  sum,
  text,
} from '../double/index.ts';
import type { Decimal, Fields, Received } from '../double/index.ts';
import { address, feeList, merchantOf, payments, price } from './payments.ts';
import type { Fee, Payment } from './payments.ts';
import {
  canonicalOf,
  checkCurrency,
  checkMerchant,
  identifier,
  newNumber,
  outcomeOf,
  reais,
} from './platform.ts';
import type { NexapayAccount, NexapayPlatform } from './platform.ts';

type Presentation = 'direct' | 'hosted';

/** docs/providers/nexapay.md#orders */
const lifetimeMs = { direct: 600_000, hosted: 1_800_000 } as const;
const leastAmount = decimal('1');

export const createOrder =
  (presentation: Presentation) =>
  (platform: NexapayPlatform, received: Received<NexapayPlatform>): object => {
    const { account, fields, exchange } = received;
    checkMerchant(account, fields);
    const request = readOrder(fields, presentation);
    checkMoney(account, fields, request);
    const { requestId } = request;
    const fingerprint = exchange.path + canonicalOf(exchange);
    const repeatable = { key: `order ${requestId}`, field: 'requestId', fingerprint };
    return once(platform, account, repeatable, () => {
      const payment = open(platform, received, request, presentation);
      const data = presentation === 'direct' ? directData(payment) : hostedData(payment);
      const outcome = outcomeOf(payment.amount);
      if (outcome === 'REFUSED') payments.move(platform, payment, 'F');
      if (outcome === 'ANSWER_LOST') received.suffer('error-after');
      return data;
    });
  };

/** Refuses with 1005 for the first wrong field. */
function readOrder(fields: Fields, presentation: Presentation) {
  const request = {
    amount: fields.required('amount', price),
    currency: fields.required('currency', text()),
    payerName: readPayer(fields.object('payer')),
    number: fields.required('orderId', identifier),
    requestId: fields.required('requestId', identifier),
    orderName: fields.required('orderName', text({ max: 128 })),
    notifyUrl: fields.required('notifyUrl', address),
    callbackUrl: presentation === 'hosted' ? fields.required('callbackUrl', address) : null,
  };
  fields.required('goodsName', text({ max: 128 }));
  return request;
}

type OrderRequest = ReturnType<typeof readOrder>;

function readPayer(payer: Fields): string {
  const type = payer.required('type', integer(1, 2));
  payer.required('email', text({ max: 100, pattern: /@/ }));
  payer.required('phoneNumber', text({ pattern: /^\+\d{8,15}$/ }));
  const digits = payer.required('document', text()).replace(/[./-]/g, '');
  const right = type === 1 ? /^\d{11}$/ : /^\d{14}$/;
  if (!right.test(digits)) throw payer.invalid('document', 'does not fit payer.type');
  return payer.required('name', text({ max: 100 }));
}

/** Refuses with 1006 for the currency, then 1007 for the amount. */
function checkMoney(account: NexapayAccount, fields: Fields, request: OrderRequest): void {
  checkCurrency(account, request.currency);
  // The documented name for requests, and that of responses, which is accepted too.
  for (const name of ['payCurrent', 'payCurrency']) {
    const currency = fields.optional(name, text());
    if (currency !== null) checkCurrency(account, currency);
  }
  if (compare(request.amount, leastAmount) < 0) {
    throw new Refusal('1007', 'the amount is below 1.00');
  }
}

function open(
  platform: NexapayPlatform,
  { account, exchange }: Received<NexapayPlatform>,
  request: OrderRequest,
  presentation: Presentation,
): Payment {
  payments.refuseUsed(account, request.number);
  const { clock, baseUrl } = platform;
  const now = clock.now();
  const uuid = randomUUID();
  const fees = feesOf(request.amount);
  const payAmount = add(request.amount, sum(fees.map(({ amount }) => amount)));
  const content = canonicalOf(exchange);
  const isHosted = presentation === 'hosted';
  return payments.open(platform, 'P', {
    ...request,
    account,
    createdAt: now,
    txId: newNumber(platform, '02101101'),
    uuid,
    fees,
    payAmount,
    cashierPayUrl: isHosted ? baseUrl + cashierTarget(account, uuid, now, content) : null,
    qrCode: brCode(`${new URL(baseUrl).host}/spi/v2/${uuid}`, reais(payAmount)),
    expiresAt: now + lifetimeMs[presentation],
    paidAt: null,
  });
}

/**
 * A fee of 0.50, and a fee of 0.38 % of amount and first fee, rounded up to the centavo
 * (docs/providers/nexapay.md#orders).
 */
function feesOf(amount: Decimal): Fee[] {
  const payerFee = 50n;
  const iof = ((minorUnits(amount, 2) + payerFee) * 38n + 9_999n) / 10_000n;
  return [
    { type: 'PAYER_FEE', amount: ofMinorUnits(payerFee, 2) },
    { type: 'IOF', amount: ofMinorUnits(iof, 2) },
  ];
}

function cashierTarget(
  { credentials }: NexapayAccount,
  uuid: string,
  at: number,
  content: string,
): string {
  const md5 = createHash('md5').update(content).digest('hex');
  const signature = createHmac('sha256', credentials.secretKey)
    .update(`${uuid}${md5}${at}`)
    .digest('base64');
  const query = `md5=${md5}&timestamp=${at}&signature=${encodeURIComponent(signature)}`;
  return `/product/checkout/${uuid}?${query}`;
}

/** docs/providers/nexapay.md#the-pix-code */
const brCode = (location: string, amount: string): string =>
  emvCode([
    ['00', '01'],
    [
      '26',
      emvFields([
        ['00', 'BR.GOV.BCB.PIX'],
        ['25', location],
      ]),
    ],
    ['52', '0000'],
    ['53', '986'],
    ['54', amount],
    ['58', 'BR'],
    ['59', 'Nexapay'],
    ['60', 'Belo Horizonte'],
    ['61', '30380403'],
    ['62', emvFields([['05', '***']])],
  ]);

function directData(payment: Payment): object {
  const { account, number: orderId, requestId, txId, payAmount, currency } = payment;
  return {
    payStatus: 'P',
    ...merchantOf(account),
    orderId,
    requestId,
    txId,
    payAmount: reais(payAmount),
    currency,
    payCurrency: currency,
    payLoad: {
      qrCode: payment.qrCode,
      expire: String(lifetimeMs.direct / 1000),
      createDate: String(payment.createdAt),
    },
    chargeFees: feeList(payment),
  };
}

const hostedData = ({ cashierPayUrl, txId, number: orderId }: Payment): object => ({
  cashierPayUrl,
  txId,
  orderId,
});
