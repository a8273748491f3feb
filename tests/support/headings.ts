import { createAnchors } from '../../src/docs/anchor.ts';

export const withoutCode = (page: string): string => page.replaceAll(/^```.*?^```$/gms, '');

/** The anchors of a page in Markdown. */
export function anchorsOf(page: string): string[] {
  const anchors = createAnchors();
  return [...withoutCode(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchors(heading));
}
