import { signWebhook } from '../../../src/providers/examplepay/webhook.ts';
import { payer } from '../../hostile/providers/payer.ts';
import type { HostileProvider } from '../../hostile/providers/provider.ts';

const phone = '9876540421';

export const hostile: HostileProvider = {
  name: 'EXAMPLEPAY',
  order: {
    amount: { amount: '100.00', currency: 'INR' },
    method: { upi: { flow: 'HOSTED_PAGE' } },
    customer: { ...payer, phone: `+91${phone}`, document: '123.456.789-00' },
  },
  personal: [phone],
  identifiers: ['appId'],
  sign({ body, path, webhookUrl, at, nonce, credential }) {
    const keys = { appId: credential('appId'), appSecret: credential('appSecret') };
    const url = `${webhookUrl}/orders`;
    const headers = signWebhook(keys, { url, body, timestamp: at, nonce });
    return { path: `${path}/orders`, headers, body: Buffer.from(body) };
  },
  signature: { over: 'bytes', hasTime: true },
  numbers: ['paymentNo'],
  hasQuickOrders: true,
};
