import './account.ts';
import './account-mutations.ts';
