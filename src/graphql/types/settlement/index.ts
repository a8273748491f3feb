import './settlement.ts';
import './settlement-queries.ts';
import './settlement-mutations.ts';
