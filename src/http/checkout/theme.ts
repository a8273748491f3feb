/** The color of buttons and links. */
const usualColor = '#2456e6';

/** What links and buttons stand on, and the text of buttons. The same as `--card` in `page/page.css`. */
const cards = { light: '#ffffff', dark: '#1a1f27' } as const;

/** Contrast of text by WCAG 2.2, level AA. */
const enough = 4.5;

/** The style with the merchant's color, darker or lighter where it could not be read. `color`: #rrggbb. */
export function styleOf(color: string | null): string {
  const light = readable(color ?? usualColor, cards.light, '#000000');
  const dark = readable(color ?? usualColor, cards.dark, '#ffffff');
  return `:root{--accent:${light}}@media(prefers-color-scheme:dark){:root{--accent:${dark}}}`;
}

/** The color, mixed with `towards` until it contrasts with the background. */
export function readable(color: string, background: string, towards: string): string {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix(color, towards, share);
    if (contrast(mixed, background) >= enough) return mixed;
  }
  return towards;
}

function mix(a: string, b: string, share: number): string {
  const [from, to] = [channels(a), channels(b)];
  const mixed = from.map((value, at) => Math.round(value + ((to[at] ?? 0) - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

const channels = (color: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));

/** From 1 to 21 (WCAG 2.2, contrast ratio). */
export function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channels(color).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
