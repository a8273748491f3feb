/**
 * What differs between Vexora's countries (docs/providers/vexora.md#regions), one row for each. The currency of an
 * account selects its row.
 */
import type { PaymentMethodType } from '../../domain/request.ts';
import type { Field, OrderSource, PayoutSource, Shape } from './fields.ts';

export interface Region {
  /** As in Vexora's documentation and at the end of its base address. */
  name: string;
  currency: string;
  /** Decimals that amounts may have; 0 where the documentation requires whole numbers. */
  decimals: number;
  /** The offset of `successTime`, which has no zone. Hours east of UTC. */
  utcOffset: number;
  order: {
    /** Smallest amount, a decimal in the major unit. */
    least: string;
    channels: Partial<Record<PaymentMethodType, Channel>>;
    fields: readonly Field<OrderSource>[];
  };
  /** Null if the fields of a disbursement are not documented. */
  payout: { least: string; fields: readonly Field<PayoutSource>[] } | null;
}

/** How a method is requested in the country. */
export interface Channel {
  /** Sent unchanged. */
  parameters: Readonly<Record<string, string>>;
  /** The field that carries the chain or the wallet, and the codes that are documented for it. */
  code: { field: string; documented: readonly string[] } | null;
  /** Seconds that an unpaid order stays open. Assumed, not published (docs/providers/vexora.md#statuses). */
  lifetime: number;
}

const day = 86_400;
const halfHour = 1_800;

const name: Shape = { pattern: /^.{1,64}$/su, rule: 'must have 1 to 64 characters' };
const email: Shape = { pattern: /^[^@]+@[^@]+$/, rule: 'must be an e-mail address' };
const digits: Shape = { pattern: /^\d{1,34}$/, rule: 'must be digits only' };
const threeDigits: Shape = { pattern: /^\d{3}$/, rule: 'must be the three digits of the bank' };
const fourDigits: Shape = { pattern: /^\d{4}$/, rule: "must be Vexora's four digits of the bank" };

function must<Source>(wire: string, from: Source, shape?: Shape): Field<Source> {
  return { name: wire, from, required: true, ...(shape === undefined ? {} : { shape }) };
}

function may<Source>(wire: string, from: Source): Field<Source> {
  return { name: wire, from, required: false };
}

const taiwanMobile: Shape = {
  pattern: /^09\d{8}$/,
  rule: 'must be ten digits that begin with 09, without a country code',
};

const taiwan: Region = {
  name: 'Taiwan',
  currency: 'TWD',
  decimals: 0,
  utcOffset: 8,
  order: {
    least: '1',
    channels: {
      BANK_TRANSFER: {
        parameters: { channelCode: 'NET_BANKING', wayCode: 'BANK_TRANSFER' },
        code: null,
        lifetime: day,
      },
      CONVENIENCE_STORE: {
        parameters: { channelCode: 'STORE' },
        code: { field: 'wayCode', documented: ['711'] },
        lifetime: day,
      },
      E_WALLET: {
        parameters: { channelCode: 'EWALLET' },
        code: { field: 'wayCode', documented: [] },
        lifetime: halfHour,
      },
    },
    fields: [
      must('mobile', 'phone', taiwanMobile),
      must('firstname', 'firstName', name),
      must('lastname', 'lastName', name),
      must('email', 'email', email),
      must('ipAddress', 'ipAddress'),
      { ...must('postcode', 'postcode'), methods: ['CONVENIENCE_STORE'] },
      { ...must('address', 'address'), methods: ['CONVENIENCE_STORE'] },
      {
        ...must('bankNumber', 'payerAccounts', {
          pattern: /^\d{3}-\d{1,34}$/,
          rule: 'must be a bank code of three digits and an account number of digits',
        }),
        methods: ['BANK_TRANSFER'],
      },
      may('returnUrl', 'returnUrl'),
      may('remark', 'description'),
    ],
  },
  payout: {
    least: '100',
    fields: [
      must('bankCode', 'bankCode', threeDigits),
      must('bankNumber', 'accountNumber', digits),
      must('name', 'holderName', name),
      must('mobile', 'phone', taiwanMobile),
      must('email', 'email', email),
      may('remark', 'description'),
    ],
  },
};

/** Uses plain transfers: virtual accounts require a date of birth, which we do not have. */
const korea: Region = {
  name: 'Korea',
  currency: 'KRW',
  decimals: 0,
  utcOffset: 9,
  order: {
    least: '1',
    channels: {
      BANK_TRANSFER: {
        parameters: { channelCode: 'NET_BANKING', wayCode: 'BANK_TRANSFER' },
        code: null,
        lifetime: day,
      },
      E_WALLET: {
        parameters: { channelCode: 'EWALLET' },
        code: { field: 'wayCode', documented: ['KAKAOPAY', 'TOSSPAY', 'SAMSUNGPAY', 'NAVERPAY'] },
        lifetime: halfHour,
      },
    },
    fields: [
      must('mobile', 'phone', {
        pattern: /^0\d{10}$/,
        rule: 'must be eleven digits that begin with 0, without a country code',
      }),
      must('firstname', 'firstName', name),
      must('lastname', 'lastName', name),
      must('email', 'email', email),
      must('ipAddress', 'ipAddress'),
      may('returnUrl', 'returnUrl'),
      may('remark', 'description'),
    ],
  },
  payout: null,
};

const indonesiaMobile: Shape = {
  pattern: /^(?=\d{10,13}$)(?:08|628)\d+$/,
  rule: 'must be 10 to 13 digits that begin with 08 or 628',
};

const indonesia: Region = {
  name: 'Indonesia',
  currency: 'IDR',
  decimals: 2,
  utcOffset: 7,
  order: {
    least: '10000',
    channels: {
      BANK_TRANSFER: { parameters: { channelCode: 'VA' }, code: null, lifetime: day },
      E_WALLET: {
        parameters: { channelCode: 'EWALLET' },
        code: { field: 'wayCode', documented: ['DANA'] },
        lifetime: halfHour,
      },
    },
    fields: [
      must('username', 'fullName', name),
      must('mobile', 'phone', indonesiaMobile),
      must('email', 'email', email),
      may('remark', 'description'),
    ],
  },
  payout: {
    least: '10000',
    fields: [
      must('bankCode', 'bankCode', fourDigits),
      must('bankAccountNo', 'accountNumber', digits),
      must('customerName', 'holderName', name),
      must('mobile', 'phone', indonesiaMobile),
      must('email', 'email', email),
      may('remark', 'description'),
    ],
  },
};

const philippines: Region = {
  name: 'Philippines',
  currency: 'PHP',
  decimals: 2,
  utcOffset: 8,
  order: {
    least: '1',
    channels: {
      E_WALLET: {
        parameters: {},
        code: { field: 'payType', documented: ['GCash', 'GCash2', 'GrabPay', 'Maya'] },
        lifetime: halfHour,
      },
    },
    fields: [may('returnUrl', 'returnUrl'), may('remark', 'description')],
  },
  payout: {
    least: '1',
    fields: [
      must('bankName', 'bankCode', {
        pattern: /^\w{1,32}$/,
        rule: 'must be the code that Vexora gives the bank',
      }),
      must('bankNumber', 'accountNumber', digits),
      must('accountName', 'holderName', name),
      may('remark', 'description'),
    ],
  },
};

export const defaultCurrency = 'TWD';

export const regions: ReadonlyMap<string, Region> = new Map(
  [taiwan, korea, indonesia, philippines].map((region) => [region.currency, region]),
);

/** Throws a RangeError for a currency without a row. The configuration refuses those. */
export function regionOf(currency: string): Region {
  const region = regions.get(currency);
  if (region === undefined) throw new RangeError(`no region with ${currency}`);
  return region;
}
