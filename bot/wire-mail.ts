import { keepStatement, mailedAccount } from '../prisma/escalation/mail-statement.ts';
import { type Database } from '../prisma/database.ts';
import { makeUnsubscribeStore } from '../prisma/stores/unsubscribe-store.ts';
import { type Logging } from './log.ts';
import { type MailParts, makeMailParts } from './mail-parts.ts';
import { type TurnDeps } from './ports.ts';
import { type Secrets } from './secrets.ts';
import { makeUnsubscribeLinks } from './unsubscribe-links.ts';

type MailGround = {
  readonly database: Pick<Database, 'pool'> & Pick<TurnDeps, 'clock'>;
  readonly secrets: Pick<Secrets, 'unsubscribeKey'>;
  readonly publicUrl: () => string;
  readonly log: Logging['log'];
};

/** What a demand by e-mail carries beside its words. */
export function mailPartsOf({ database, secrets, publicUrl, log }: MailGround): MailParts {
  const { pool, clock } = database;
  return makeMailParts({
    mailed: (mail) => mailedAccount(pool, mail),
    keep: (of, statement) => keepStatement(pool, of, statement),
    links: unsubscribeLinksOf({ database, secrets }),
    ...{ publicUrl, clock, log },
  });
}

/** The links by which an address asks for no more of them. */
export function unsubscribeLinksOf({
  database,
  secrets,
}: Pick<MailGround, 'database' | 'secrets'>): ReturnType<typeof makeUnsubscribeLinks> {
  return makeUnsubscribeLinks(makeUnsubscribeStore(database.pool), secrets.unsubscribeKey, database.clock);
}
