import './settlement.ts';
import './settlement-provider.ts';
import './settlement-queries.ts';
import './settlement-mutations.ts';
