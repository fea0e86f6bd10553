/** `npm run deploy`: `wrangler deploy` with the same arguments, which mends what a failed first deployment has left. */
import { type DeployArguments, parseDeployArguments } from './deploy-arguments.ts';
import { findNamespaceId } from './find-namespace.ts';
import { runWrangler } from './run-wrangler.ts';

/** Cloudflare's code for: a KV namespace with this title exists already. */
const TITLE_TAKEN = 10_014;

const args = parseDeployArguments(process.argv.slice(2));
const { exitCode, errorCode } = await runWrangler(['deploy', ...args.all]);
process.exitCode = errorCode === TITLE_TAKEN ? await deployToWhatIsLeft(args) : exitCode;

/**
 * wrangler makes the namespace before it uploads the Worker, and knows its id by the uploaded Worker alone. When
 * that upload has failed, each later deployment would try to make the namespace once more.
 */
async function deployToWhatIsLeft(args: DeployArguments): Promise<number> {
  // It takes long to load, and most deployments do not need it.
  const { findNamespaceTitle, writeConfiguration } = await import('./replica-configuration.ts');
  const title = findNamespaceTitle(args);
  const id = title && (await findNamespaceId(title, args.global));
  if (!id) return explain(title);
  process.stdout.write(
    `\nThe namespace "${title}" is there already: an earlier deployment made it. Deploying with it.\n`,
  );
  using configuration = writeConfiguration(args, id);
  const given = ['--config', configuration.path, ...args.withoutConfiguration];
  return (await runWrangler(['deploy', ...given])).exitCode;
}

function explain(title = 'that is meant'): number {
  process.stderr.write(
    `\nThe namespace "${title}" could not be found. Put its id beside the binding REPLICA in wrangler.toml, and deploy again.\n`,
  );
  return 1;
}
