import './order.ts';
import './order-provider.ts';
import './order-payment.ts';
import './order-queries.ts';
import './order-mutations.ts';
import '../payment-link/index.ts';
import './search.ts';
import './erase-customer.ts';
