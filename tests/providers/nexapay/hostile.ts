import { signWebhook } from '../../../src/providers/nexapay/webhook.ts';
import { payer } from '../../hostile/providers/payer.ts';
import type { HostileProvider } from '../../hostile/providers/provider.ts';
import { attempt } from '../../support/attempt.ts';

const phone = '+5511987650421';

export const hostile: HostileProvider = {
  name: 'NEXAPAY',
  order: {
    amount: { amount: '50.00', currency: 'BRL' },
    method: { pix: { presentation: 'QR_CODE' } },
    customer: { ...payer, phone, document: '123.456.789-00' },
  },
  personal: [phone],
  identifiers: ['merchantId', 'subMerchantId'],
  sign({ body, path, nonce, credential }) {
    const signed = attempt(() => signWebhook(body, credential('secretKey')));
    const headers = signed ?? { signature: nonce };
    return { path: `${path}/orders`, headers, body: Buffer.from(body) };
  },
  signature: { over: 'values', hasTime: false },
  numbers: ['txId'],
};
