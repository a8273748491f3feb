import { sign, stringToSign } from '../../../src/providers/vexora/signature.ts';
import { payer } from '../../hostile/providers/payer.ts';
import type { HostileProvider } from '../../hostile/providers/provider.ts';
import { attempt } from '../../support/attempt.ts';

const phone = '0912340421';
const ipAddress = '203.0.113.42';
const accountNumber = '0368988880421';

export const hostile: HostileProvider = {
  name: 'VEXORA',
  order: {
    amount: { amount: '300', currency: 'TWD' },
    method: { bankTransfer: { payerAccounts: [{ bankCode: '808', accountNumber }] } },
    customer: {
      ...payer,
      phone,
      document: '123.456.789-00',
      ipAddress,
      postcode: '100',
      address: '421 Quillfeather Road',
    },
  },
  personal: [phone, ipAddress, accountNumber],
  identifiers: ['merchantNo'],
  sign: ({ body, path, credential }) => ({
    path: `${path}/orders`,
    headers: {},
    body: Buffer.from(withSign(body, credential('appSecret'))),
  }),
  signature: { over: 'values', member: 'sign', hasTime: false },
  numbers: ['platFormTradeNo'],
};

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);

/** The member `sign` at the end, over the text before it. */
function withSign(body: string, appSecret: string): string {
  const fields = attempt(() => JSON.parse(body) as unknown);
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return body;
  const { sign: _, ...signed } = fields as Record<string, unknown>;
  const texts = Object.entries(signed).map(([name, value]) => [name, textOf(value)] as const);
  return JSON.stringify({ ...signed, sign: sign(stringToSign(texts), appSecret) });
}
