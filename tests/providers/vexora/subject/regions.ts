import type { PaymentMethod } from '../../../../src/domain/request.ts';
import { payer } from '../requests.ts';
import type { OrderFacts, RegionFacts, Wrong } from './region-facts.ts';

const day = 86_400;
const halfHour = 1_800;
const long = 'x'.repeat(65);
const name = [null, '', long];
const email = [null, 'nobody', '@', 'a@b@c'];
const digits = [null, '12a', '1'.repeat(35)];

const transfer: PaymentMethod = {
  type: 'BANK_TRANSFER',
  payerAccounts: [
    { bankCode: '808', accountNumber: '0368988888888' },
    { bankCode: '004', accountNumber: '1' },
  ],
};
const plainTransfer: PaymentMethod = { type: 'BANK_TRANSFER', payerAccounts: [] };
const store: PaymentMethod = { type: 'CONVENIENCE_STORE', chain: '711' };
const wallet = (code: string): PaymentMethod => ({ type: 'E_WALLET', wallet: code });

const byWallet = (code: string): OrderFacts => ({
  method: wallet(code),
  sends: ['"channelCode":"EWALLET"', `"wayCode":"${code}"`],
  lifetime: halfHour,
});
const byTransfer: OrderFacts = {
  method: plainTransfer,
  sends: ['"channelCode":"NET_BANKING"', '"wayCode":"BANK_TRANSFER"'],
  lifetime: day,
};

const optional = ['"returnUrl":"http://abc.com/callback_page"', '"remark":"000000"'];
const person = [
  '"firstname":"abc"',
  '"lastname":"efg"',
  '"email":"123@gmail.com"',
  '"ipAddress":"192.168.0.1"',
];
const wrongPerson: readonly Wrong[] = [
  { member: 'firstName', values: name },
  { member: 'lastName', values: name },
  { member: 'email', values: email },
  { member: 'ipAddress', values: [null, ''] },
];
const payee = {
  bankCode: '004',
  accountNumber: '3560123456789012',
  holderName: 'abc',
  phone: '0912345678',
  email: '123@gmail.com',
};
const personPaths = ['customer.phone', 'customer.firstName', 'customer.lastName', 'customer.email'];
const withAddress = [...personPaths, 'customer.ipAddress'];

const taiwan: RegionFacts = {
  currency: 'TWD',
  country: 'taiwan',
  title: 'Taiwan',
  wallets: ['LINEPAY'],
  customer: payer,
  amount: '300',
  tooSmall: '0',
  orders: [
    {
      ...byTransfer,
      method: transfer,
      sends: [...byTransfer.sends, '"bankNumber":"808-0368988888888,004-1"'],
    },
    {
      method: store,
      sends: ['"channelCode":"STORE"', '"wayCode":"711"', '"postcode":"123"', '"address":"123"'],
      lifetime: day,
    },
    byWallet('LINEPAY'),
  ],
  always: ['"mobile":"0912345678"', ...person, ...optional],
  wrong: [
    { member: 'phone', values: [null, '886912345678', '0812345678', '091234567'] },
    ...wrongPerson,
    { member: 'postcode', values: [null], method: store },
    { member: 'address', values: [null], method: store },
  ],
  payout: {
    amount: '100',
    tooSmall: '99',
    payee,
    sends: [
      '"amount":"100"',
      '"bankCode":"004"',
      '"bankNumber":"3560123456789012"',
      '"name":"abc"',
      '"mobile":"0912345678"',
      '"email":"123@gmail.com"',
      '"remark":"000000"',
    ],
    wrong: [
      { member: 'bankCode', values: [null, '04', '0044'] },
      { member: 'accountNumber', values: digits },
      { member: 'holderName', values: name },
      { member: 'phone', values: [null, '886912345678'] },
      { member: 'email', values: email },
    ],
  },
  requiredInputs: [
    { method: 'BANK_TRANSFER', paths: [...withAddress, 'method.bankTransfer.payerAccounts'] },
    {
      method: 'CONVENIENCE_STORE',
      paths: [...withAddress, 'customer.postcode', 'customer.address'],
    },
    { method: 'E_WALLET', paths: withAddress },
  ],
};

const korea: RegionFacts = {
  currency: 'KRW',
  country: 'korea',
  title: 'Korea',
  wallets: null,
  customer: { ...payer, phone: '01012345678' },
  amount: '3000',
  tooSmall: '0',
  orders: [byTransfer, ...['KAKAOPAY', 'TOSSPAY', 'SAMSUNGPAY', 'NAVERPAY'].map(byWallet)],
  always: ['"mobile":"01012345678"', ...person, ...optional],
  wrong: [{ member: 'phone', values: [null, '821012345678', '0101234567'] }, ...wrongPerson],
  payout: null,
  requiredInputs: [
    { method: 'BANK_TRANSFER', paths: withAddress },
    { method: 'E_WALLET', paths: withAddress },
  ],
};

const fullName = ['customer.firstName', 'customer.lastName', 'customer.phone', 'customer.email'];

const indonesia: RegionFacts = {
  currency: 'IDR',
  country: 'indonesia',
  title: 'Indonesia',
  wallets: null,
  customer: { ...payer, phone: '081234567890' },
  amount: '10000.5',
  tooSmall: '9999.99',
  orders: [
    { method: plainTransfer, sends: ['"channelCode":"VA"'], lifetime: day },
    byWallet('DANA'),
  ],
  always: [
    '"username":"abc efg"',
    '"mobile":"081234567890"',
    '"email":"123@gmail.com"',
    '"remark":"000000"',
  ],
  wrong: [
    { member: 'phone', values: [null, '0912345678', '081234567', '08123456789012'] },
    { member: 'firstName', values: name },
    { member: 'lastName', values: name },
    { member: 'email', values: email },
  ],
  payout: {
    amount: '10000.5',
    tooSmall: '9999.99',
    payee: { ...payee, bankCode: '0014', phone: '6281234567890' },
    sends: [
      '"amount":"10000.5"',
      '"bankCode":"0014"',
      '"bankAccountNo":"3560123456789012"',
      '"customerName":"abc"',
      '"mobile":"6281234567890"',
      '"email":"123@gmail.com"',
      '"remark":"000000"',
    ],
    wrong: [
      { member: 'bankCode', values: [null, '014', '00140'] },
      { member: 'accountNumber', values: digits },
      { member: 'holderName', values: name },
      { member: 'phone', values: [null, '0912345678'] },
      { member: 'email', values: email },
    ],
  },
  requiredInputs: [
    { method: 'BANK_TRANSFER', paths: fullName },
    { method: 'E_WALLET', paths: fullName },
  ],
};

const philippines: RegionFacts = {
  currency: 'PHP',
  country: 'philippines',
  title: 'Philippines',
  wallets: null,
  customer: payer,
  amount: '100.25',
  tooSmall: '0.99',
  orders: ['GCash', 'GCash2', 'GrabPay', 'Maya'].map((code) => ({
    method: wallet(code),
    sends: [`"payType":"${code}"`],
    lifetime: halfHour,
  })),
  always: optional,
  wrong: [],
  payout: {
    amount: '1.25',
    tooSmall: '0.99',
    payee: { ...payee, bankCode: 'BDO', phone: null, email: null },
    sends: [
      '"amount":"1.25"',
      '"bankName":"BDO"',
      '"bankNumber":"3560123456789012"',
      '"accountName":"abc"',
      '"remark":"000000"',
    ],
    wrong: [
      { member: 'bankCode', values: [null, 'B D O', long] },
      { member: 'accountNumber', values: digits },
      { member: 'holderName', values: name },
    ],
  },
  requiredInputs: [{ method: 'E_WALLET', paths: [] }],
};

export const vexoraRegions: readonly RegionFacts[] = [taiwan, korea, indonesia, philippines];
