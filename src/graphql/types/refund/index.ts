import './refund.ts';
import './refund-provider.ts';
import './refund-queries.ts';
import './refund-mutations.ts';
