import { toDataURL } from 'qrcode';

/** A picture, as an address for an image. */
export const qrCodeOf = (text: string): Promise<string> => toDataURL(text, { margin: 2, scale: 6 });
