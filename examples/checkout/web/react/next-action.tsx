import { useEffect, useState } from 'react';
import type { NextAction as Action, Order } from '@paygraph/client';
import { qrCodeOf } from '../shared/qr-code.ts';
import { timeLeft } from '../shared/time-left.ts';
import { amountOf } from '../shared/texts.ts';

/** What the payer has to do now. A kind of action that comes later does not compile until it is shown. */
export function NextAction({ action, order }: { action: Action; order: Order }) {
  const due = order.payable ?? order.amount;
  const network = order.payable?.network ?? null;
  switch (action.__typename) {
    case 'RedirectAction':
      return (
        <a className="button" href={action.url} target="_blank" rel="noreferrer">
          Pay {amountOf(due)}
        </a>
      );
    case 'QrCodeAction':
      return (
        <>
          <p className="amount">{amountOf(due)}</p>
          <QrCode text={action.payload} label="The code to scan with your bank's app" />
          <p>
            Or copy the code: <code>{action.payload}</code>
          </p>
          <TimeLeft expiresAt={action.expiresAt} />
        </>
      );
    case 'DepositAddressAction':
      return (
        <>
          <p>Send exactly</p>
          <p className="amount">{amountOf(due)}</p>
          <p>
            {network === null ? null : `On ${network}, to `}
            <code>{action.address}</code>
          </p>
          <QrCode text={action.address} label="The address as a code" />
          <TimeLeft expiresAt={action.expiresAt} />
          {action.checkoutUrl === null ? null : (
            <a className="button" href={action.checkoutUrl} target="_blank" rel="noreferrer">
              Pay with a wallet
            </a>
          )}
        </>
      );
  }
}

function QrCode({ text, label }: { text: string; label: string }) {
  const [image, setImage] = useState<string | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void qrCodeOf(text).then((url) => isCurrent && setImage(url));
    return () => {
      isCurrent = false;
    };
  }, [text]);
  return image === null ? null : <img className="qr" src={image} alt={label} />;
}

function TimeLeft({ expiresAt }: { expiresAt: string | null }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return expiresAt === null ? null : <p className="quiet">Time left: {timeLeft(expiresAt, now)}</p>;
}
