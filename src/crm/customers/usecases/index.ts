/** Everything a person can do with a customer's file. */
export { getIdByNumber, readFile } from './access.ts';
export { type CheckLine, type Checks, readChecks } from './checks.ts';
export { readHistory } from './history.ts';
export { revealCustomer } from './reveal.ts';
export { searchCustomers } from './search.ts';
export { readShared, shareChannel, shareCustomer } from './share.ts';
