import { type Request, type Server } from 'restify';
import { type Answer, answering, escapeHtml } from './answer.ts';
import { smallPage } from './small-page.ts';
import { type UnsubscribeLinks, type Unsubscribing } from './unsubscribe-links.ts';

const words = {
  fr: {
    title: 'Ne plus recevoir d’e-mail',
    ask: (name: string) => `Souhaitez-vous ne plus recevoir d’e-mail de ${name} à cette adresse ?`,
    button: 'Ne plus recevoir d’e-mail',
    done: 'C’est noté : cette adresse ne recevra plus d’e-mail de notre part, sauf réponse à ce que vous nous écrivez.',
    gone: 'Ce lien n’est pas valable. Vous pouvez répondre STOP à l’e-mail reçu.',
  },
  en: {
    title: 'No more e-mails',
    ask: (name: string) => `Would you like to receive no more e-mails from ${name} at this address?`,
    button: 'Receive no more e-mails',
    done: 'Noted: this address will receive no more e-mails from us, but for answers to what you write to us.',
    gone: 'This link is not valid. You can answer STOP to the e-mail you received.',
  },
} as const;

/**
 * Serves /u/:token. GET shows a button and acts on nothing, since mail scanners open links; POST, from that page or from a mail program (RFC 8058),
 * stops e-mails to the address that one went to. Neither says why anybody wrote.
 */
export function mountUnsubscribe(
  server: Server,
  links: Pick<UnsubscribeLinks, 'look' | 'stop'>,
  onTrouble: (error: unknown) => void,
): void {
  const tokenOf = (req: Request): string => (req.params as { token?: string }).token ?? '';
  server.get(
    '/u/:token',
    answering(async (req) => {
      const found = await links.look(tokenOf(req));
      return found === null ? gone() : { status: 200, html: ask(found) };
    }, onTrouble),
  );
  server.post(
    '/u/:token',
    answering(async (req) => {
      const token = tokenOf(req);
      const found = await links.look(token);
      if (found === null || !(await links.stop(token))) return gone();
      return {
        status: 200,
        html: smallPage(found.language, found.creditorName, `<p>${words[found.language].done}</p>`),
      };
    }, onTrouble),
  );
}

function ask({ creditorName, language }: Unsubscribing): string {
  const { title, ask: question, button } = words[language];
  const body = `<h1>${title}</h1><p>${escapeHtml(question(creditorName))}</p><form method="post"><button>${button}</button></form>`;
  return smallPage(language, creditorName, body);
}

function gone(): Answer {
  return { status: 404, html: smallPage('fr', 'Solde', `<p>${words.fr.gone}</p><p lang="en">${words.en.gone}</p>`) };
}
