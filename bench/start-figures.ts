/** The figures of `bench/start.ts`, with their targets. */
import type { ColdTimes } from './cold-times.ts';
import type { Figure } from './figure.ts';
import { PARTS } from './yardstick.ts';

/**
 * The cost of each start at commit c869397, when `worker/index.ts` loaded everything at once, as multiples of
 * the yardstick's cost. The values are medians of several runs of this bench, on an AMD EPYC with workerd
 * 2026-11-17.
 */
const AT_ONCE = {
  allowed: 1.47,
  refused: 1.71,
  wrongToken: 1.47,
  health: 1.39,
  object: 1.12,
  management: 1.59,
} as const;

/** The share of that cost that a start may have now. */
const SHARE = 0.6;
const OBJECT_SHARE = 0.5;
const MANAGEMENT_MS = 65;

type Compared = keyof typeof AT_ONCE;
export type StartName =
  | Compared
  | 'bare'
  | 'yardstick'
  | 'bareObject'
  | 'managementAfterCheck'
  | 'floor'
  | 'objectFloor';

export function describeStarts(times: ColdTimes<StartName>): Figure[] {
  const bare = times.median('bare');
  const yardstick = times.median('yardstick') - bare;
  const compare = (what: string, name: StartName, then: Compared, atMost?: number): Figure => ({
    what,
    value: beyondBare(times, name) / yardstick / AT_ONCE[then],
    unit: '×',
    ...(atMost !== undefined && { atMost }),
    note: `of what it cost when everything was loaded at once; ${describeCost(times, name)}`,
  });
  return [
    {
      what: 'the start of a bare Worker, until its first answer',
      value: bare,
      unit: 'ms',
      note: describeSpread(times, 'bare'),
    },
    {
      what: 'the yardstick',
      value: yardstick,
      unit: 'ms',
      note: `beyond bare: a Worker of ${PARTS} small classes; ${describeSpread(times, 'yardstick')}`,
    },
    compare('first allowed check, its list read from KV', 'allowed', 'allowed', SHARE),
    compare('first refused check, its object’s start included', 'refused', 'refused', SHARE),
    compare('first check, with a wrong token', 'wrongToken', 'wrongToken', SHARE),
    compare('first GET /healthz', 'health', 'health', SHARE),
    compare('start of an account’s object', 'object', 'object', OBJECT_SHARE),
    compare('first management call, before any other call', 'management', 'management'),
    managementAfterCheck(times, bare, yardstick),
    ...(times.has('floor')
      ? [
          compare(
            'the floor of a check: nothing in the bundle that loads later',
            'floor',
            'allowed',
          ),
          compare('the floor of an object: the same', 'objectFloor', 'object'),
        ]
      : [NO_FLOOR]),
  ];
}

const NO_FLOOR: Figure = {
  what: 'the floor: not measured, since worker/index.ts loads nothing later',
  value: 0,
  unit: '',
};

function managementAfterCheck(
  times: ColdTimes<StartName>,
  bare: number,
  yardstick: number,
): Figure {
  const value = times.median('managementAfterCheck');
  const [least, most] = times.quartiles('managementAfterCheck');
  const ofBare = (value / bare).toFixed(2);
  const ofCheck = (value / yardstick / AT_ONCE.allowed).toFixed(2);
  return {
    what: 'first management call after a check',
    value,
    unit: 'ms',
    atMost: MANAGEMENT_MS,
    note: `GET /v1/accounts, beyond what the check used; ${ofBare} times a bare Worker’s start, ${ofCheck} of what a first check cost when everything was loaded at once; half of them took ${least.toFixed(1)} to ${most.toFixed(1)} ms`,
  };
}

/**
 * Returns the milliseconds that a start takes longer than the bare one. The start of an object is compared with
 * that of a bare object.
 */
function beyondBare(times: ColdTimes<StartName>, name: StartName): number {
  const isObject = name === 'object' || name === 'objectFloor';
  return times.median(name) - times.median(isObject ? 'bareObject' : 'bare');
}

function describeCost(times: ColdTimes<StartName>, name: StartName): string {
  const milliseconds = beyondBare(times, name);
  const ofBare = milliseconds / times.median('bare');
  return `${milliseconds.toFixed(1)} ms beyond bare, ${ofBare.toFixed(2)} times a bare Worker’s start; ${describeSpread(times, name)}`;
}

function describeSpread(times: ColdTimes<StartName>, name: StartName): string {
  const [least, most] = times.quartiles(name);
  return `half of the starts took ${least.toFixed(1)} to ${most.toFixed(1)} ms in all`;
}
