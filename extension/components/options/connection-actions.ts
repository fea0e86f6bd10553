import type * as typed from '../../page/typed-connection.ts';
import type * as kept from '../../storage/connections.ts';

/** What can be done with connections: carried out by the modules whose functions these are. */
export type ConnectionActions = Pick<
  typeof kept,
  | 'moveConnection'
  | 'removeConnection'
  | 'setOtherFamilyEndpoint'
  | 'setShownAccounts'
  | 'forgetAwaited'
> &
  Pick<
    typeof typed,
    'testTyped' | 'saveTyped' | 'replaceTyped' | 'testKept' | 'completeAwaited' | 'saveOtherFamily'
  >;
