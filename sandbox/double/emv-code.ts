/**
 * The text of a merchant's QR code as EMVCo has it: fields of id, length and value, and a checksum over all of them.
 * PIX codes are such texts.
 */
export function emvCode(fields: readonly (readonly [id: string, value: string])[]): string {
  const text = `${emvFields(fields)}6304`;
  return text + checksum(text);
}

/** Fields in the value of another field. Throws a RangeError where a value is too long. */
export function emvFields(fields: readonly (readonly [id: string, value: string])[]): string {
  return fields
    .map(([id, value]) => {
      if (value.length > 99) throw new RangeError(`field ${id} is too long`);
      return id + String(value.length).padStart(2, '0') + value;
    })
    .join('');
}

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
