import { type Server } from 'restify';
import { AppError } from '../domain/errors.ts';
import { type Config } from './config.ts';

/** Development answers this machine alone. Raises CONFIG_INVALID when the port is taken. */
export function listen(server: Server, config: Pick<Config, 'production' | 'PORT'>): Promise<number> {
  const host = config.production ? '0.0.0.0' : '127.0.0.1';
  return new Promise((resolve, reject) => {
    // On restify's server: it passes the web server's errors on, and one that nobody hears ends the process.
    server.once('error', (error: NodeJS.ErrnoException) => {
      const todo =
        error.code === 'EADDRINUSE'
          ? 'The port is taken: stop what uses it, or set PORT to another one.'
          : error.message;
      reject(new AppError('CONFIG_INVALID', { setting: 'PORT', todo }, error));
    });
    server.listen(config.PORT, host, () => {
      const address = server.server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : config.PORT);
    });
  });
}
