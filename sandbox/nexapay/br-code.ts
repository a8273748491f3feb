/**
 * The text of a PIX QR code (docs/providers/nexapay.md#the-pix-code): fields of tag, length and value, and a checksum
 * over all of them.
 */
export function brCode(location: string, amount: string): string {
  const account = field('00', 'BR.GOV.BCB.PIX') + field('25', location);
  const text = [
    field('00', '01'),
    field('26', account),
    field('52', '0000'),
    field('53', '986'),
    field('54', amount),
    field('58', 'BR'),
    field('59', 'Nexapay'),
    field('60', 'Belo Horizonte'),
    field('61', '30380403'),
    field('62', field('05', '***')),
    '6304',
  ].join('');
  return text + checksum(text);
}

function field(tag: string, value: string): string {
  if (value.length > 99) throw new RangeError(`tag ${tag} is too long`);
  return tag + String(value.length).padStart(2, '0') + value;
}

const table = Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 8;
  for (let bit = 0; bit < 8; bit += 1) value = (value << 1) ^ (value & 0x8000 ? 0x1021 : 0);
  return value & 0xffff;
});

/** CRC-16/CCITT-FALSE. */
function checksum(text: string): string {
  const crc = Buffer.from(text, 'utf8').reduce(
    (sum, byte) => ((sum << 8) & 0xffff) ^ (table[(sum >>> 8) ^ byte] ?? 0),
    0xffff,
  );
  return crc.toString(16).toUpperCase().padStart(4, '0');
}
