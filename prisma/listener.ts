import pg from 'pg';

/** Hears what other processes announce; `stop` ends it. */
export type Listener = { readonly stop: () => Promise<void> };

const retryMs = 1_000;

/**
 * Calls `onSaid` with the conversations in which something new can be read, said by another process than `self`. A lost connection is
 * opened again, and `onGap` says that something may have been missed meanwhile.
 */
export function startListener(
  url: string,
  handlers: {
    readonly self: string;
    readonly onSaid: (conversationIds: readonly string[]) => void;
    readonly onGap: () => void;
    readonly log: (line: string) => void;
  },
): Listener {
  let client: pg.Client | null = null;
  let stopped = false;
  let retry: NodeJS.Timeout | undefined;

  const open = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, application_name: 'solde listener', keepAlive: true });
    next.on('notification', ({ payload }) => {
      const [heardBy, conversationIds = ''] = (payload ?? '').split(' ');
      if (heardBy !== handlers.self) handlers.onSaid(conversationIds.split(','));
    });
    next.on('error', () => undefined);
    next.once('end', again);
    try {
      await next.connect();
      await next.query('LISTEN solde_said');
      client = next;
      handlers.onGap();
    } catch {
      await next.end().catch(() => undefined);
    }
  };
  const again = (): void => {
    client = null;
    if (stopped) return;
    handlers.log('database: the listener lost its connection and opens another');
    retry = setTimeout(() => void open(), retryMs);
  };
  void open();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(retry);
      await client?.end();
    },
  };
}
