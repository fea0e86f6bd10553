/** All steps, each as often as it should come. */
import type fc from 'fast-check';
import type { Scene, Step } from './asked-step.ts';
import {
  agreeing,
  clearing,
  delisting,
  entering,
  including,
  listing,
  making,
  observing,
  renewing,
  revoking,
  setting,
} from './operator-steps.ts';
import {
  clocking,
  failing,
  healing,
  late,
  passing,
  restarting,
  routing,
  sleeping,
} from './surrounding-steps.ts';

const weighted = (weight: number, arbitrary: fc.Arbitrary<Step>) =>
  Array<fc.Arbitrary<Step>>(weight).fill(arbitrary);

/** fc.commands picks each of these equally often, so a weight is a number of copies. */
export const STEPS: fc.Arbitrary<fc.AsyncCommand<Scene, Scene>>[] = [
  ...weighted(3, making),
  ...weighted(8, entering),
  ...weighted(6, setting),
  ...weighted(2, observing),
  ...weighted(1, clearing),
  ...weighted(4, including),
  ...weighted(4, listing),
  ...weighted(1, delisting),
  ...weighted(6, failing),
  ...weighted(8, healing),
  ...weighted(3, routing),
  ...weighted(8, passing),
  ...weighted(3, sleeping),
  ...weighted(3, clocking),
  ...weighted(5, restarting),
  ...weighted(3, late),
  ...weighted(1, revoking),
  ...weighted(2, renewing),
  ...weighted(2, agreeing),
];
