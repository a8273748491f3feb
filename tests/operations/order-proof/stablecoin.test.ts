import { providersOfSandbox } from '../../support/app.ts';
import { provesOrder } from './proof.ts';
import { stablecoinOrders } from './stories/stablecoin-orders.ts';
import { stablecoinRefunds } from './stories/stablecoin-refunds.ts';
import { stablecoinSettlements } from './stories/stablecoin-settlements.ts';

const scenarios = [...stablecoinOrders, ...stablecoinRefunds, ...stablecoinSettlements];
for (const provider of providersOfSandbox) provesOrder(provider, scenarios);
