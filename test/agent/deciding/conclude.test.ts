import { describe, expect, it } from 'vitest';
import {
  conclude,
  findFreshAllow,
  type Held,
  type Limits,
} from '../../../agent/deciding/conclude.ts';
import type { Checked } from '../../../agent/worker-client/worker-client.ts';
import { LISTED } from '../support/decisions.ts';
import {
  AGES,
  ALL_LIMITS,
  DEPLOYMENTS,
  everyCopy,
  heldIn,
  QUESTION,
  SAYINGS,
  type Saying,
} from './every-situation.ts';
import { expectedAnswer, type Situation } from './expected-answer.ts';

/** The answer in words, as expected-answer.ts has them. */
function answerOf(held: Held, limits: Limits, said: Checked): string {
  const fresh = findFreshAllow(QUESTION, held, limits);
  if (fresh) return `from memory: ${fresh.verdict}, ${fresh.reason}; told as ${fresh.reason}`;
  const { answered, seen } = conclude(QUESTION, held, limits, said);
  const told = seen ? `; told as ${seen.reason}` : '';
  return 'decision' in answered
    ? `${answered.kind}: ${answered.decision.verdict}, ${answered.decision.reason}${told}`
    : `${answered.kind}${told}`;
}

describe('R26', () => {
  it('every situation has the answer of the table', () => {
    const copies = everyCopy();
    const wrong: object[] = [];
    let count = 0;
    for (const [copy, found] of copies)
      for (const ageMs of AGES)
        for (const limits of ALL_LIMITS)
          for (const deployment of DEPLOYMENTS)
            for (const saying of Object.keys(SAYINGS) as Saying[]) {
              count++;
              const situation: Situation = { copy, ageMs, limits, deployment, saying };
              const expected = expectedAnswer(situation);
              const held = heldIn(found, ageMs, deployment);
              const answer = answerOf(held, limits, SAYINGS[saying]);
              if (answer !== expected) wrong.push({ situation, expected, answer });
            }
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(count).toBe((2 * 5 * 3 * 3 * 7 * 3 + 6) * 7 * 2 * 3 * 10);
  });

  it('an answer from a copy has the shape of the Worker’s, without a remark', () => {
    const found = everyCopy().find(
      ([copy]) => typeof copy === 'object' && copy.mode === 'enforce' && copy.covers === 'now',
    );
    if (!found) throw new Error('no such copy');
    const held = heldIn(found[1], 0, 'closed');
    const decision = findFreshAllow(QUESTION, held, { freshMs: 1, maxStaleMs: 1 });
    const entry = { id: expect.any(String), value: LISTED.address, remark: '', list: null };
    expect(decision).toEqual({ ...LISTED, entry, revision: 2 });
    expect(Object.keys(decision ?? {})).toEqual(Object.keys(LISTED));
  });

  it('the Worker’s Decision goes through without its remark', () => {
    const held = heldIn({ state: 'none' }, 0, 'closed');
    const limits = { freshMs: 1, maxStaleMs: 1 };
    const { answered } = conclude(QUESTION, held, limits, SAYINGS.allows);
    const entry = LISTED.entry && { ...LISTED.entry, remark: '' };
    expect(answered).toEqual({ kind: 'allowed', decision: { ...LISTED, entry } });
  });
});
