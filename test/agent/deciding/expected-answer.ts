/** R26 once more, as a list of rules in words. The first rule that fits gives the answer. */
import type { Limits } from '../../../agent/deciding/conclude.ts';
import type { CopyTerms, DEPLOYMENTS, LiveTerms, Saying } from './every-situation.ts';

export interface Situation {
  readonly copy: CopyTerms;
  readonly ageMs: number;
  readonly limits: Limits;
  readonly deployment: (typeof DEPLOYMENTS)[number];
  readonly saying: Saying;
}

type Rule = readonly [when: (s: Situation) => boolean, answer: string | ((s: Situation) => string)];

const live = ({ copy }: Situation): LiveTerms | undefined =>
  typeof copy === 'object' ? copy : undefined;
const lists = (s: Situation) => live(s)?.lists ?? 'none';
const isSuspended = (s: Situation) => live(s)?.standing.includes('suspended') === true;
const isStrict = (s: Situation) => live(s)?.standing.includes('strict') === true;
const isUnreadable = (s: Situation) => live(s)?.standing === 'unreadable';
const isFresh = ({ ageMs, limits }: Situation) => !Number.isNaN(ageMs) && !(ageMs > limits.freshMs);
const isYoung = ({ ageMs, limits }: Situation) =>
  !Number.isNaN(ageMs) && ageMs !== limits.maxStaleMs && !(ageMs > limits.maxStaleMs);
const isSilent = ({ saying }: Situation) => /^(is gone|fails)/.test(saying);

/** What the copy itself says, without a thought of its age. */
function says(s: Situation): string {
  const terms = live(s);
  if (terms === undefined) return 'nothing';
  if (isSuspended(s)) return 'suspended';
  if (terms.mode === 'off') return 'off';
  if (terms.covers === 'now' || lists(s).endsWith('now')) return 'listed';
  if (lists(s) === 'unread')
    return terms.mode === 'observe' ? 'observed, not knowing' : 'not known';
  if (terms.mode === 'observe') return 'observed';
  return terms.covers === 'expired' || lists(s) === 'expired' ? 'expired' : 'not-listed';
}

const ALLOWS = ['off', 'listed', 'observed'];
const REFUSES = ['expired', 'not-listed'];
const failModeOf = (s: Situation) => live(s)?.failMode ?? 'default';
const isClosedByDomain = ({ copy }: Situation) =>
  copy === 'hidden, domain closed' || copy === 'hidden, domain suspended';
const byCopy = (s: Situation) =>
  isYoung(s) && live(s) !== undefined && !isStrict(s) && !isUnreadable(s);

const RULES: readonly Rule[] = [
  // A fresh copy allows.
  [
    (s) => isFresh(s) && !isStrict(s) && !isUnreadable(s) && ALLOWS.includes(says(s)),
    (s) => `from memory: allow, ${says(s)}; told as ${says(s)}`,
  ],
  // The Worker's verdict stands.
  [({ saying }) => saying === 'allows', 'allowed: allow, listed'],
  [({ saying }) => saying === 'refuses', 'refused: deny, not-listed'],
  [({ saying }) => saying === 'suspends', 'refused: deny, suspended'],
  [({ saying }) => saying === 'observes, with a list unread', 'allowed: allow, unavailable'],
  [({ saying }) => saying === 'refuses the token', 'bad-token'],
  [({ saying }) => saying === 'refuses the question', 'bad-question'],
  [({ saying }) => saying === 'has enough', 'rate-limited'],
  // From here on the Worker could not say.
  [({ copy }) => copy === 'deleted', 'refused: deny, unknown-account'],
  [isSuspended, 'refused: deny, suspended; told as suspended'],
  [
    (s) => byCopy(s) && ALLOWS.includes(says(s)),
    (s) => `allowed: allow, ${says(s)}; told as ${says(s)}`,
  ],
  [
    (s) => byCopy(s) && says(s) === 'observed, not knowing',
    'allowed: allow, unavailable; told as unavailable',
  ],
  [
    (s) => byCopy(s) && REFUSES.includes(says(s)),
    (s) => `unavailable: deny, unavailable; told as ${says(s)}`,
  ],
  [(s) => failModeOf(s) === 'open', 'allowed: allow, unavailable'],
  [(s) => failModeOf(s) === 'closed', 'unavailable: deny, unavailable'],
  [isClosedByDomain, 'unavailable: deny, unavailable'],
  [({ saying }) => saying === 'fails open', 'allowed: allow, unavailable'],
  [({ saying }) => saying === 'fails closed', 'unavailable: deny, unavailable'],
  [({ deployment }) => deployment === 'open', 'allowed: allow, unavailable'],
  [isSilent, 'unavailable: deny, unavailable'],
];

export function expectedAnswer(situation: Situation): string {
  const [, answer] = RULES.find(([when]) => when(situation)) ?? [];
  if (answer === undefined) throw new Error(`no rule for ${JSON.stringify(situation)}`);
  return typeof answer === 'string' ? answer : answer(situation);
}
