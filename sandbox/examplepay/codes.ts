import { emvCode, emvFields } from '../double/index.ts';
import { amountText } from './platform.ts';
import type { Payment } from './platform.ts';

/** A link that opens UPI apps (NPCI's linking specification). */
export function upiLink({ paymentNo, amount, description }: Payment): string {
  const parameters = {
    pa: 'examplepay@sandbox',
    pn: 'ExamplePay Sandbox',
    tr: paymentNo,
    tn: description,
    am: amountText(amount),
    cu: 'INR',
  };
  const pairs = Object.entries(parameters).map(([k, v]) => `${k}=${encodeURIComponent(v)}`);
  return `upi://pay?${pairs.join('&')}`;
}

/** A dynamic BR Code of the central bank of Brazil. */
export function brCode({ cashierUrl, amount }: Pick<Payment, 'cashierUrl' | 'amount'>): string {
  const account = emvFields([
    ['00', 'br.gov.bcb.pix'],
    ['25', cashierUrl.replace(/^https?:\/\//, '')],
  ]);
  return emvCode([
    ['00', '01'],
    ['01', '12'],
    ['26', account],
    ['52', '0000'],
    ['53', '986'],
    ['54', amountText(amount)],
    ['58', 'BR'],
    ['59', 'EXAMPLEPAY SANDBOX'],
    ['60', 'SAO PAULO'],
    ['62', emvFields([['05', '***']])],
  ]);
}
