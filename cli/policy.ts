import { type Database } from '../prisma/database.ts';
import { activate, sign } from './policy/activate.ts';
import { type Answer, print } from './policy/answer.ts';
import { type Asked, readAsked } from './policy/asked.ts';
import { assign } from './policy/assign.ts';
import { check } from './policy/check.ts';
import { diff } from './policy/diff.ts';
import { list } from './policy/list.ts';
import { publish } from './policy/publish.ts';
import { rate } from './policy/rate.ts';
import { type PreviewPlace } from './policy/preview-on.ts';
import { tenantOf } from './policy/tenant.ts';
import { rehearse } from './policy/rehearse.ts';
import { text } from './policy/text.ts';
import { isStored } from './policy/version-of.ts';
import { runTool } from './tool/run-tool.ts';

async function answer(asked: Asked, tenant: PreviewPlace): Promise<Answer> {
  const { production } = tenant;
  switch (asked.act) {
    case 'check':
      return await check(asked);
    case 'diff':
      return await diff(asked, tenant);
    case 'rehearse':
      return await rehearse(asked, tenant, production);
    case 'list':
      return await list(tenant);
    case 'activate':
      return await activate(asked, tenant);
    case 'sign':
      return await sign(asked, tenant);
    case 'assign':
      return await assign(asked, tenant);
    case 'text':
      return await text(asked, tenant);
    case 'rate':
      return await rate(asked, tenant);
    case 'publish':
      return await publish(asked, tenant, production);
  }
}

async function work(database: Database, asked: Asked, production: boolean): Promise<number> {
  const tenant = await tenantOf(database, asked.creditor, production);
  return print('code' in tenant ? tenant : await answer(asked, { ...tenant, database, production }), asked.json);
}

/** Files alone need no database, so that whoever writes a policy can check it anywhere. */
async function run(asked: Asked | null): Promise<number> {
  if (asked?.act === 'check') return print(await check(asked), asked.json);
  if (asked?.act === 'diff' && !asked.names.some(isStored)) return print(await diff(asked, null), asked.json);
  return await runTool(asked, work);
}

process.exitCode = await run(readAsked());
