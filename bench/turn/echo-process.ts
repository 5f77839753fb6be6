import { ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import restify from 'restify';

/** The framework's own echo bot: no storage, no authentication, the reply in the answer of the same request. */
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  await context.sendActivity(`Vous avez dit : ${context.activity.text}`);
  await next();
});

const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (req, res) => {
  await adapter.process(
    { body: req.body as Record<string, unknown>, headers: req.headers, method: 'POST' },
    res,
    (context) => bot.run(context),
  );
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${server.address().port}` });
});
process.once('message', () => process.exit(0));
// Nobody is measured any more, whatever ended the bench.
process.once('disconnect', () => process.exit(1));
