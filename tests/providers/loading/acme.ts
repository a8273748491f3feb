import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of an operator, outside of this repository. */
export interface Outside extends Disposable {
  folder: string;
  write(files: Readonly<Record<string, string>>): void;
}

export function outside(files: Readonly<Record<string, string>> = {}): Outside {
  const folder = mkdtempSync(join(tmpdir(), 'outside-'));
  // As after `npm install zod`.
  mkdirSync(join(folder, 'node_modules'));
  const zod = join(import.meta.dirname, '../../../node_modules/zod');
  symlinkSync(zod, join(folder, 'node_modules/zod'));
  const write = (written: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(written)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  write(files);
  return {
    folder,
    write,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A provider that answers by itself, in plain JavaScript and of nothing but the contract. `more`: other members. */
export const acme = (more = '', name = 'ACME_PAY'): string => `
import { z } from 'zod';

const config = z.strictObject({ apiKey: z.string().min(4) });
const order = (providerReference, status, more = {}) => ({
  subject: 'ORDER', providerReference, status, occurredAt: null, ...more,
});
const connect = ({ apiKey }) => ({
  async createOrder({ providerReference, amount }) {
    const instructions = { checkoutUrl: 'https://acme.example/pay' };
    const more = { requested: amount, payable: amount, instructions };
    return { observations: [order(providerReference, 'AWAITING_PAYMENT', more)], refused: null };
  },
  async queryOrder({ providerReference }) {
    return { observations: [order(providerReference, null)], refused: null };
  },
  async createRefund({ providerReference, order: { providerReference: of } }) {
    const refund = { subject: 'REFUND', providerReference, orderProviderReference: of };
    return { observations: [{ ...refund, status: 'PENDING', occurredAt: null }], refused: null };
  },
  async queryRefund() {
    throw new Error('not of interest');
  },
  webhook: {
    verify: ({ headers }) =>
      headers['acme-key'] === apiKey
        ? { genuine: true, eventId: null }
        : { genuine: false, reason: 'signature' },
    translate({ body }) {
      const { reference, minor, currency } = JSON.parse(body.toString());
      const paid = { minor: BigInt(minor), currency, network: null };
      return { observations: [order(reference, 'PAID', { paid })], queries: [] };
    },
    ack: { status: 200, contentType: 'text/plain', body: 'thanks' },
  },
  close: async () => undefined,
});

export const contract = '1.0.0';

export const acmePay = {
  name: '${name}',
  title: 'Acme Pay',
  config,
  configInput: { apiKey: { type: 'String', required: true, description: 'The key of Acme.' } },
  sampleConfig: { apiKey: 'sample' },
  defaultBaseUrl: 'https://api.acme.example',
  methods: ['PIX'],
  currencies: ['BRL'],
  requiredInputs: [],
  orderStatuses: ['AWAITING_PAYMENT', 'PAID'],
  settlementDestinations: [],
  partialRefund: true,
  concurrentRefunds: () => true,
  defaultExpiresIn: null,
  absenceSpanMs: 15_000,
  checkOrder: () => ({ unable: [], issues: [] }),
  checkRefund: () => [],
  checkSettlement: () => [],
  connect,
  ${more}
};
`;
