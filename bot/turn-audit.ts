import { type Context } from '../dialogs/form.ts';
import { type Fact } from '../domain/fact.ts';
import { type Outcome } from '../domain/outcome.ts';
import { type Request } from '../domain/request.ts';
import { type AuditEntry } from '../domain/turn.ts';
import { type TurnUnderstood } from './ports.ts';
import { type Speaking } from './turn-context.ts';

export type Told = {
  readonly understood: TurnUnderstood;
  readonly request: Request | null;
  readonly outcome: Outcome;
  readonly keys: readonly string[]; // of the approved texts that were said
};

/** What explains the turn: one event for what was understood, asked and answered, and one for each fact. */
export function auditOf(told: Told, { subject, account }: Speaking, context: Context): readonly AuditEntry[] {
  const common = {
    actor: subject === null ? 'person' : `debtor:${subject.contactId ?? subject.debtorId}`,
    policyVersion: told.request === null ? null : (context.policy?.version ?? null),
  };
  const turn: AuditEntry = {
    ...common,
    kind: 'turn',
    debtorId: account?.debtor.id ?? null,
    detail: {
      source: told.understood.source,
      commands: told.understood.commands.map(({ kind }) => kind),
      request: told.request?.kind ?? null,
      refusal: told.outcome.refusal,
      said: told.keys,
      version: account?.debtor.version ?? null,
    },
    payload: null,
  };
  return [turn, ...told.outcome.facts.map((fact) => ({ ...common, ...factEntry(fact) }))];
}

/** Fields that hold words, names, addresses or keys; they go to the part of the audit that can be erased, or nowhere. */
const erasable = ['note', 'terms', 'address'] as const;
const unsaid = ['kind', 'hash', 'subjectKey', 'send', 'claim', 'subject'] as const;

function factEntry(fact: Fact): Pick<AuditEntry, 'kind' | 'debtorId' | 'detail' | 'payload'> {
  const all = Object.entries(fact);
  const apart = all.filter(([name, value]) => isOneOf(erasable, name) && value !== null);
  const detail = all.filter(([name]) => !isOneOf(erasable, name) && !isOneOf(unsaid, name));
  return {
    kind: fact.kind,
    debtorId: debtorOf(fact),
    detail: Object.fromEntries(detail),
    payload: apart.length === 0 ? null : Object.fromEntries(apart),
  };
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name);
}

function debtorOf(fact: Fact): string | null {
  if (fact.kind === 'subject-proved') return fact.subject.debtorId;
  return 'debtorId' in fact ? fact.debtorId : null;
}
