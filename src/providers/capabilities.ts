import type { OrderStatus } from '../domain/order.ts';
import type { PaymentMethodType, SettlementDestinationType } from '../domain/request.ts';
import type { AccountTerms, Connection, ProviderModule, ProviderName } from './provider.ts';

/** What a provider's API can do. It follows from the connection's methods, not from a list kept by hand. */
export interface Capabilities {
  provider: ProviderName;
  name: string;
  methods: readonly PaymentMethodType[];
  otherMethods: readonly string[];
  currencies: readonly string[];
  cancelOrder: boolean;
  captureOrder: boolean;
  partialCapture: boolean;
  listOrders: boolean;
  refund: boolean;
  partialRefund: boolean;
  concurrentRefunds: boolean;
  cancelRefund: boolean;
  settlementDestinations: readonly SettlementDestinationType[];
  cancelSettlement: boolean;
  abnormalPayments: boolean;
  balance: boolean;
  orderStatuses: readonly OrderStatus[];
  requiredInputs: readonly { method: PaymentMethodType; paths: readonly string[] }[];
}

export function capabilitiesOf(
  module: ProviderModule,
  connection: Connection,
  config: unknown,
  terms: AccountTerms = { ...module, ...module.accountTerms?.(config) },
): Capabilities {
  const { methods, otherMethods = [], currencies, requiredInputs } = terms;
  const refund = connection.createRefund !== undefined;
  return {
    provider: module.name,
    name: module.title,
    methods,
    otherMethods,
    currencies,
    cancelOrder: connection.cancelOrder !== undefined,
    captureOrder: connection.captureOrder !== undefined,
    partialCapture: connection.captureOrder !== undefined && (module.partialCapture ?? false),
    listOrders: connection.listOrders !== undefined,
    refund,
    partialRefund: refund && module.partialRefund,
    concurrentRefunds: refund && module.concurrentRefunds(config),
    cancelRefund: connection.cancelRefund !== undefined,
    settlementDestinations:
      connection.createSettlement === undefined ? [] : module.settlementDestinations,
    cancelSettlement: connection.cancelSettlement !== undefined,
    abnormalPayments: connection.listAbnormalPayments !== undefined,
    balance: connection.balances !== undefined,
    orderStatuses: module.orderStatuses,
    requiredInputs,
  };
}

/** The capabilities of a provider without an account, with every switch at its default. Makes no call. */
export async function describeModule(module: ProviderModule): Promise<Capabilities> {
  const connection = module.connect(module.sampleConfig, {
    baseUrl: module.defaultBaseUrl ?? 'http://localhost',
    now: () => 0,
    log: () => undefined,
  });
  try {
    return capabilitiesOf(module, connection, module.sampleConfig, module);
  } finally {
    await connection.close();
  }
}
