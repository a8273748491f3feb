import { Refusal, toText } from '../double/index.ts';
import type { Api, Exchange, Problem, Received } from '../double/index.ts';
import { checkout, queryPayInResult } from './deposits.ts';
import { checkSignature, formatError, membersOf, readFields } from './fields.ts';
import { disbursements, queryPayOutResult } from './payouts.ts';
import { refused } from './platform.ts';
import type { VexoraAccount, VexoraPlatform } from './platform.ts';

export type Operation =
  'checkout' | 'disbursements' | 'queryPayInResult' | 'queryPayOutResult' | 'queryBalance';

export const api: Api<VexoraPlatform, Operation> = {
  // The country.
  base: /^\/[a-z]+\/v1\/vexora/,
  calls: {
    checkout: { path: '/checkout', perform: checkout },
    disbursements: { path: '/disbursements', perform: disbursements },
    queryPayInResult: { path: '/queryPayInResult', perform: queryPayInResult },
    queryPayOutResult: { path: '/queryPayOutResult', perform: queryPayOutResult },
    queryBalance: { path: '/queryBalance', perform: queryBalance },
  },
  authenticate,
  fields: (_, exchange) => readFields(exchange),
  success: (platform, data) => envelope(platform, '0000', 'success', data),
  successCode: '0000',
  failure: (platform, { code, message }) => envelope(platform, code, message, null),
  refusalOf: ({ kind, subject }) => refused(messageOf(kind, subject)),
  refusals: {
    unknownPath: new Refusal('8000', 'not found', 404),
    wrongMethod: formatError(),
    tooLarge: formatError(),
    systemError: new Refusal('5000', 'system exception'),
  },
  // Answers have no signature. A client must ignore one that is there all the same
  // (docs/providers/vexora.md#answers).
  spoil: (answer) => ({
    ...answer,
    body: answer.body.replace(/\}$/, `,"sign":"${'0'.repeat(32)}"}`),
  }),
  unreadable: '{"msg":"success","code":"0000","data":{"tradeNo":',
};

function messageOf(kind: Problem['kind'], subject: string): string {
  switch (kind) {
    case 'missing':
      return `${subject} is required`;
    case 'used':
      return `${subject} already exists`;
    case 'absent':
      return 'order not exist';
    case 'invalid':
    case 'unknown':
    case 'state':
      return `${subject} is invalid`;
  }
}

/** Answers with the types of the documented examples, always with HTTP 200 (docs/providers/vexora.md#answers). */
function envelope({ clock }: VexoraPlatform, code: string, msg: string, data: unknown): string {
  return JSON.stringify({ msg, code, timestamp: clock.now(), success: code === '0000', data });
}

function authenticate({ accounts }: VexoraPlatform, exchange: Exchange): VexoraAccount {
  if (exchange.mediaType !== 'application/json') throw formatError();
  const members = membersOf(exchange);
  const account = accounts.get(exchange.header('merchantno'));
  const [, country] = exchange.path.split('/');
  if (account?.country !== country || account === undefined) throw refused('merchant not exist');
  checkSignature(members, account.credentials.appSecret);
  return account;
}

/** Balances are numbers with four decimals (docs/providers/vexora.md#balance). */
function queryBalance(_: VexoraPlatform, { account }: Received<VexoraPlatform>): object {
  const { balance, unsettled } = account;
  const number = (amount: typeof unsettled): unknown => JSON.rawJSON(toText(amount, 4));
  return {
    availableAmount: number(balance.available),
    unsettledAmount: number(unsettled),
    freezeAmount: number(balance.frozen),
  };
}
