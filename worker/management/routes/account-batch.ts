/** Many accounts in one call. Each line is answered by itself, and may be sent again: an account that stands is left alone. */
import {
  type Account,
  type AccountLine,
  AccountLines,
  CreateAccountRequest,
  CreateAccountsRequest,
} from '../../../shared/api.ts';
import { MAX_BATCH_LINES } from '../../../shared/limits.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import { mapInTurns } from '../../platform/in-turns.ts';
import { logError } from '../../platform/log.ts';
import { problemDocument, problemOfError } from '../../platform/problem-document.ts';
import { showValue } from '../../platform/shown-value.ts';
import type { AppContext } from '../app-env.ts';
import { endpoint } from '../endpoint.ts';
import { answerLines, expectLines, type Line } from '../ndjson.ts';
import { expectSuccess, ProblemError } from '../problem-response.ts';
import { accountObject, expectCommitted } from './account-object.ts';
import { completeAccount } from './kept-fail-mode.ts';
import { makeAccount } from './make-account.ts';

/** All of them are announced at the one directory. */
const AT_ONCE = 6;

export const createAccounts = endpoint({
  who: ['operator'],
  summary: 'Provision up to 200 accounts, one a line; each line is answered by itself',
  ndjson: { body: CreateAccountsRequest, answer: AccountLines },
  status: 200,
  async handle(c) {
    const lines = await expectLines(c, CreateAccountRequest, MAX_BATCH_LINES);
    // If an account has several lines, the first makes it: they are taken in turn.
    const byAccount = Map.groupBy(lines, ({ line, read }) => (read.ok ? read.value.account : line));
    const answers = await mapInTurns([...byAccount.values()], AT_ONCE, (group) =>
      mapInTurns(group, 1, (line) => answerLine(c, line)),
    );
    return answerLines(
      c,
      answers.flat().toSorted((one, other) => one.line - other.line),
    );
  },
});

async function answerLine(
  c: AppContext,
  { line, read }: Line<CreateAccountRequest>,
): Promise<AccountLine> {
  try {
    return { line, ...(await provision(c, expectSuccess(read))) };
  } catch (error) {
    const refused = error instanceof ProblemError ? error.problem : describeFailure(c, line, error);
    const document = problemDocument(refused, c.get('requestId'));
    return { line, status: document.status, problem: document };
  }
}

async function provision(
  c: AppContext,
  line: CreateAccountRequest,
): Promise<{ status: 200 | 201; account: Account }> {
  const { account } = line;
  const result = await makeAccount(c, line);
  if (result.ok || result.error.code !== 'account-exists') {
    return { status: 201, account: completeAccount(expectCommitted(c, account, result)) };
  }
  const standing = completeAccount(expectSuccess(await accountObject(c, account).describe()));
  const refused = refuseOther(line, standing);
  if (refused) throw new ProblemError(refused);
  return { status: 200, account: standing };
}

/** A setting that the line does not give may be any. */
function refuseOther(settings: CreateAccountRequest, standing: Account): Problem | undefined {
  const other = (['limit', 'consistency', 'failMode', 'note', 'suspended'] as const).filter(
    (name) => settings[name] !== undefined && settings[name] !== standing[name],
  );
  if (other.length === 0) return undefined;
  const errors = other.map((name) => ({
    pointer: `/${name}`,
    value: showValue(settings[name]) ?? '',
    message: `It is ${showValue(standing[name]) || 'empty'}: change the account, or leave this out.`,
  }));
  const detail = `The account ${standing.account} exists already, with another ${other.join(', ')}: it stays as it is.`;
  return problem('account-exists', detail, errors);
}

function describeFailure(c: AppContext, line: number, error: unknown): Problem {
  const stack = error instanceof Error ? error.stack : undefined;
  logError('failed', { requestId: c.get('requestId'), line, error: String(error), stack });
  const detail = 'The account may have been made or not: send the line again.';
  return problem(problemOfError(error).code, detail);
}
