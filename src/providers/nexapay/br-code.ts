/** The content of a PIX "copy and paste" text (docs/providers/nexapay.md#the-pix-code). */
export interface BrCode {
  /** Tag 54, a decimal; null if the code leaves the amount open. */
  amount: string | null;
}

/** Throws a RangeError if the text is not an EMV code or its checksum is wrong: nobody could pay it. */
export function readBrCode(text: string): BrCode {
  const checksum = /^(.*6304)([0-9A-F]{4})$/s.exec(text);
  const [, covered = '', stated = ''] = checksum ?? [];
  if (checksum === null || crc16(covered) !== stated) throw new RangeError('a damaged QR code');
  return { amount: fieldsOf(text).get('54') ?? null };
}

/** Reads a sequence of tag, length and value. Lengths count characters. */
function fieldsOf(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (let at = 0; at < text.length;) {
    const head = /^(\d\d)(\d\d)$/.exec(text.slice(at, at + 4));
    const [, tag = '', length = ''] = head ?? [];
    const value = text.slice(at + 4, at + 4 + Number(length));
    if (head === null || value.length !== Number(length)) throw new RangeError('a broken QR code');
    fields.set(tag, value);
    at += 4 + value.length;
  }
  return fields;
}

/** CRC-16/CCITT-FALSE: polynomial 1021, start FFFF; four upper-case hexadecimal digits. */
function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text, 'utf8')) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
    }
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}
