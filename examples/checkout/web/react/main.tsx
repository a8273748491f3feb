import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Settings } from '../../api.ts';
import { Shop } from './shop.tsx';

const response = await fetch('/api/settings');
const settings = (await response.json()) as Settings;
const place = document.querySelector('#shop');
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <Shop settings={settings} />
    </StrictMode>,
  );
}
