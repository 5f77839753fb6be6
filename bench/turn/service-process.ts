import { readConfig } from '../../bot/config.ts';
import { makeLogging } from '../../bot/log.ts';
import { startService } from '../../bot/wire.ts';
import { AppError } from '../../domain/errors.ts';

const settings = JSON.parse(process.argv[2] ?? '{}') as Record<string, string>;
const config = readConfig({ ...settings, PORT: '0', DEMO: 'off', LOG_LEVEL: 'error' });
if ('problems' in config) throw new AppError('CONFIG_INVALID', { problems: config.problems.join('; ') });
const service = await startService(config, makeLogging(config.LOG_LEVEL));
process.send?.({ url: service.url });
process.once('message', () => {
  void service.stop().then(() => process.exit(0));
});
// Nobody is measured any more, whatever ended the bench.
process.once('disconnect', () => process.exit(1));
