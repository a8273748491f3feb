import type { CreateOrderInput, CreateSettlementInput } from '../generated/graphql.ts';
import { openTestApp } from './app.ts';
import * as documents from './documents.ts';

interface Switches {
  closeEnabled?: boolean;
  refundQueryEnabled?: boolean;
}

type Amount = { amount: string; currency: string };

const customer = {
  firstName: 'Asha',
  lastName: 'Rao',
  email: 'asha@example.com',
  phone: '+919876543210',
};

export const upi = { upi: { flow: 'HOSTED_PAGE' } } as const;
export const inr = (amount: string): Amount => ({ amount, currency: 'INR' });

/** A test app, and what a merchant of ExamplePay does with it. */
export async function openExamplepay(switches: Switches = {}) {
  const testApp = await openTestApp({ config: { EXAMPLEPAY: switches } });
  const sandbox = () => testApp.sandbox.provider('EXAMPLEPAY');
  let keys = 0;
  const idempotencyKey = (): string => `examplepay-${(keys += 1)}`;

  const createOrder = async (input: Partial<CreateOrderInput> = {}) => {
    const { createOrder: created } = await testApp.request(documents.createOrder, {
      input: {
        idempotencyKey: idempotencyKey(),
        reference: 'basket',
        amount: inr('100.00'),
        method: upi,
        customer,
        account: testApp.accounts.EXAMPLEPAY,
        ...input,
      },
    });
    return created;
  };
  const order = async (input: Partial<CreateOrderInput> = {}) => {
    const created = await createOrder(input);
    if (created.__typename === 'CreateOrderSuccess') return created.order;
    throw new Error(JSON.stringify(created));
  };
  const orderNow = async (id: string) => {
    const found = (await testApp.request(documents.orderInFull, { id })).order;
    if (!found) throw new Error('no order');
    return found;
  };
  const refreshed = async (id: string): Promise<string> => {
    const { refreshOrder } = await testApp.request(documents.refreshOrder, { id });
    return 'order' in refreshOrder ? refreshOrder.order.status : refreshOrder.code;
  };

  return {
    testApp,
    get sandbox() {
      return sandbox();
    },
    createOrder,
    order,
    orderNow,
    refreshed,
    /** An order that is paid and known to be paid. */
    async paidOrder(amount = '100.00') {
      const made = await order({ amount: inr(amount) });
      sandbox().pay(made.providerReference);
      await sandbox().webhooks.idle();
      return orderNow(made.id);
    },
    /** The status of the refund, or the code of the error. */
    async refund(orderId: string, amount: Amount | null = null, key = idempotencyKey()) {
      const { createRefund } = await testApp.request(documents.createRefund, {
        input: { idempotencyKey: key, order: orderId, amount },
      });
      if ('refund' in createRefund) return { ...createRefund.refund, error: null };
      const { code, __typename: _typename, ...rest } = createRefund;
      return { id: '', providerReference: '', status: code, error: rest };
    },
    async refreshedRefund(id: string): Promise<string> {
      const { refreshRefund } = await testApp.request(documents.refreshRefund, { id });
      return 'refund' in refreshRefund ? refreshRefund.refund.status : refreshRefund.code;
    },
    async refundNow(id: string) {
      const { refund } = await testApp.request(documents.refund, { id });
      if (!refund) throw new Error('no refund');
      return refund;
    },
    async settlement(input: Partial<CreateSettlementInput> = {}) {
      const { createSettlement } = await testApp.request(documents.createSettlement, {
        input: {
          idempotencyKey: idempotencyKey(),
          account: testApp.accounts.EXAMPLEPAY,
          reference: 'payout',
          amount: inr('250.00'),
          destination: { upi: { vpa: 'asha@bank', holderName: 'Asha Rao' } },
          ...input,
        },
      });
      if (createSettlement.__typename === 'CreateSettlementSuccess') {
        return createSettlement.settlement;
      }
      throw new Error(JSON.stringify(createSettlement));
    },
    async settlementNow(id: string) {
      const { settlement } = await testApp.request(documents.settlement, { id });
      if (!settlement) throw new Error('no settlement');
      return settlement;
    },
    /** How often an operation reached the provider. */
    calls(operation: string): number {
      return sandbox()
        .requests()
        .filter((request) => request.operation === operation).length;
    },
    close: (): Promise<void> => testApp.close(),
  };
}

export type Examplepay = Awaited<ReturnType<typeof openExamplepay>>;
