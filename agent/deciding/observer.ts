import type * as api from '../../shared/api.ts';
import type { AgentQuestion } from './answer.ts';

/** Hears of each verdict that a copy gave. What the Worker decided, the Worker has seen itself. */
export type Observe = (question: AgentQuestion, decision: api.Decision) => void;
