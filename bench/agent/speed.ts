/** Measures how much of the processor an allowed question costs: the agent’s, and that of everybody else. */
import type { Figure } from '../figure.ts';
import { measureLatencies, PER_SECOND } from '../latency.ts';
import { allowingOnly, expectRightAnswers } from '../rivals/ask-rival.ts';
import { blockListServer } from '../rivals/block-list.ts';
import { crowdsec } from '../rivals/crowdsec.ts';
import { nginxGeo } from '../rivals/nginx-geo.ts';
import { startPolicyd } from '../rivals/policyd.ts';
import { postfwd } from '../rivals/postfwd.ts';
import { hasProgram } from '../rivals/program.ts';
import type { Rival, RunningRival } from '../rivals/rival.ts';
import { rspamd } from '../rivals/rspamd.ts';
import { questionsAbout, type SendingQuestion } from '../sending-questions.ts';
import { type Asked, measureServerTimes } from '../server-time.ts';
import { type AgentProcess, startAgent } from './agent-process.ts';
import { type Deployment, startDeployment } from './deployment.ts';
import { startFloor } from './floor.ts';
import { checkFront, dovecotFront, type Front, POLICY } from './subjects.ts';
import { zipfQuestions } from './zipf-questions.ts';

export const ACCOUNTS = 200;
export const CONNECTIONS = 16;
const ROUNDS = 20;
/** postfwd gives a hundred answers in it. */
const ROUND_MS = 200;

/** Those whose questions cost more with each account have only a few of them. */
export const FEW_ACCOUNTS = 10;
const RIVALS: readonly { readonly rival: Rival; readonly accounts: number }[] = [
  { rival: rspamd, accounts: FEW_ACCOUNTS },
  { rival: postfwd, accounts: FEW_ACCOUNTS },
  { rival: crowdsec, accounts: ACCOUNTS },
  { rival: nginxGeo, accounts: ACCOUNTS },
  { rival: blockListServer, accounts: ACCOUNTS },
];

const POLICYD = 'sendgate-policyd of 0.2.0';
const AGENT_POLICY = 'agent, Postfix’s policy protocol';
const AGENT_CHECK = 'agent, GET /v1/check';
const AGENT_DOVECOT = 'agent, Dovecot';
const ZIPF_POLICY = 'agent, Postfix’s policy protocol, 10,000 accounts';
const ZIPF_CHECK = 'agent, GET /v1/check, 10,000 accounts';
const WORKER_CHECK = 'Worker, GET /v1/check';
const WORKER_DOVECOT = 'Worker, Dovecot';
const FLOOR_POLICY = 'a constant answer, Postfix’s policy protocol';
const FLOOR_HTTP = 'a constant answer of node:http';

interface Comparison {
  readonly ours: string;
  readonly theirs: string;
  readonly atLeast?: number;
}

const COMPARISONS: readonly Comparison[] = [
  { ours: AGENT_POLICY, theirs: rspamd.name, atLeast: 6 },
  { ours: AGENT_POLICY, theirs: POLICYD, atLeast: 7 },
  { ours: AGENT_POLICY, theirs: postfwd.name, atLeast: 40 },
  { ours: AGENT_POLICY, theirs: FLOOR_POLICY },
  ...[AGENT_CHECK, AGENT_DOVECOT].map((ours) => ({ ours, theirs: rspamd.name, atLeast: 4 })),
  { ours: AGENT_CHECK, theirs: WORKER_CHECK, atLeast: 2.5 },
  { ours: AGENT_DOVECOT, theirs: WORKER_DOVECOT, atLeast: 2.5 },
  ...[crowdsec.name, blockListServer.name, nginxGeo.name, FLOOR_HTTP].map((theirs) => ({
    ours: AGENT_CHECK,
    theirs,
  })),
  { ours: ZIPF_POLICY, theirs: AGENT_POLICY, atLeast: 0.8 },
  { ours: ZIPF_CHECK, theirs: AGENT_CHECK, atLeast: 0.8 },
];

/** `many` is a deployment of more accounts, and an agent that has copies of all of them. */
export async function measureSpeed(
  many: { readonly deployment: Deployment; readonly agent: AgentProcess },
  progress: (line: string) => void,
): Promise<Figure[]> {
  await using running = new AsyncDisposableStack();
  const deployment = running.use(await startDeployment(ACCOUNTS));
  const { workerd, lists, relayToken } = deployment;
  const workerPort = workerd.ports.sendgate;
  const agent = running.use(await startAgent({ workerPort, relayToken }));
  await agent.synchronised();
  const floor = running.use(await startFloor());
  const allowed = allowedOf(questionsAbout(lists));
  const subject = (
    name: string,
    pid: number,
    port: number,
    front: Front,
    asked: readonly SendingQuestion[] = allowed,
  ): Asked => askedOf(name, { ...front, pid, port }, asked);

  const rivals: Asked[] = [];
  const missing: Figure[] = [];
  for (const { rival, accounts } of RIVALS) {
    const { name, needs } = rival;
    if (needs && !hasProgram(needs.program)) {
      const what = `${name}: not measured, for want of the Debian package ${needs.package}`;
      missing.push({ what, value: 0, unit: '' });
      progress(what);
      continue;
    }
    const itsLists = lists.slice(0, accounts);
    const itsQuestions = questionsAbout(itsLists);
    const server = running.use(await rival.start(itsLists));
    await expectRightAnswers(name, server, itsQuestions);
    progress(`${name} answers`);
    rivals.push(askedOf(name, server, allowedOf(itsQuestions)));
  }
  const policyd = running.use(await startPolicyd(workerPort, relayToken));
  rivals.push(askedOf(POLICYD, policyd, allowed));

  const check = checkFront(relayToken);
  const dovecot = dovecotFront(relayToken);
  const agentPolicy = subject(AGENT_POLICY, agent.pid, agent.policyPort, POLICY);
  const agentCheck = subject(AGENT_CHECK, agent.pid, agent.httpPort, check);
  const floorPolicy = subject(FLOOR_POLICY, floor.pid, floor.policyPort, POLICY);
  const floorHttp = subject(FLOOR_HTTP, floor.pid, floor.httpPort, check);
  const zipf = zipfQuestions(many.deployment.lists);
  const manyCheck = checkFront(many.deployment.relayToken);
  progress('allowed questions to all of them');
  const before = await passedOn(agent, many.agent);
  const times = await measureServerTimes(
    agent.pid,
    [
      agentPolicy,
      agentCheck,
      subject(AGENT_DOVECOT, agent.pid, agent.httpPort, dovecot),
      subject(ZIPF_POLICY, many.agent.pid, many.agent.policyPort, POLICY, zipf),
      subject(ZIPF_CHECK, many.agent.pid, many.agent.httpPort, manyCheck, zipf),
      subject(WORKER_CHECK, workerd.pid, workerPort, check),
      subject(WORKER_DOVECOT, workerd.pid, workerPort, dovecot),
      floorPolicy,
      floorHttp,
      ...rivals,
    ],
    ROUNDS,
    CONNECTIONS,
  );
  progress(`${PER_SECOND} questions a second`);
  const latencies = await measureLatencies([floorPolicy, agentPolicy, floorHttp, agentCheck]);
  const asked = (await passedOn(agent, many.agent)) - before;
  // A question that is passed on is dear, and is not what is measured.
  if (asked > 0) throw new Error(`the agents passed on ${asked} questions`);
  const names = [
    ...[AGENT_POLICY, AGENT_CHECK, AGENT_DOVECOT, ZIPF_POLICY, ZIPF_CHECK],
    ...[WORKER_CHECK, WORKER_DOVECOT, FLOOR_POLICY, FLOOR_HTTP],
    ...rivals.map(({ name }) => name),
  ];
  return [
    ...names.map((name) => ({ what: name, value: 1e6 / times.microseconds(name), unit: '/s' })),
    ...COMPARISONS.flatMap(({ ours, theirs, ...target }) =>
      names.includes(theirs)
        ? [
            {
              what: `${ours}, times ${theirs}`,
              value: times.ratio(ours, theirs),
              unit: '×',
              ...target,
            },
          ]
        : [],
    ),
    latencyFigure(AGENT_POLICY, latencies[0], latencies[1]),
    latencyFigure(AGENT_CHECK, latencies[2], latencies[3]),
    ...missing,
  ];
}

function allowedOf(questions: readonly SendingQuestion[]): SendingQuestion[] {
  return questions.filter(({ allowed }) => allowed);
}

function askedOf(
  name: string,
  rival: Omit<RunningRival, keyof AsyncDisposable>,
  asked: readonly SendingQuestion[],
): Asked {
  const { pid, port, ask, keepsConnections = true } = rival;
  return {
    name,
    pid,
    port,
    protocol: allowingOnly(rival),
    questions: asked.map(ask),
    reconnects: !keepsConnections,
    roundMs: ROUND_MS,
    warmUpMs: ROUND_MS,
  };
}

/** The questions that these agents did not answer from memory. */
async function passedOn(...agents: readonly AgentProcess[]): Promise<number> {
  const all = await Promise.all(agents.map((agent) => agent.status()));
  return all.reduce((sum, { decided }) => sum + decided.worker + decided.copy + decided.none, 0);
}

function latencyFigure(name: string, floor = Number.NaN, ours = Number.NaN): Figure {
  return {
    what: `${name}, p99 at ${PER_SECOND.toLocaleString('en')} a second`,
    value: ours / floor,
    unit: '×',
    atMost: 2,
    note: `of a constant answer’s; ${ours.toFixed(2)} ms and ${floor.toFixed(2)} ms`,
  };
}
