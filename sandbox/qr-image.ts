import { Html } from './html.ts';

/**
 * The QR code as inline SVG, so that the page loads no image. The background is white for scanners. `width`: pixels;
 * without it, the width of the page. What draws it is loaded with the first code.
 */
export async function qrImage(text: string, width?: number): Promise<Html> {
  const { default: QRCode } = await import('qrcode');
  const size = width === undefined ? {} : { width };
  return new Html(await QRCode.toString(text, { type: 'svg', margin: 2, ...size }));
}
