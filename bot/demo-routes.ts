import { type Request, type Server } from 'restify';
import { z } from 'zod';
import { type Instant } from '../domain/calendar.ts';
import { type OutboxEntry } from '../domain/outbox-row.ts';
import { cleanText } from '../channels/direct-line/clean-text.ts';
import { segmentsOf } from '../domain/segments.ts';
import { type Answer, answering, escapeHtml } from './answer.ts';
import { demoSite } from './demo-site.ts';
import { isLoopbackRequest } from './loopback-only.ts';
import { readJsonBody } from './json-body.ts';

/** One message as the demo outbox shows it. */
type Shown = {
  readonly id: string;
  readonly channel: string;
  readonly to: string;
  readonly text: string;
  readonly segments: number | null; // of an SMS
  readonly at: string;
};

/** What the demo routes need from the service. */
export type Demo = {
  /** Newest first. */
  readonly outbox: (limit: number) => Promise<readonly OutboxEntry[]>;
  /** The entry's text as its carrier would send it, one-time codes included. */
  readonly textOf: (entry: OutboxEntry) => string;
  /** Takes a text as if it came from that phone, and gives what is answered to it once its turn is done. */
  readonly console: (said: {
    id: string;
    from: string;
    text: string;
    at: Instant;
  }) => Promise<readonly { seq: number; text: string }[]>;
  readonly clock: () => Instant;
  readonly onTrouble: (error: unknown) => void;
};

const consoleBody = z.strictObject({
  id: z.string().regex(/^[\x21-\x7e]{1,100}$/),
  from: z.string().regex(/^\+[1-9]\d{6,14}$/),
  text: z.string().max(2000).transform(cleanText),
});

/**
 * Serves what a newcomer needs without any account: every message that no carrier took, a console that speaks as a phone, and a
 * customer's site with the widget in it.
 * Development only, and to this machine only: anything else is told there is nothing here.
 */
export function mountDemo(server: Server, demo: Demo): void {
  const local = (answer: (req: Request) => Promise<Answer>) =>
    answering(
      async (req) => (isLoopbackRequest(req) ? await answer(req) : { status: 404, json: { code: 'NOT_FOUND' } }),
      demo.onTrouble,
    );
  server.get(
    '/demo/outbox',
    local(async (req) => {
      const shown = (await demo.outbox(200)).map((entry) => show(entry, demo));
      return (req.headers.accept ?? '').includes('text/html')
        ? { status: 200, html: page(shown) }
        : { status: 200, json: shown };
    }),
  );
  for (const { path, answer } of demoSite) server.get(path, local(answer));
  server.post(
    '/demo/console',
    local(async (req) => {
      const said = await readJsonBody(req, consoleBody);
      return { status: 200, json: { messages: await demo.console({ ...said, at: demo.clock() }) } };
    }),
  );
}

function show(entry: OutboxEntry, demo: Demo): Shown {
  const text = demo.textOf(entry);
  return {
    id: entry.id,
    channel: entry.channel,
    to: entry.to,
    text,
    segments: entry.channel === 'sms' ? (entry.segments ?? segmentsOf(text)) : null,
    at: new Date(entry.at).toISOString(),
  };
}

function page(shown: readonly Shown[]): string {
  const rows = shown.map(
    (row) =>
      `<tr><td><time>${escapeHtml(row.at.replace('T', ' ').slice(0, 19))}</time></td><td>${escapeHtml(row.channel)}</td>` +
      `<td>${escapeHtml(row.to)}</td><td class="text">${escapeHtml(row.text)}</td><td>${row.segments ?? ''}</td></tr>`,
  );
  return `<!doctype html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="3"><title>Solde · messages</title>
<style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1c2430;background:#f6f8f8}
h1{font-size:1.3rem}p{color:#44505f}table{border-collapse:collapse;width:100%;background:#fff}th,td{padding:.6rem;border-bottom:1px solid #dde3e6;text-align:left;vertical-align:top}
.text{white-space:pre-wrap}</style>
<h1>Messages sortants · Outgoing messages</h1>
<p>Aucun opérateur n’est configuré : rien ne quitte cette machine. · No carrier is configured: nothing leaves this machine.</p>
<table><thead><tr><th>UTC</th><th>Canal</th><th>À</th><th>Texte</th><th>SMS</th></tr></thead><tbody>
${rows.join('\n') || '<tr><td colspan="5">Rien encore · Nothing yet</td></tr>'}
</tbody></table></html>`;
}
