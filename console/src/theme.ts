import { createTheme } from '@mantine/core';
import type { CSSVariablesResolver } from '@mantine/core';

/** The shades are those at which text can be read on them, and they on the ground. */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 9, dark: 9 },
  autoContrast: true,
  cursorType: 'pointer',
  fontFamily: 'system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, monospace',
});

export const readableColors: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#4b5563',
    '--mantine-color-placeholder': '#5f6b7a',
    '--mantine-color-error': '#b42318',
    '--mantine-color-anchor': '#0b6156',
  },
  dark: {
    '--mantine-color-dimmed': '#b4bcc8',
    '--mantine-color-placeholder': '#a0a9b6',
    '--mantine-color-error': '#ff9a91',
    '--mantine-color-anchor': '#5eead4',
  },
});
