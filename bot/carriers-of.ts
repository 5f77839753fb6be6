import { makeEmailCarrier, type MailParts } from '../channels/email/email-carrier.ts';
import { type Channel } from '../domain/channel.ts';
import { type Config } from './config.ts';
import { demoCarrier } from './demo-carrier.ts';
import { type Carrier } from './ports.ts';
import { type Telephone } from './telephone.ts';

/** Who carries messages of a channel: the one that is configured; on a developer's machine, else, the page of outgoing messages. */
export function carriersOf(
  config: Config,
  teams: Carrier,
  { carrier }: Pick<Telephone, 'carrier'>,
  mail: MailParts,
): (channel: Channel) => Carrier | null {
  const email = config.SMTP_URL === undefined ? null : makeEmailCarrier(config.SMTP_URL, mail);
  const fallback = config.production ? null : demoCarrier;
  return (channel) => (channel === 'teams' ? teams : ((channel === 'email' ? email : carrier(channel)) ?? fallback));
}
