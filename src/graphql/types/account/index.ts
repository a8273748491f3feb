import './account.ts';
import './account-queries.ts';
import './account-mutations.ts';
import '../signature/index.ts';
