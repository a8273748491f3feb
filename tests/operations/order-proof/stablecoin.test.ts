import { triedBrands } from '../../support/app.ts';
import { provesOrder } from './proof.ts';
import { stablecoinOrders } from './scenarios/stablecoin-orders.ts';
import { stablecoinRefunds } from './scenarios/stablecoin-refunds.ts';
import { stablecoinSettlements } from './scenarios/stablecoin-settlements.ts';

const scenarios = [...stablecoinOrders, ...stablecoinRefunds, ...stablecoinSettlements];
for (const provider of triedBrands) provesOrder(provider, scenarios);
