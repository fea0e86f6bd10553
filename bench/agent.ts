/** Measures the agent: what a check costs beside the mail server, what its copies cost, and what it calls. */
import { startAgent } from './agent/agent-process.ts';
import { countCalls } from './agent/calls.ts';
import { startCountingProxy } from './agent/counting-proxy.ts';
import { startDeployment } from './agent/deployment.ts';
import { measureOpening } from './agent/opening.ts';
import { ACCOUNTS, CONNECTIONS, FEW_ACCOUNTS, measureSpeed } from './agent/speed.ts';
import { zipfQuestions } from './agent/zipf-questions.ts';
import type { Bench, Figure } from './figure.ts';
import { ENTRIES_EACH } from './sending-questions.ts';

const MANY = 10_000;
const SYNCHRONISED_WITHIN_S = 60;

export const agent: Bench = {
  title: 'The agent, beside the mail server',
  method: `The packaged agent in Node, as a process of its own, on one core, its Worker in raw workerd, the client on the other core. ${ACCOUNTS} accounts of ${ENTRIES_EACH} entries each, IPv4 addresses and segments, in every server but rspamd and postfwd: they have the first ${FEW_ACCOUNTS} accounts alone, since each account more makes all their answers slower; ${CONNECTIONS} kept connections, but rspamd ends each after its answer. Only questions that are allowed are measured, and every answer must be an allow; before, each rival has answered all questions rightly once, refusals too. A figure in /s is answers in a second of the processor’s time that the server and its children took, saturated; subjects take turns, in another order each time, and what is compared is of the same round. The agent answers all of them from fresh copies, and tells who sent. sendgate-policyd of 0.2.0 asks the Worker each time, whose own time is not counted. rspamd has the multimap module alone, with a map for each account; postfwd its cache off; CrowdSec’s local API a decision for each entry, in SQLite; nginx’s geo and a Node http server with net.BlockList are static lists without authentication. The constant answer is a Node process that does not look at the question. ${MANY.toLocaleString('en')} accounts are asked about by a Zipf law (exponent 1). Copies are opened while the Worker is away, by a process that starts.`,
  async measure(progress) {
    const figures: Figure[] = [];
    await using running = new AsyncDisposableStack();
    progress(`${MANY.toLocaleString('en')} accounts in a Worker`);
    const deployment = running.use(await startDeployment(MANY));
    const { workerd, lists, relayToken } = deployment;
    const proxy = running.use(await startCountingProxy(workerd.ports.sendgate));
    progress('the first synchronisation');
    const many = running.use(await startAgent({ workerPort: proxy.port, relayToken }));
    const seconds = (await many.synchronised()) / 1_000;
    const pages = proxy.calls.filter(({ what }) => what === 'GET /v1/feed').length;
    const { copies } = await many.status();
    if (copies.accounts !== MANY || copies.unreadable > 0)
      throw new Error(`the agent has ${copies.accounts} accounts, ${copies.unreadable} unreadable`);
    progress(`${seconds.toFixed(1)} s; calls to the Worker`);
    const calls = await countCalls(many, proxy, zipfQuestions(lists));
    progress('copies on disk');
    figures.push(...(await measureOpening(progress)));
    figures.unshift(...(await measureSpeed({ deployment, agent: many }, progress)));
    return [
      ...figures,
      ...calls,
      {
        what: `a first synchronisation of ${MANY.toLocaleString('en')} accounts`,
        value: seconds,
        unit: 's',
        atMost: SYNCHRONISED_WITHIN_S,
        note: `${pages} pages`,
      },
    ];
  },
};
