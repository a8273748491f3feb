import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ValidationError } from '../../../src/domain/errors.ts';
import { money } from '../../../src/domain/money.ts';
import type { PaymentMethod } from '../../../src/domain/request.ts';
import { createPaymentLinkEndpoint } from '../../../src/http/payment-link/endpoint.ts';
import { createSecurityHeaders } from '../../../src/http/trust/headers.ts';
import type { ShownLink } from '../../../src/operations/payment-links/show-payment-link.ts';

type Shown = Pick<ShownLink, 'status' | 'methods'>;

const pix: PaymentMethod = { type: 'PIX', presentation: 'QR_CODE' };
const upi: PaymentMethod = { type: 'UPI', flow: 'HOSTED_PAGE', vpa: null };
const one: ShownLink['methods'] = [{ index: 0, method: pix, inputs: ['firstName', 'email'] }];

/** Each state of the page of a payment link. */
export const linkStates: Readonly<Record<string, Shown>> = {
  ONE_METHOD: { status: 'ACTIVE', methods: one },
  METHODS: { status: 'ACTIVE', methods: [...one, { index: 1, method: upi, inputs: ['phone'] }] },
  /** Its form comes back, with what has to be corrected. */
  MISTAKES: { status: 'ACTIVE', methods: one },
  NO_METHOD: { status: 'ACTIVE', methods: [] },
  USED: { status: 'USED', methods: [] },
  EXPIRED: { status: 'EXPIRED', methods: [] },
  DISABLED: { status: 'DISABLED', methods: [] },
};

export interface ServedLinks extends AsyncDisposable {
  pageOf(state: string): string;
}

/** Serves the page of a payment link in each state, under a token that names it. */
export async function serveLinkStates(): Promise<ServedLinks> {
  const names = Object.keys(linkStates);
  const protect = createSecurityHeaders(null);
  const serve = createPaymentLinkEndpoint(
    {
      find: async (token) => {
        const id = names[Number(token.slice(-2))];
        return id === undefined ? null : ({ id } as never);
      },
      show: async ({ id }) => ({
        theme: { displayName: 'Café <Müller>', color: '#e8710a', logo: null },
        amount: money('1234.50', 'BRL'),
        description: 'Two <tickets> & "more"',
        orderPage: null,
        ...(linkStates[id] ?? { status: 'ACTIVE', methods: [] }),
      }),
      open: () =>
        Promise.reject(
          new ValidationError([{ path: ['customer', 'email'], message: 'is no address' }]),
        ),
      publicUrl: () => 'https://pay.example',
      onUnexpectedError: (error) => {
        throw error;
      },
    },
    {
      sourceOf: () => '192.0.2.1',
      penalty: { refused: async () => false },
      linkFormsPerMinute: 99,
    },
  );
  const server = createServer((req, res) => {
    protect(res);
    void serve(req, res, (req.url ?? '').split('?')[0] ?? '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    pageOf(state) {
      const at = names.includes(state) ? names.indexOf(state) : 99;
      return `http://127.0.0.1:${port}/pay/plk_${String(at).padStart(64, '0')}`;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
