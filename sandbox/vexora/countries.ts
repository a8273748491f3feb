/** What each country accepts, as strictly as the provider (docs/providers/vexora.md#regions). */

export type CountryName = 'taiwan' | 'korea' | 'indonesia' | 'philippines';

export interface Country {
  readonly name: CountryName;
  readonly currency: string;
  /** Hours east of UTC. */
  readonly utcOffset: number;
  readonly deposit: Form & {
    /** Way codes by channel. Null: any wallet of the account. Undefined: none is required. */
    readonly channels: Readonly<Record<string, readonly string[] | null | undefined>>;
    /** The field of the wallet where there are no channels. */
    readonly walletField: 'wayCode' | 'payType';
    /** Example wallets of the sandbox, where the documentation names none (docs/providers/vexora.md#orders). */
    readonly wallets: readonly string[];
  };
  /** Null where payouts are not documented. */
  readonly payout: Form | null;
}

export interface Form {
  readonly required: readonly string[];
  /** Fields that are required only for a channel. */
  readonly conditional: Readonly<Record<string, readonly string[]>>;
  readonly formats: Readonly<Record<string, RegExp>>;
  readonly least: string;
}

const WHOLE = /^[1-9]\d*$/;
const TWO_PLACES = /^(?:0|[1-9]\d*)(?:\.\d{1,2})?$/;
const NAME = /^.{1,64}$/su;
const DIGITS = /^\d+$/;
const EMAIL = /@/;
const URL_FORMAT = /^https?:\/\/./;
const NUMBER = /^[A-Za-z0-9_-]{1,32}$/;

const COMMON = { tradeNo: NUMBER, notifyUrl: URL_FORMAT, returnUrl: URL_FORMAT, email: EMAIL };

const TAIWAN_PAYER = ['mobile', 'firstname', 'lastname', 'email', 'ipAddress'];
const CHANNEL = ['channelCode', 'wayCode'];
const PAYOUT = ['tradeNo', 'amount', 'notifyUrl'];

const taiwan: Country = {
  name: 'taiwan',
  currency: 'TWD',
  utcOffset: 8,
  deposit: {
    required: ['tradeNo', 'amount', ...TAIWAN_PAYER, ...CHANNEL, 'notifyUrl', 'returnUrl'],
    conditional: { STORE: ['postcode', 'address'], NET_BANKING: ['bankNumber'] },
    formats: {
      ...COMMON,
      amount: WHOLE,
      mobile: /^0\d{9}$/,
      firstname: NAME,
      lastname: NAME,
      bankNumber: /^\d{3}-\d+(?:,\d{3}-\d+)*$/,
    },
    least: '1',
    channels: { NET_BANKING: ['BANK_TRANSFER'], STORE: ['711'], EWALLET: null },
    walletField: 'wayCode',
    wallets: ['LINEPAY', 'JKOPAY'],
  },
  payout: {
    required: [...PAYOUT, 'bankCode', 'bankNumber', 'mobile', 'email', 'name'],
    conditional: {},
    formats: {
      ...COMMON,
      amount: WHOLE,
      bankCode: /^\d{3}$/,
      bankNumber: DIGITS,
      mobile: /^0\d{9}$/,
      name: NAME,
    },
    least: '100',
  },
};

const korea: Country = {
  name: 'korea',
  currency: 'KRW',
  utcOffset: 9,
  deposit: {
    required: ['tradeNo', 'amount', ...TAIWAN_PAYER, ...CHANNEL, 'notifyUrl', 'returnUrl'],
    conditional: {},
    formats: {
      ...COMMON,
      amount: WHOLE,
      mobile: /^0\d{10}$/,
      firstname: NAME,
      lastname: NAME,
    },
    least: '1',
    channels: { NET_BANKING: ['BANK_TRANSFER'], EWALLET: null },
    walletField: 'wayCode',
    wallets: ['KAKAOPAY', 'TOSSPAY', 'SAMSUNGPAY', 'NAVERPAY'],
  },
  payout: null,
};

const INDONESIAN_MOBILE = /^(?=\d{10,13}$)(?:08|628)\d+$/;

const indonesia: Country = {
  name: 'indonesia',
  currency: 'IDR',
  utcOffset: 7,
  deposit: {
    required: ['tradeNo', 'amount', 'username', 'mobile', 'email', 'notifyUrl'],
    conditional: {},
    formats: { ...COMMON, amount: TWO_PLACES, mobile: INDONESIAN_MOBILE, username: /./ },
    least: '10000',
    channels: { QRIS: undefined, VA: undefined, EWALLET: null },
    walletField: 'wayCode',
    wallets: ['DANA'],
  },
  payout: {
    required: [...PAYOUT, 'bankCode', 'bankAccountNo', 'customerName', 'mobile', 'email'],
    conditional: {},
    formats: {
      ...COMMON,
      amount: TWO_PLACES,
      bankCode: /^\d{4}$/,
      bankAccountNo: DIGITS,
      mobile: INDONESIAN_MOBILE,
      customerName: NAME,
    },
    least: '10000',
  },
};

const philippines: Country = {
  name: 'philippines',
  currency: 'PHP',
  utcOffset: 8,
  deposit: {
    required: ['tradeNo', 'amount', 'payType', 'returnUrl', 'notifyUrl'],
    conditional: {},
    formats: { ...COMMON, amount: TWO_PLACES },
    least: '1',
    channels: {},
    walletField: 'payType',
    wallets: ['GCash', 'GrabPay', 'Maya', 'GCash2'],
  },
  payout: {
    required: [...PAYOUT, 'bankName', 'bankNumber', 'accountName'],
    conditional: {},
    formats: { ...COMMON, amount: TWO_PLACES, bankNumber: DIGITS, accountName: NAME },
    least: '1',
  },
};

export const COUNTRIES = { taiwan, korea, indonesia, philippines } as const satisfies Record<
  CountryName,
  Country
>;
