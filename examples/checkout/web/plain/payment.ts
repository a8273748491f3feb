import { FollowError, followOrder } from '@paygraph/client';
import type { Purchase } from '../../api.ts';
import type { NextAction, Order } from '@paygraph/client';
import { qrCodeOf } from '../shared/qr-code.ts';
import { timeLeft } from '../shared/time-left.ts';
import { amountOf, isOver, textOf } from '../shared/texts.ts';
import { element } from './elements.ts';

/** Shows the order and what the payer has to do, now and after every change, until it has ended for good. */
export async function showPayment(
  place: Element,
  url: string,
  { orderId: id, clientToken: token }: Purchase,
  onStartAgain: () => void,
): Promise<void> {
  const status = element('p', { role: 'status' }, 'One moment…');
  const line = element('p', { class: 'quiet' });
  const action = element('div', {});
  place.replaceChildren(element('section', {}, status, action, line));
  const onConnection = (connection: string): void => {
    line.textContent =
      connection === 'reconnecting' ? 'The line is down. We are trying again…' : '';
  };
  const leave = new AbortController();
  const again = element('button', {}, 'Back to the shop');
  again.addEventListener('click', () => {
    leave.abort();
    onStartAgain();
  });
  try {
    const { signal } = leave;
    for await (const { order } of followOrder({
      url,
      token,
      id,
      onConnection,
      signal,
    })) {
      status.textContent = textOf(order);
      action.replaceChildren(...(await actionOf(order)));
      if (order.phase !== 'OPEN') action.append(again);
      if (order.phase === 'FINAL' || isOver(order)) return;
    }
  } catch (error) {
    if (!(error instanceof FollowError)) throw error;
    status.textContent = 'We can no longer show this order. Please look into your e-mail.';
    action.replaceChildren(again);
  }
}

async function actionOf({ nextAction, payable, amount }: Order): Promise<Node[]> {
  if (nextAction === null) return [];
  const due = element('p', { class: 'amount' }, amountOf(payable ?? amount));
  return [due, ...(await stepsOf(nextAction, payable?.network ?? null))];
}

async function stepsOf(action: NextAction, network: string | null): Promise<Node[]> {
  switch (action.__typename) {
    case 'RedirectAction':
      return [linkTo(action.url, 'Pay')];
    case 'QrCodeAction':
      return [
        await qrCode(action.payload, "The code to scan with your bank's app"),
        element('p', {}, 'Or copy the code: ', element('code', {}, action.payload)),
        ...timeLeftUntil(action.expiresAt),
      ];
    case 'DepositAddressAction':
      return [
        element(
          'p',
          {},
          `Send exactly this amount${network === null ? '' : ` on ${network}`} to `,
          element('code', {}, action.address),
        ),
        await qrCode(action.address, 'The address as a code'),
        ...timeLeftUntil(action.expiresAt),
        ...(action.checkoutUrl === null ? [] : [linkTo(action.checkoutUrl, 'Pay with a wallet')]),
      ];
  }
}

const linkTo = (href: string, text: string): HTMLElement =>
  element('a', { class: 'button', href, target: '_blank', rel: 'noreferrer' }, text);

const qrCode = async (text: string, alt: string): Promise<HTMLElement> =>
  element('img', { class: 'qr', src: await qrCodeOf(text), alt });

function timeLeftUntil(expiresAt: string | null): HTMLElement[] {
  if (expiresAt === null) return [];
  const shown = element('p', { class: 'quiet' });
  const show = (): void => {
    shown.textContent = `Time left: ${timeLeft(expiresAt, Date.now())}`;
  };
  show();
  const timer = setInterval(() => (shown.isConnected ? show() : clearInterval(timer)), 1000);
  return [shown];
}
