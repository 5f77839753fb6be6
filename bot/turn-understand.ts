import { type Context } from '../dialogs/form.ts';
import { type Command } from '../domain/command.ts';
import { type Loaded } from '../domain/turn.ts';
import { AppError } from '../domain/errors.ts';
import { holdingLease } from './held-lease.ts';
import { type TurnDeps, type TurnSituation, type TurnUnderstood } from './ports.ts';

type Deps = Pick<TurnDeps, 'store' | 'understand' | 'dialogs' | 'crashPoint'>;

/**
 * What the message means. An earlier run's reading is used as it is. A model might read it otherwise the next time, so its
 * reading is kept before anything follows from it; the other readings are functions of the message and are kept with the commit.
 * Raises LEASE_LOST when another process took the conversation meanwhile.
 */
export async function understandTurn(deps: Deps, loaded: Loaded, context: Context): Promise<TurnUnderstood> {
  if (loaded.understood !== null) return loaded.understood as TurnUnderstood;
  const { inbound } = loaded;
  const pressed = pressedCommands(loaded);
  const read = pressed ?? (await readWords(deps, loaded, context));
  const attached: Command[] = inbound.files.length === 0 ? [] : [{ kind: 'attach', files: inbound.files }];
  const { unreadable = null } = inbound;
  if (unreadable !== null) attached.push({ kind: 'unreadable', what: unreadable });
  const understood = { ...read, commands: [...read.commands, ...attached] };
  await deps.crashPoint('turn:understood');
  if (understood.source === 'model') {
    const kept = await deps.store.keepUnderstood(loaded.lease, loaded.inboxId, understood);
    if (!kept) throw new AppError('LEASE_LOST', { conversation: loaded.lease.conversationId });
    await deps.crashPoint('turn:understood-kept');
  }
  return understood;
}

/** What needs no reading: a button, the opening of the chat, its language switch, a file without words. */
function pressedCommands({ inbound }: Loaded): TurnUnderstood | null {
  const exact = (...commands: readonly Command[]): TurnUnderstood => ({
    commands,
    language: inbound.event === 'opened' ? (inbound.language ?? null) : null,
    source: 'exact',
  });
  if (inbound.option !== null) return exact({ kind: 'choose', option: inbound.option });
  if (inbound.event === 'opened') return exact({ kind: 'greet' });
  if (inbound.event === 'language') return exact({ kind: 'language', to: inbound.language ?? 'fr' });
  return inbound.text.trim() === '' && (inbound.files.length > 0 || inbound.unreadable != null) ? exact() : null;
}

async function readWords(deps: Deps, loaded: Loaded, context: Context): Promise<TurnUnderstood> {
  const read = (): Promise<TurnUnderstood> => deps.understand(loaded.inbound.text, situationOf(deps, loaded, context));
  const { commands, language, source } = await holdingLease(deps.store, loaded.lease, read);
  return { commands, language, source };
}

function situationOf({ dialogs }: Deps, loaded: Loaded, context: Context): TurnSituation {
  const { account, creditor } = context;
  const currency = account?.invoices.at(-1)?.total.currency ?? creditor.accounts[0]?.currency ?? 'EUR';
  return {
    ...dialogs.situate(loaded.state, context),
    creditorId: loaded.lease.creditorId,
    language: context.language,
    today: context.calendar.today,
    currency,
    invoiceNumbers: account?.invoices.map(({ number }) => number) ?? [],
  };
}
