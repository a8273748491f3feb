import { z } from 'zod';
import { text, tryCheck } from '../checks.ts';

const longestName = 60;
/** Characters of the data URL: an image of 48 KiB. */
const longestLogo = 65_536;

/** How the bytes of each type of image begin, in Latin-1. An SVG may hold scripts, so it is not among them. */
const beginnings: Readonly<Record<string, RegExp>> = {
  png: /^.PNG\r\n.\n/s,
  jpeg: /^\xff\xd8\xff/,
  webp: /^RIFF.{4}WEBP/s,
};

/** Whether it is a data URL in base64 whose bytes begin as its type says. */
function isImage(url: string): boolean {
  const [, type = '', content = ''] = /^data:image\/(png|jpeg|webp);base64,(.+)$/.exec(url) ?? [];
  const bytes = Buffer.from(content, 'base64');
  if (content === '' || bytes.toString('base64') !== content) return false;
  return beginnings[type]?.test(bytes.toString('latin1', 0, 16)) ?? false;
}

const theme = z.object({
  displayName: text(longestName).nullish(),
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'must be a color such as "#1a73e8"')
    .transform((color) => color.toLowerCase())
    .nullish(),
  logo: z
    .string()
    .max(longestLogo, { error: `must have at most ${longestLogo} characters`, abort: true })
    .refine(isImage, 'must be a data URL in base64 of a PNG, JPEG or WebP image')
    .nullish(),
});

export interface UpdateCheckoutThemeInput extends z.input<typeof theme> {
  merchant?: string | null | undefined;
}

/** The change: what is left out stays as it was; null takes it away. */
export const checkTheme = (input: UpdateCheckoutThemeInput) => tryCheck(theme, input);
