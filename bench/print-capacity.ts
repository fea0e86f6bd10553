/** Runs `npm run capacity`: it prints the tables of docs/capacity.md. */
import {
  BUSY_ACCOUNT,
  describeAgentCosts,
  describeCosts,
  describeDomainCosts,
  SMALL_ACCOUNT,
} from './capacity.ts';

for (const checks of [SMALL_ACCOUNT, BUSY_ACCOUNT])
  process.stdout.write(`${describeCosts(checks)}\n\n`);
process.stdout.write(`${describeDomainCosts(SMALL_ACCOUNT)}\n\n`);
for (const checks of [SMALL_ACCOUNT, BUSY_ACCOUNT])
  process.stdout.write(`${describeAgentCosts(checks)}\n\n`);
