import { type ChildProcess } from 'node:child_process';
import { type Contender } from './contender.ts';
import { closedLoop, end, urlOf } from './clients.ts';
import { post } from './post.ts';

/** (a): the echo bot, asked by the same kind of client. */
export async function startEchoClients(child: ChildProcess): Promise<Contender> {
  const url = `${await urlOf(child)}/api/messages`;
  let sent = 0;
  const turn = async (client: number): Promise<void> => {
    sent += 1;
    const activity = {
      type: 'message',
      id: String(sent),
      text: 'mon solde',
      channelId: 'emulator',
      serviceUrl: 'http://127.0.0.1',
      deliveryMode: 'expectReplies',
      from: { id: `user-${client}` },
      recipient: { id: 'bot' },
      conversation: { id: `conversation-${client}` },
    };
    await post(url, JSON.stringify(activity), {});
  };
  return {
    name: '(a) bare restify + CloudAdapter echo bot',
    run: (clients, seconds) => closedLoop(clients, seconds, turn),
    stop: () => end(child),
  };
}
