/** Lists in every state, the changes to them, and the answer for each address afterwards. */
import type { DecisionReason } from '../../shared/decision.ts';

const LISTED = '192.0.2.1';
const LISTED_SEGMENT = '2001:db8:1::/48';
const ADDED = '198.51.100.7';

/** An address that stays on the enforced list through all changes. */
export const ALWAYS_LISTED = '2001:db8:1::9';
/**
 * The addresses that are asked about: two are listed at first, one is added later, one is never on
 * a list.
 */
export const ADDRESSES = [LISTED, ALWAYS_LISTED, ADDED, '203.0.113.9'] as const;

/** The reason in the answer for each of the addresses. */
type Reasons = readonly [DecisionReason, DecisionReason, DecisionReason, DecisionReason];

export type Step =
  | { readonly add: string }
  | { readonly remove: string }
  | { readonly mode: 'observe' | 'enforce' }
  | { readonly settings: object }
  | 'disable'
  | 'delete'
  | 'create';

interface Phase {
  readonly steps: readonly Step[];
  readonly reasons: Reasons;
}

export interface ListCase {
  readonly name: string;
  readonly isStrict?: true;
  /** The steps that make the list, change it, and change it once more. */
  readonly phases: readonly [Phase, Phase, Phase];
}

const FILLED: readonly Step[] = [{ add: LISTED }, { add: LISTED_SEGMENT }];
const OFF: Reasons = ['off', 'off', 'off', 'off'];
const SUSPENDED: Reasons = ['suspended', 'suspended', 'suspended', 'suspended'];
const UNKNOWN: Reasons = [
  'unknown-account',
  'unknown-account',
  'unknown-account',
  'unknown-account',
];
const ENFORCED: Reasons = ['listed', 'listed', 'not-listed', 'not-listed'];
const OBSERVED: Reasons = ['listed', 'listed', 'observed', 'observed'];
const REPLACED: Reasons = ['not-listed', 'listed', 'listed', 'not-listed'];
const REPLACE: readonly Step[] = [{ add: ADDED }, { remove: LISTED }];
const PUT_BACK: readonly Step[] = [{ remove: ADDED }, { add: LISTED }];

export const CASES: readonly ListCase[] = [
  {
    name: 'off',
    phases: [
      { steps: [], reasons: OFF },
      { steps: [{ add: ADDED }], reasons: ['not-listed', 'not-listed', 'listed', 'not-listed'] },
      { steps: [{ remove: ADDED }], reasons: OFF },
    ],
  },
  {
    name: 'enforced',
    phases: [
      { steps: FILLED, reasons: ENFORCED },
      { steps: REPLACE, reasons: REPLACED },
      { steps: PUT_BACK, reasons: ENFORCED },
    ],
  },
  {
    name: 'disabled',
    phases: [
      { steps: FILLED, reasons: ENFORCED },
      { steps: ['disable'], reasons: OFF },
      { steps: FILLED, reasons: ENFORCED },
    ],
  },
  {
    name: 'observed',
    phases: [
      { steps: [...FILLED, { mode: 'observe' }], reasons: OBSERVED },
      { steps: [{ mode: 'enforce' }], reasons: ENFORCED },
      { steps: [{ mode: 'observe' }], reasons: OBSERVED },
    ],
  },
  {
    name: 'suspended',
    phases: [
      { steps: [...FILLED, { settings: { suspended: true } }], reasons: SUSPENDED },
      { steps: [{ settings: { suspended: false } }], reasons: ENFORCED },
      { steps: [{ settings: { suspended: true } }], reasons: SUSPENDED },
    ],
  },
  {
    name: 'deleted',
    phases: [
      { steps: [...FILLED, 'delete'], reasons: UNKNOWN },
      { steps: ['create', ...FILLED], reasons: ENFORCED },
      { steps: ['delete'], reasons: UNKNOWN },
    ],
  },
  {
    name: 'strict',
    isStrict: true,
    phases: [
      { steps: FILLED, reasons: ENFORCED },
      { steps: REPLACE, reasons: REPLACED },
      { steps: PUT_BACK, reasons: ENFORCED },
    ],
  },
];
