import { money } from '@paygraph/provider-kit';
import type { Subject, Unfit } from '@paygraph/provider-kit/conformance';
import { orderToSend, payer, refundToSend } from '../requests.ts';
import { unfitCaptures } from './captures.ts';

const order = (
  name: string,
  changes: Parameters<typeof orderToSend>[0],
  verdict: { path?: string; unable?: string },
): Unfit => ({ name, kind: 'order', request: orderToSend(changes), ...verdict });
const refund = (
  name: string,
  changes: Parameters<typeof refundToSend>[0],
  path: string,
): Unfit => ({ name, kind: 'refund', request: refundToSend(changes), path });

export const unfit: Subject['unfit'] = [
  order('by UPI', { method: { type: 'UPI', flow: 'COLLECT', vpa: 'a@b' } }, { unable: 'no page' }),
  order(
    'with a code of its own',
    { method: { type: 'PIX', presentation: 'QR_CODE' } },
    { unable: 'no page for this PIX' },
  ),
  order(
    'in a shop of a chain',
    { method: { type: 'CONVENIENCE_STORE', chain: 'LAWSON' } },
    { unable: 'no page' },
  ),
  order(
    'with a wallet that nobody has heard of',
    { method: { type: 'E_WALLET', wallet: 'toString' } },
    { unable: 'no page' },
  ),
  order('in USD', { amount: money('25', 'USD') }, { unable: 'takes no PIX in USD' }),
  order('of a million', { amount: money('1000000.00', 'BRL') }, { unable: 'at most 8 digits' }),
  order('with a long description', { description: 'x'.repeat(501) }, { path: 'description' }),
  order(
    'of a payer with a long address',
    { customer: { ...payer, email: `${'x'.repeat(512)}@example.com` } },
    { path: 'customer.email' },
  ),
  order(
    'by a method with an odd name',
    { method: { type: 'HOSTED_CHECKOUT', methods: ['a card'] } },
    { path: 'method.hostedCheckout.methods' },
  ),
  order('that ends too soon', { expiresIn: 1_859 }, { path: 'expiresIn' }),
  order('that ends too late', { expiresIn: 86_401 }, { path: 'expiresIn' }),
  ...unfitCaptures,
  refund('of nothing', { amount: money('0', 'BRL') }, 'amount.amount'),
  refund('to an address', { address: 'x' }, 'address'),
  refund('with a long reason', { reason: 'x'.repeat(501) }, 'reason'),
  {
    name: 'at all',
    kind: 'settlement',
    path: 'account',
    request: {
      reference: 'S1',
      amount: money('1', 'BRL'),
      destination: { type: 'PIX', keyType: 'EVP', key: 'k', holderName: 'n', document: 'd' },
      description: null,
    },
  },
];
