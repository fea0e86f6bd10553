import { expect, it } from 'vitest';
import { TokenSession } from '../../../agent/token-session.ts';
import type { SessionAnswer } from '../../../agent/worker-client/worker-client.ts';

const sessionWith = (clientAddressHeader: string | null): SessionAnswer => ({
  ...{ kind: 'session', role: 'relay', name: 'mx', tokenId: 't', copies: true, expiresAt: null },
  clientAddressHeader,
});
const AWAY: SessionAnswer = { kind: 'unreachable', cause: 'no connection' };

it('keeps the header of a token that is read again while the Worker is away', async () => {
  const answers = [sessionWith('X-Real-IP'), AWAY, AWAY];
  const session = new TokenSession('first', async () => answers.shift() ?? AWAY);
  await session.read();
  await session.useToken('first');
  expect(session.clientAddressHeader).toBe('X-Real-IP');
  await session.useToken('second');
  expect(session.clientAddressHeader).toBeUndefined();
  session.close();
});

it('takes no late answer about the token before', async () => {
  const asked: ((answer: SessionAnswer) => void)[] = [];
  const session = new TokenSession('first', () => new Promise((resolve) => asked.push(resolve)));
  const [before, after] = [session.read(), session.useToken('second')];
  asked[1]?.(sessionWith(null));
  asked[0]?.(sessionWith('X-Real-IP'));
  await Promise.all([before, after]);
  expect(session.clientAddressHeader).toBeNull();
  session.close();
});
