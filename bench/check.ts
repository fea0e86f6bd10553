/** Measures what a check costs at the edge. */
import { bare, CheckScene, caller, reader, requestReader, SIZES } from './check-scene.ts';
import type { Bench, Figure } from './figure.ts';
import { measureLatencies, PER_SECOND } from './latency.ts';
import { measurePropagation } from './propagation.ts';
import { type Asked, measureServerTimes } from './server-time.ts';
import { startWorkerd } from './workerd.ts';

const ROUNDS = 40;
/**
 * With the turns of the bare Worker, these rounds take half a minute. An isolate keeps its copy of a list for
 * five seconds of it.
 */
const REREAD_ROUNDS = 110;
/** The round is long enough that memory which the reads use is freed within it, not after it. */
const READING_MS = 1_000;
const READING_ROUNDS = 10;
/**
 * The number of accounts. With so many, no two running questions are about the same account, and no account is
 * asked about twice within a millisecond.
 */
const MANY = 40;
const [SMALL, MEDIUM, LARGE] = SIZES.map((size) => `sender-${size}@example.com`) as [
  string,
  string,
  string,
];

type Progress = (line: string) => void;

export const check: Bench = {
  title: 'A check at the edge',
  method:
    'The bundle of `wrangler deploy` in raw `workerd serve` on one core, asked over 32 kept connections from the other; in the same process a Worker that does nothing but answer `new Response("ok")`, which is the measure (“bare”). Speed is answers for a second of the core’s time; subjects take turns, in another order each time, in rounds of 0.1 s (where KV is read, longer), and what is compared is of the same round. KV is files that workerd serves itself. Every answer is read and must be the right one.',
  async measure(progress) {
    return [...(await measureKnown(progress)), ...(await measureReading(progress))];
  },
};

/** Measures checks whose list and token the isolate already has in memory. */
async function measureKnown(progress: Progress): Promise<Figure[]> {
  await using workerd = await startWorkerd();
  const scene = await CheckScene.set(workerd);
  progress('accounts of 10, 1,000 and 10,000 entries');
  for (const size of SIZES) await scene.account(`sender-${size}@example.com`, size);
  const strict = accountNames('strict');
  await Promise.all(strict.map((account) => scene.account(account, 10, { consistency: 'strict' })));
  const get = scene.get('allowed GET /v1/check, 10 entries', SMALL);
  const post = scene.post('the same as POST', SMALL);
  const adapters = scene.adapters(SMALL);

  progress('checks, in every protocol; refusals');
  const times = await measureServerTimes(
    workerd.pid,
    [
      bare(workerd),
      get,
      scene.get(MEDIUM, MEDIUM),
      scene.get(LARGE, LARGE),
      post,
      ...adapters,
      ...[get, post, ...adapters].map((asked) => requestReader(workerd, asked)),
      scene.refused('refused', strict),
      caller(workerd, strict),
      scene.refused('flood', [SMALL]),
    ],
    ROUNDS,
  );
  const ofBare = (name: string) => times.ratio(name, 'bare');
  /** Compares a check with the Worker that reads the same request and answers at once. */
  const besideReader = ({ name }: Asked, atLeast: number): Figure => ({
    what: name,
    value: times.ratio(name, `reader of ${name}`),
    unit: '×',
    atLeast,
    note: `of a Worker that reads the same request and answers at once; ${ofBare(name).toFixed(3)} of bare, of which that Worker has ${ofBare(`reader of ${name}`).toFixed(3)}`,
  });
  progress('a list of 10,000 entries, read again every 5 s');
  const rereading = await measureServerTimes(
    workerd.pid,
    [scene.get('held', SMALL), { ...scene.get(LARGE, LARGE), isCold: true }],
    REREAD_ROUNDS,
  );
  progress(`${PER_SECOND} checks a second`);
  const [bareP99 = 0, checkP99 = 0] = await measureLatencies([bare(workerd), get]);
  progress('adds, and checks of them elsewhere');
  const propagation = await measurePropagation(workerd, scene);
  return [
    { what: 'a bare answer', value: times.microseconds('bare'), unit: 'µs' },
    besideReader(get, 0.74),
    ...[MEDIUM, LARGE].map((account, index) => ({
      what: `the same, ${SIZES[index + 1]?.toLocaleString('en')} entries`,
      value: times.ratio(account, get.name),
      unit: '×',
      atLeast: 0.95,
      note: 'of 10 entries',
    })),
    besideReader(post, 0.78),
    ...adapters.map((asked) => besideReader(asked, 0.7)),
    {
      what: 'allowed, 10,000 entries read again every 5 s',
      value: rereading.overallRatio(LARGE, 'held'),
      unit: '×',
      atLeast: 0.8,
      note: 'of a check of 10 entries; all rounds together, as the reading falls into few',
    },
    {
      what: 'refused, confirmed at the object',
      value: times.ratio('refused', 'caller'),
      unit: '×',
      atLeast: 0.62,
      note: `of a bare call of an object, which is the next line; accounts set to strict, so that each refusal asks; ${ofBare('refused').toFixed(3)} of bare`,
    },
    {
      what: 'a call of an object, and nothing else',
      value: ofBare('caller'),
      unit: '×',
      note: 'of bare; an object that answers at once. No refusal that asks can be faster',
    },
    {
      what: 'refused in a flood',
      value: ofBare('flood'),
      unit: '×',
      note: 'of bare; one account, whose object is asked once a second',
    },
    {
      what: `p99 at ${PER_SECOND.toLocaleString('en')} checks a second`,
      value: checkP99 / bareP99,
      unit: '×',
      atMost: 1.5,
      note: `of bare; ${checkP99.toFixed(2)} ms and ${bareP99.toFixed(2)} ms`,
    },
    {
      what: 'p99 saturated',
      value: times.p99(get.name) / times.p99('bare'),
      unit: '×',
      atMost: 1,
      note: `of bare; ${times.p99(get.name).toFixed(1)} ms and ${times.p99('bare').toFixed(1)} ms`,
    },
    {
      what: 'checks until an add is allowed elsewhere',
      value: propagation.mostChecks,
      unit: '',
      atMost: 1,
      note: `the most of ${propagation.adds} adds, at another isolate whose KV had heard of none; ${propagation.milliseconds.toFixed(1)} ms later in the median`,
    },
  ];
}

/**
 * Measures checks that read KV. The copy in memory is too old for the next check, so each check reads one value
 * with the account’s list and its tokens.
 */
async function measureReading(progress: Progress): Promise<Figure[]> {
  await using workerd = await startWorkerd({ alter: withBriefCopies });
  const scene = await CheckScene.set(workerd);
  progress(`${MANY} accounts of 10 entries, and as many of 1,000`);
  const [small, medium] = [accountNames('small'), accountNames('medium')];
  await Promise.all(small.map((account) => scene.account(account, 10)));
  await Promise.all(medium.map((account) => scene.account(account, 1_000)));
  const [smallTokens, mediumTokens] = [await scene.tokens(small), await scene.tokens(medium)];
  progress('checks that read KV');
  const times = await measureServerTimes(
    workerd.pid,
    [
      bare(workerd, READING_MS),
      scene.getOwn('10', small, smallTokens, READING_MS),
      scene.getOwn('1,000', medium, mediumTokens, READING_MS),
      reader(workerd, 'read 10', smallTokens, READING_MS),
      reader(workerd, 'read 1,000', mediumTokens, READING_MS),
    ],
    READING_ROUNDS,
  );
  const sizes = ['10', '1,000'];
  return [
    ...sizes.map((entries) => ({
      what: `allowed, KV read every time, ${entries} entries`,
      value: times.ratio(entries, `read ${entries}`),
      unit: '×',
      atLeast: 0.6,
      note: `of a bare read of as many entries, which is below. Asked with tokens of the accounts, of an isolate that is made to keep a copy for the one check that read it; it reads the version that it had; ${times.ratio(entries, 'bare').toFixed(3)} of bare`,
    })),
    ...sizes.map((entries) => ({
      what: `that read of KV, ${entries} entries, and nothing else`,
      value: times.ratio(`read ${entries}`, 'bare'),
      unit: '×',
      note: 'of bare; without a deadline. No check that reads can be faster',
    })),
  ];
}

/** Both numbers: a spread that is taken off a life of 1 ms would leave a copy too old for the check that read it. */
function withBriefCopies(bundle: string): string {
  return altered(
    altered(bundle, /\bCOPY_MS = 5e3;/, 'COPY_MS = 1;'),
    /\bSPREAD_MS = 1e3;/,
    'SPREAD_MS = 0;',
  );
}

function altered(bundle: string, from: RegExp, to: string): string {
  if (!from.test(bundle))
    throw new Error(`the bundle has no ${from.source}: how long is a copy kept?`);
  return bundle.replace(from, to);
}

function accountNames(kind: string): string[] {
  return Array.from({ length: MANY }, (_, index) => `${kind}-${index}@example.com`);
}
