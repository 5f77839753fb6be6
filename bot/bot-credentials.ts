import type { BotCredentials } from '../channels/sdk.ts';
import { type Config } from './config.ts';

/** The application Teams knows us as; null when Teams is off. */
export function botCredentials(config: Config): BotCredentials | null {
  const { MicrosoftAppType: type = 'SingleTenant', MicrosoftAppId: id, MicrosoftAppTenantId: tenantId } = config;
  if (id === undefined || tenantId === undefined) return null;
  return { type, id, tenantId, password: type === 'SingleTenant' ? (config.MicrosoftAppPassword ?? null) : null };
}
