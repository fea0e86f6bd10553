/** Counts the calls that an agent makes at its Worker while all questions are allowed by fresh copies. */
import type { Figure } from '../figure.ts';
import { Load } from '../load.ts';
import { steadyMoments } from '../moments.ts';
import { allowingOnly } from '../rivals/ask-rival.ts';
import type { SendingQuestion } from '../sending-questions.ts';
import type { AgentProcess } from './agent-process.ts';
import type { Call, CountingProxy } from './counting-proxy.ts';
import { POLICY } from './subjects.ts';

const PER_SECOND = 1_000;
const ASKED_MS = 60_000;
const CONNECTIONS = 16;
const INTERVAL_MS = 10_000;

export async function countCalls(
  agent: AgentProcess,
  { calls }: CountingProxy,
  asked: readonly SendingQuestion[],
): Promise<Figure[]> {
  const { policyPort: port } = agent;
  const before = calls.length;
  using load = await Load.connect({
    port,
    protocol: allowingOnly(POLICY),
    questions: asked.map(POLICY.ask),
    connections: CONNECTIONS,
  });
  const { answers } = await load.pace(steadyMoments(PER_SECOND, ASKED_MS));
  const made = calls.slice(before);
  const checks = made.filter(({ what }) => what.endsWith('/v1/check'));
  const others = Map.groupBy(
    made.filter((call) => !checks.includes(call)),
    ({ what }) => what,
  );
  const rates = [...others].map(([what, ofIt]) => ({ what, rate: ratePerInterval(ofIt) }));
  return [
    {
      what: 'calls to the Worker for allowed checks of fresh copies',
      value: checks.length,
      unit: '',
      atMost: 0,
      note: `${answers.toLocaleString('en')} checks, ${PER_SECOND.toLocaleString('en')} a second`,
    },
    {
      what: 'calls to the Worker for synchronising and telling, in 10 s',
      value: rates.reduce((sum, { rate }) => sum + rate, 0),
      unit: '',
      atMost: 2,
      note: rates.map(({ what, rate }) => `${what} ${rate.toFixed(2)}`).join(', '),
    },
  ];
}

/** By the time from the first of these calls to the last, as a window may have one call more or less. */
function ratePerInterval(calls: readonly Call[]): number {
  const [first] = calls;
  const last = calls.at(-1);
  if (!first || !last || first === last) return (calls.length * INTERVAL_MS) / ASKED_MS;
  return ((calls.length - 1) * INTERVAL_MS) / (last.at - first.at);
}
