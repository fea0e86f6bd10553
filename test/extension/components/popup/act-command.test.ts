import { describe, expect, it } from 'vitest';
import { commandOf } from '../../../../extension/components/popup/act-command.ts';
import { NOW } from '../../../shared/build-allowlist.ts';
import { entry } from '../../support/build-list.ts';

const target = { format: 'address', value: '203.0.113.57' } as const;
const terms = { remark: ' Home ', expiry: { expiresInSeconds: 86_400 } };

describe('the change that an act is', () => {
  it('adds the very address that was shown; a list turned off meanwhile only observes', () => {
    expect(commandOf({ act: { kind: 'add', target } }, terms, NOW)).toEqual({
      kind: 'add',
      body: {
        format: 'address',
        values: ['203.0.113.57'],
        remark: 'Home',
        expiresInSeconds: 86_400,
        mode: 'observe',
      },
    });
  });

  it('has a list that is off begin as was chosen (R14)', () => {
    const command = commandOf({ act: { kind: 'add', target }, start: 'enforce' }, terms, NOW);
    expect(command).toMatchObject({ kind: 'add', body: { mode: 'enforce' } });
  });

  it('adds senders in the same step, for good, however long the own address is kept', () => {
    const companions = { addresses: ['198.51.100.7'], remark: 'Senders' };
    const meant = { act: { kind: 'add', target }, start: 'enforce' } as const;
    expect(commandOf(meant, { ...terms, companions }, NOW)).toEqual({
      kind: 'import',
      body: {
        mode: 'enforce',
        entries: [
          {
            format: 'address',
            value: '203.0.113.57',
            remark: 'Home',
            expiresAt: new Date(NOW + 86_400_000).toISOString(),
          },
          { format: 'address', value: '198.51.100.7', remark: 'Senders' },
        ],
      },
    });
  });

  it('takes away the one before in the same step', () => {
    const previous = entry('e1', '198.51.100.21');
    expect(commandOf({ act: { kind: 'replace', previous, target } }, terms, NOW)).toMatchObject({
      kind: 'replace',
      body: { remove: ['e1'], add: { values: ['203.0.113.57'] } },
    });
  });

  it.each([
    ['a span, counted from now', { expiresInSeconds: 3600 }, new Date(NOW + 3_600_000)],
    ['a moment', { expiresAt: '2030-01-31T08:00:00.000Z' }, new Date('2030-01-31T08:00:00Z')],
  ])('extends an entry to %s', (_, expiry, until) => {
    const act = { kind: 'extend', entry: entry('e1', '203.0.113.57') } as const;
    expect(commandOf({ act }, { ...terms, expiry }, NOW)).toEqual({
      kind: 'edit',
      id: 'e1',
      body: { expiresAt: until.toISOString() },
    });
  });

  it('extends an entry for good, and leaves its remark as it is', () => {
    const act = { kind: 'extend', entry: entry('e1', '203.0.113.57') } as const;
    expect(commandOf({ act }, { ...terms, expiry: {} }, NOW)).toEqual({
      kind: 'edit',
      id: 'e1',
      body: { expiresAt: null },
    });
  });
});
