import { money } from '../../../../src/domain/money.ts';
import type { Customer } from '../../../../src/domain/request.ts';
import type { Unfit } from '../../conformance/subject.ts';
import { orderToSend, payer, refundToSend } from '../requests.ts';

const order = (
  name: string,
  changes: Parameters<typeof orderToSend>[0],
  verdict: { path?: string; unable?: string },
): Unfit => ({ name, kind: 'order', request: orderToSend(changes), ...verdict });
const of = (name: string, member: keyof Customer, value: string | null): Unfit =>
  order(name, { customer: { ...payer, [member]: value } }, { path: `customer.${member}` });
const refund = (
  name: string,
  changes: Parameters<typeof refundToSend>[0],
  path: string,
  order = { paidAt: 0, now: 0 },
): Unfit => ({ name, kind: 'refund', request: refundToSend(changes), path, order });

/** docs/providers/nexapay.md#what-is-refused-before-anything-is-sent */
export const nexapayUnfit: readonly Unfit[] = [
  order('by UPI', { method: { type: 'UPI', flow: 'COLLECT', vpa: 'a@b' } }, { unable: 'no UPI' }),
  order('in INR', { amount: money('100', 'INR') }, { unable: 'prices orders in BRL' }),
  order('of 0.99', { amount: money('0.99', 'BRL') }, { unable: '1.00 BRL or more' }),
  order('with a long description', { description: 'x'.repeat(129) }, { path: 'description' }),
  order('with a lifetime', { expiresIn: 600 }, { path: 'expiresIn' }),
  order(
    'that returns to a long address',
    {
      method: { type: 'PIX', presentation: 'HOSTED_PAGE' },
      returnUrl: `https://example.com/${'x'.repeat(236)}`,
    },
    { path: 'returnUrl' },
  ),
  ...(['firstName', 'email', 'phone', 'document'] as const).map((member) =>
    of(`without ${member}`, member, null),
  ),
  of('of a payer with a long name', 'firstName', 'x'.repeat(101)),
  of('of a payer with half an address', 'email', 'example.com'),
  of('of a payer with a long address', 'email', `${'x'.repeat(89)}@example.com`),
  of('of a payer with a number without its country', 'phone', '11987654321'),
  of('of a payer with ten digits', 'document', '1234567890'),
  of('of a company with the document of a person', 'documentType', 'CPF'),
  refund('in INR', { amount: money('1', 'INR') }, 'amount.currency'),
  refund('of nothing', { amount: money('0', 'BRL') }, 'amount.amount'),
  refund('to an address', { address: 'x' }, 'address'),
  refund('with a long reason', { reason: 'x'.repeat(129) }, 'reason'),
  refund('after 90 days', {}, 'order', { paidAt: 0, now: 90 * 86_400_000 + 1 }),
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
