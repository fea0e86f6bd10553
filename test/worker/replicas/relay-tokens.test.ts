/** What an edge makes of the relay tokens that it finds. */
import { expect, it } from 'vitest';
import { encodeRelayTokens, openRelayTokens } from '../../../worker/replicas/relay-tokens.ts';

const relay = { id: 'ab', role: 'relay', digest: 'cd', expiresAt: null } as const;

it('in another layout, cut off, or another thing, they are none', () => {
  const text = encodeRelayTokens({ version: 3, tokens: [relay] });
  expect(openRelayTokens(text)).toEqual({ version: 3, tokens: [relay] });
  for (const other of [
    encodeRelayTokens({ version: 3, tokens: [relay] }, 99),
    JSON.stringify({ version: 3, tokens: [relay] }),
    JSON.stringify({ ...JSON.parse(text), tokens: null }),
    text.slice(1),
    'null',
    '',
  ])
    expect(openRelayTokens(other)).toBeUndefined();
});

it('a token of another role, which a newer version issued, is none', () => {
  const tokens = [{ ...relay, role: 'relay-of-one-host' as never }, relay];
  expect(openRelayTokens(encodeRelayTokens({ version: 3, tokens }))?.tokens).toEqual([relay]);
});
