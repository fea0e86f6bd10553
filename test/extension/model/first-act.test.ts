import { describe, expect, it } from 'vitest';
import { type Foresight, orderActs } from '../../../extension/model/first-act.ts';

const TURN_ON = [
  { act: 'enforce', canCutOff: true },
  { act: 'observe', canCutOff: false },
];
const checked = (cutOff: number, isLate = false): Foresight => ({
  kind: 'checked',
  cutOff,
  isLate,
});

describe('the first act', () => {
  it('is none while it is checked whom the likely act cuts off', () => {
    expect(orderActs(TURN_ON, { kind: 'checking' })).toEqual({
      first: null,
      others: ['observe'],
      guarded: null,
      isChecking: true,
    });
  });

  it('is the likely one if that cuts nobody off', () => {
    expect(orderActs(TURN_ON, checked(0))).toMatchObject({ first: 'enforce', others: ['observe'] });
  });

  it.each([
    ['it cuts somebody off', checked(1)],
    ['that could not be checked', { kind: 'unchecked' as const }],
  ])('is the safe one if %s, and the other one is guarded', (_, foresight) => {
    expect(orderActs(TURN_ON, foresight)).toMatchObject({ first: 'observe', guarded: 'enforce' });
  });

  it('stays the safe one when a late answer clears the other', () => {
    expect(orderActs(TURN_ON, checked(0, true))).toEqual({
      first: 'observe',
      others: ['enforce'],
      guarded: null,
      isChecking: false,
    });
  });

  it('needs no check where no act can cut anybody off', () => {
    const acts = [
      { act: 'add', canCutOff: false },
      { act: 'extend', canCutOff: false },
    ];
    expect(orderActs(acts, { kind: 'checking' })).toMatchObject({
      first: 'add',
      others: ['extend'],
      isChecking: false,
    });
  });

  it('is none where the only act cuts somebody off', () => {
    const only = [{ act: 'replace', canCutOff: true }];
    expect(orderActs(only, checked(2))).toMatchObject({ first: null, guarded: 'replace' });
    expect(orderActs(only, checked(0, true))).toMatchObject({ first: 'replace', guarded: null });
  });
});
