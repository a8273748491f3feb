import { useState } from 'react';
import type { Settings } from '../../api.ts';
import { forgetPurchase, storedPurchase } from '../shared/purchase.ts';
import { Checkout } from './checkout.tsx';
import { Payment } from './payment.tsx';

/** The checkout, and then the payment of what was ordered there. A reload shows the same again. */
export function Shop({ settings }: { settings: Settings }) {
  const [purchase, setPurchase] = useState(storedPurchase);
  if (purchase === null) return <Checkout onOrdered={setPurchase} />;
  const startAgain = (): void => {
    forgetPurchase();
    setPurchase(null);
  };
  return <Payment url={settings.paygraph} purchase={purchase} onStartAgain={startAgain} />;
}
