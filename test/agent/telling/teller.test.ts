/** When the Worker is told what copies decided, and that nothing is lost or counted twice by it. */
import { describe, expect, it } from 'vitest';
import { NOTHING } from './ledger.ts';
import {
  ALLOWED,
  ENTRY_ID,
  MINUTE,
  OBSERVED,
  REFUSED,
  SECOND,
  SUSPENDED,
  sceneOf,
} from './scene.ts';

const TURN = 10 * SECOND;

describe('what is told', () => {
  it('is each address once, with its counts, its first and last time, and its entry', async () => {
    await using scene = await sceneOf();
    const { check, pass, ledger } = scene;
    check();
    pass(2 * SECOND);
    check({ passwordWasRight: true });
    check({ decision: OBSERVED, address: '2001:db8::7' });
    check({ account: 'other@example.com', decision: SUSPENDED, passwordWasRight: true });
    pass(SECOND);
    await scene.teller.tick();
    const id = expect.stringMatching(/^[0-9a-f]{32}$/);
    const last = { lastSeenAt: scene.ago(SECOND) };
    const seen = { ...NOTHING, ...last, firstSeenAt: last.lastSeenAt, entryId: null };
    expect(ledger.calls).toEqual([
      [
        {
          account: 'sender@example.com',
          id,
          senders: [
            {
              address: '203.0.113.7',
              firstSeenAt: scene.ago(3 * SECOND),
              ...{ ...last, ...NOTHING, allowed: 2, entryId: ENTRY_ID, passwordWasRight: true },
            },
            { ...seen, address: '2001:db8::7', observed: 1, passwordWasRight: false },
          ],
          ...{ leaks: [], others: NOTHING },
        },
        {
          account: 'other@example.com',
          id,
          senders: [{ ...seen, address: '203.0.113.7', refused: 1, passwordWasRight: true }],
          ...{ leaks: [], others: NOTHING },
        },
      ],
    ]);
  });

  it('names the login where the account of its domain decided', async () => {
    await using scene = await sceneOf();
    const account = 'desk@example.com';
    const check = { account, decidedBy: '@example.com', decision: REFUSED, passwordWasRight: true };
    scene.check(check);
    scene.check({ ...check, account: 'sales@example.com' });
    await scene.teller.tick();
    const [observed] = scene.ledger.taken;
    expect(observed?.account).toBe('@example.com');
    for (const rows of [observed?.senders, observed?.leaks])
      expect(rows).toMatchObject([{ login: account }, { login: 'sales@example.com' }]);
  });

  it('is a leak if a copy refused after the right password, from its first time on', async () => {
    await using scene = await sceneOf();
    const leak = { decision: REFUSED, passwordWasRight: true };
    scene.ledger.fault = 'down';
    scene.check(leak);
    scene.pass(MINUTE);
    scene.check(leak);
    scene.check({ ...leak, decision: { ...REFUSED, reason: 'expired' }, address: '192.0.2.1' });
    scene.check({ ...leak, decision: SUSPENDED, address: '192.0.2.2' });
    scene.check({ ...leak, passwordWasRight: false, address: '192.0.2.3' });
    scene.ledger.fault = undefined;
    await scene.teller.tick();
    expect(scene.ledger.taken[0]?.leaks).toEqual([
      { address: '203.0.113.7', at: scene.ago(MINUTE), count: 2 },
      { address: '192.0.2.1', at: scene.ago(0), count: 1 },
    ]);
  });

  it('is nothing of a login that no account decides for', async () => {
    await using scene = await sceneOf();
    scene.check({ decidedBy: null, decision: { ...REFUSED, reason: 'unknown-account' } });
    await scene.tickAfter(TURN);
    expect(scene.ledger.calls).toEqual([]);
  });

  it('has no time that runs backwards, if the clock of the machine is set back', async () => {
    await using scene = await sceneOf();
    scene.check();
    scene.clock.now -= MINUTE;
    scene.check();
    await scene.teller.tick();
    expect(scene.ledger.taken[0]?.senders).toMatchObject([
      { firstSeenAt: scene.ago(0), lastSeenAt: scene.ago(-MINUTE), allowed: 2 },
    ]);
  });
});

describe('the pace', () => {
  it('is one call in ten seconds, for a new address at once, for one that was told after five minutes', async () => {
    await using scene = await sceneOf();
    const { ledger } = scene;
    scene.check();
    await scene.teller.tick();
    scene.check({ address: '192.0.2.1' });
    await scene.tickAfter(TURN - 1);
    expect(ledger.calls).toHaveLength(1);
    await scene.tickAfter(1);
    expect(ledger.calls).toHaveLength(2);
    for (let seconds = 10; seconds < 300; seconds += 5) {
      scene.check();
      await scene.tickAfter(5 * SECOND);
    }
    await scene.tickAfter(0);
    expect(ledger.calls).toHaveLength(3);
    expect(ledger.calls[2]).toMatchObject([
      { senders: [{ address: '203.0.113.7', allowed: 58, firstSeenAt: scene.ago(290 * SECOND) }] },
    ]);
  });

  it('lets new addresses go first, of at most 500 accounts a call, and forgets none', async () => {
    await using scene = await sceneOf();
    const old = Array.from({ length: 700 }, (_, n) => `old${n}@example.com`);
    for (const account of old) scene.check({ account });
    await scene.tickAfter(0);
    await scene.tickAfter(TURN);
    for (const account of old) scene.check({ account });
    scene.pass(5 * MINUTE);
    for (let n = 0; n < 300; n++) scene.check({ account: `new${n}@example.com` });
    await scene.tickAfter(0);
    const [first, second, third] = scene.ledger.calls;
    expect([first?.length, second?.length, third?.length]).toEqual([500, 200, 500]);
    expect(third?.slice(0, 300).every(({ account }) => account.startsWith('new'))).toBe(true);
    await scene.tickAfter(TURN);
    expect(scene.ledger.calls[3]).toHaveLength(500);
    expect(scene.ledger.counts().allowed).toBe(700 + 700 + 300);
  });

  it('slows down to a minute while the Worker does not answer, and all is told after', async () => {
    await using scene = await sceneOf();
    const { ledger, clock } = scene;
    ledger.fault = 'down';
    const triedAt: number[] = [];
    const began = clock.steady;
    for (let seconds = 0; seconds < 300; seconds++) {
      scene.check();
      const tried = ledger.calls.length;
      await scene.teller.tick();
      if (ledger.calls.length > tried) triedAt.push((clock.steady - began) / SECOND);
      scene.pass(SECOND);
    }
    expect(triedAt).toEqual([0, 10, 30, 70, 130, 190, 250]);
    ledger.fault = undefined;
    await scene.tickAfter(MINUTE);
    await scene.tickAfter(5 * MINUTE);
    expect(ledger.counts().allowed).toBe(300);
    expect(scene.log).toEqual(['observations-kept', 'observations-told-again']);
    await scene.tickAfter(TURN);
    expect(ledger.calls).toHaveLength(9);
  });
});

describe('what was not confirmed', () => {
  it('is sent again as it was, with its id, if the answer was lost', async () => {
    await using scene = await sceneOf();
    const { ledger } = scene;
    ledger.fault = 'lost-answer';
    scene.check();
    await scene.teller.tick();
    scene.check({ address: '192.0.2.1' });
    ledger.fault = undefined;
    await scene.tickAfter(TURN);
    expect(ledger.calls[1]).toEqual(ledger.calls[0]);
    await scene.tickAfter(TURN);
    expect(ledger.calls[2]).toMatchObject([{ senders: [{ address: '192.0.2.1' }] }]);
    expect(ledger.counts()).toEqual({ ...NOTHING, allowed: 2 });
    expect(ledger.taken).toHaveLength(2);
  });

  it('is sent again of the accounts that did not answer, and holds up no other', async () => {
    await using scene = await sceneOf();
    const { ledger } = scene;
    ledger.fault = { unrecorded: ['a@example.com'] };
    for (const account of ['a@example.com', 'b@example.com']) scene.check({ account });
    await scene.teller.tick();
    for (const account of ['a@example.com', 'b@example.com'])
      scene.check({ account, address: '192.0.2.1' });
    await scene.tickAfter(TURN);
    expect(ledger.calls[1]?.map(({ account }) => account)).toEqual([
      'a@example.com',
      'b@example.com',
    ]);
    expect(ledger.calls[1]?.[0]).toEqual(ledger.calls[0]?.[0]);
    ledger.fault = undefined;
    await scene.tickAfter(TURN);
    await scene.tickAfter(TURN);
    expect(ledger.counts()).toEqual({ ...NOTHING, allowed: 4 });
  });

  it('waits for a token that is accepted', async () => {
    await using scene = await sceneOf();
    scene.ledger.fault = 'bad-token';
    scene.check();
    await scene.teller.tick();
    scene.ledger.fault = undefined;
    await scene.tickAfter(TURN);
    expect(scene.ledger.counts()).toEqual({ ...NOTHING, allowed: 1 });
  });

  it('is dropped if the Worker will never take it, and alone', async () => {
    await using scene = await sceneOf();
    scene.ledger.fault = { refuses: 'a7@example.com' };
    for (let n = 0; n < 20; n++) scene.check({ account: `a${n}@example.com` });
    for (let calls = 0; calls < 12; calls++) await scene.tickAfter(TURN);
    expect(scene.ledger.counts()).toEqual({ ...NOTHING, allowed: 19 });
    expect(scene.teller.status()).toMatchObject({ lost: 1, unconfirmed: 0 });
    expect(scene.log).toEqual(['observations-refused']);
  });

  it('is neither lost nor counted twice, whatever fails', async () => {
    await using scene = await sceneOf({ accounts: 30, senders: 60, leaks: 10 });
    const { ledger } = scene;
    const accounts = Array.from({ length: 30 }, (_, n) => `a${n}@example.com`);
    const faults = [
      'down',
      'lost-answer',
      undefined,
      { unrecorded: accounts.slice(0, 9) },
    ] as const;
    const decisions = [ALLOWED, OBSERVED, REFUSED];
    let checks = 0;
    let state = 20_300_131;
    const below = (limit: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * limit);
    };
    for (let step = 0; step < 400; step++) {
      for (let n = below(20); n > 0; n--, checks++) {
        const decision = decisions[below(3)] ?? ALLOWED;
        const [account, address] = [accounts[below(30)], `192.0.2.${below(9)}`];
        scene.check({ ...(account && { account }), address, decision, passwordWasRight: true });
      }
      ledger.fault = faults[below(4)];
      await scene.tickAfter(below(30) * SECOND);
    }
    ledger.fault = undefined;
    await scene.teller.close(5_000);
    const { allowed, refused, observed } = ledger.counts();
    expect(allowed + refused + observed).toBe(checks);
    expect(scene.teller.status()).toMatchObject({ lost: 0, unconfirmed: 0 });
    expect(ledger.taken.some(({ others }) => others.allowed > 0)).toBe(true);
  });
});

describe('the room is limited', () => {
  const addressOf = (n: number) => `2001:db8::${n.toString(16)}`;

  it('to 1,000 addresses of an account; further checks are counted without their address', async () => {
    await using scene = await sceneOf();
    for (let n = 0; n < 1_300; n++) scene.check({ address: addressOf(n), decision: REFUSED });
    await scene.teller.tick();
    const [observed] = scene.ledger.taken;
    expect(observed?.senders).toHaveLength(1_000);
    expect(observed?.others).toEqual({ ...NOTHING, refused: 300 });
    for (let n = 1_300; n < 2_000; n++) scene.check({ address: addressOf(n) });
    await scene.tickAfter(TURN);
    expect(scene.ledger.taken[1]?.senders).toHaveLength(700);
  });

  it('to so many addresses, leaks and accounts of all; what fits nowhere is counted as lost', async () => {
    await using scene = await sceneOf({ accounts: 40, senders: 25, leaks: 10 });
    scene.ledger.fault = 'down';
    for (let n = 0; n < 50; n++) {
      const leak = { decision: REFUSED, passwordWasRight: true };
      for (let times = 0; times < 2; times++)
        scene.check({ ...leak, account: `a${n}@example.com` });
    }
    expect(scene.teller.status()).toMatchObject({ accounts: 40, senders: 25, lost: 20 });
    scene.ledger.fault = undefined;
    await scene.teller.tick();
    const { taken } = scene.ledger;
    expect(taken.flatMap(({ senders }) => senders)).toHaveLength(25);
    expect(taken.flatMap(({ leaks }) => leaks)).toHaveLength(10);
    expect(taken.reduce((sum, { others }) => sum + others.refused, 0)).toBe(30);
    // Once they are told, there is room for others.
    for (let n = 50; n < 75; n++) scene.check({ account: `a${n}@example.com` });
    expect(scene.teller.status()).toMatchObject({ accounts: 25, senders: 25, lost: 20 });
  });

  it('and addresses that are seen no more are forgotten', async () => {
    await using scene = await sceneOf();
    scene.check();
    await scene.teller.tick();
    for (const account of ['b@example.com', 'c@example.com']) {
      scene.pass(6 * MINUTE);
      scene.check({ account });
      await scene.teller.tick();
    }
    expect(scene.teller.status()).toMatchObject({ accounts: 1, senders: 1 });
  });

  it('in the body of a call, too: what is too long goes with the next', async () => {
    await using scene = await sceneOf();
    const domain = 'example.com';
    for (let n = 0; n < 3_000; n++) {
      const account = `${'送'.repeat(60)}${n}@${domain}`;
      const decidedBy = `@${domain}`;
      if (n < 1_000) scene.check({ account, decidedBy, decision: REFUSED, passwordWasRight: true });
      else scene.check({ account: `a${n % 7}@example.net`, address: addressOf(n) });
    }
    for (let calls = 0; calls < 5; calls++) await scene.tickAfter(TURN);
    const { allowed, refused } = scene.ledger.counts();
    expect([allowed, refused]).toEqual([2_000, 1_000]);
    expect(scene.ledger.calls.length).toBeLessThanOrEqual(3);
  });
});

describe('at the end', () => {
  it('all that waits is told, also what was told lately', async () => {
    await using scene = await sceneOf();
    scene.check();
    await scene.teller.tick();
    for (let n = 0; n < 1_200; n++) scene.check({ account: `a${n}@example.com` });
    scene.check();
    await scene.teller.close(20_000);
    expect(scene.ledger.counts()).toEqual({ ...NOTHING, allowed: 1_202 });
    expect(scene.log).toEqual([]);
  });

  it.each(['down', 'silent'] as const)(
    'a Worker that is %s holds it up no longer than allowed',
    async (fault) => {
      await using scene = await sceneOf();
      scene.check();
      scene.ledger.fault = fault;
      await scene.teller.close(fault === 'down' ? 60_000 : 50);
      expect(scene.log.at(-1)).toBe('observations-not-told');
      expect(scene.teller.status().lost).toBe(1);
    },
  );
});
