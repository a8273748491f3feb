import type { Payment } from './books.ts';
import { amountText } from './books.ts';

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

/** A dynamic BR Code of the central bank of Brazil: fields of id, length and value, and a checksum. */
export function brCode({ cashierUrl, amount }: Payment): string {
  const location = cashierUrl.replace(/^https?:\/\//, '');
  const account = field('00', 'br.gov.bcb.pix') + field('25', location);
  const text = [
    field('00', '01'),
    field('01', '12'),
    field('26', account),
    field('52', '0000'),
    field('53', '986'),
    field('54', amountText(amount)),
    field('58', 'BR'),
    field('59', 'EXAMPLEPAY SANDBOX'),
    field('60', 'SAO PAULO'),
    field('62', field('05', '***')),
    '6304',
  ].join('');
  return text + checksum(text);
}

const field = (id: string, value: string): string =>
  id + String(value.length).padStart(2, '0') + value;

/** CRC-16/CCITT-FALSE in four upper-case hexadecimal digits. */
function checksum(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text, 'utf8')) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = ((crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021) & 0xffff;
    }
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}
