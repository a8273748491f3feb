import { Html } from './html.ts';

/**
 * The QR code as inline SVG, as wide as what it stands in, so that the page loads no image. It has the margin that
 * scanners need, and its background is white for them. What draws it is loaded with the first code.
 */
export async function qrImage(text: string): Promise<Html> {
  const { default: QRCode } = await import('qrcode');
  return new Html(await QRCode.toString(text, { type: 'svg', margin: 4 }));
}
