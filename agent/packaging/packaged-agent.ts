/** The packaged program begins here: first with what the oldest Node lacks, then with the agent. */
import './missing-in-node-18.ts';
import '../sendgate-agent.ts';
